import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskResponseHeaders } from '../../../lib/desk-site/response-headers.ts';
import { openBrowser } from '../../browser.ts';
import { sanitise } from '../../../web/portal/sanitise.ts';
import { fromWord, fromWps, hostile } from './pasted.ts';

const policy = deskResponseHeaders({ files: [], connectsTo: [] }).securityHeadersBehavior?.contentSecurityPolicy?.contentSecurityPolicy ?? '';
const ADDRESS = 'http://desk.example/';

/** The editor in a page with the desk's own policy; a paste is an event with what lies on the clipboard, as a browser makes it. */
const script = `
  import { createEditor } from '${join(import.meta.dirname, '../../../web/desk/editor/create-editor.ts')}';
  const told = { changes: 0, pictures: 0, violations: [] };
  let opened;
  addEventListener('securitypolicyviolation', (event) => told.violations.push(event.violatedDirective));
  window.openWith = (html) => {
    opened = createEditor({ place: document.body, html, label: '正文', show: () => Promise.resolve(undefined), onChange: () => { told.changes += 1; }, onPasted: (pictures) => { told.pictures += pictures; } });
  };
  window.paste = (type, text) => {
    const clipboard = new DataTransfer();
    clipboard.setData(type, text);
    document.querySelector('.prose').dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
  };
  window.type = (text) => { opened.editor.commands.insertContent({ type: 'text', text }); };
  window.state = () => ({ ...told, html: opened.html(), isChanged: opened.isChanged(), unknown: opened.unknown, ran: window.ran });
`;

interface State {
  readonly changes: number;
  readonly pictures: number;
  readonly violations: readonly string[];
  readonly html: string;
  readonly isChanged: boolean;
  readonly unknown: readonly string[];
  readonly ran?: number;
}
const state = async (): Promise<State> => (await call('state')) as State;

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const { outputFiles } = await build({ stdin: { contents: script, resolveDir: import.meta.dirname }, bundle: true, write: false, format: 'iife' });
  browser = await openBrowser();
  page = await browser.newPage();
  await page.route('**/*', (route) => {
    if (route.request().url() === ADDRESS) return route.fulfill({ contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': policy }, body: '<!doctype html><script src="/editor.js"></script><body></body>' });
    return route.request().url().endsWith('/editor.js') ? route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: outputFiles[0]!.text }) : route.abort();
  });
}, 60_000);
afterAll(() => browser.close());

/** Calls something of the page's own script (below), with what it needs. */
const call = (name: string, ...given: readonly string[]): Promise<unknown> => page.evaluate(`${name}(${given.map((value) => JSON.stringify(value)).join(', ')})`);

async function open(html: string): Promise<void> {
  await page.goto(ADDRESS);
  await call('openWith', html);
}

async function pasted(type: string, text: string): Promise<State> {
  await open('');
  await call('paste', type, text);
  const after = await state();
  expect(after.violations).toEqual([]);
  return after;
}

describe('what is pasted', () => {
  it('from Word is headings, lists, tables, links and emphasis, and nothing of its looks', async () => {
    const { html, pictures } = await pasted('text/html', fromWord);
    expect(html).not.toMatch(/style=|class=|mso|<o:|<span|<img|批注|font/i);
    expect(html).toContain('<p>各市教育局：<strong>请按时</strong>报送</p>');
    expect(html).toContain('<ol><li><p>学校自查</p><ol><li><p>食堂</p></li></ol></li><li><p>县级复查</p></li></ol>');
    expect(html).toMatch(/<td colspan="2"[^>]*><p>名单<\/p><\/td>/);
    expect(html).toContain('href="https://school.example/a?b=1&amp;c=2"');
    expect(html).toContain('结束');
    expect(pictures).toBe(1);
  });

  it('from WPS becomes a list without its typed marks, and bold by style stays emphasis', async () => {
    const { html } = await pasted('text/html', fromWps);
    expect(html).toContain('<ul><li><p>开学前检查</p></li><li><p>开学后抽查</p></li></ul>');
    expect(html).toContain('<p><strong>联系人：</strong>办公室</p>');
  });

  it('as plain text is a paragraph for each line', async () => {
    expect((await pasted('text/plain', '第一行\r\n\r\n  第二行 <b>\n')).html).toContain('<p>第一行</p><p>第二行 &lt;b&gt;</p>');
  });

  it('runs nothing and keeps nothing that could', async () => {
    const { html, ran } = await pasted('text/html', hostile);
    expect(ran).toBeUndefined();
    expect(html).not.toMatch(/script|onclick|onerror|javascript:|iframe|svg|input/i);
    expect(html).toContain('甲');
    expect(html).toContain('乙');
  });

  it('is what the portal would show: its sanitiser takes nothing away', async () => {
    for (const text of [fromWord, fromWps, hostile]) {
      const words = (html: string): string => html.replaceAll(/<[^>]*>/g, '').replaceAll(/&nbsp;|\s/g, '');
      const { html } = await pasted('text/html', text);
      const clean = sanitise(html);
      expect(words(clean)).toBe(words(html));
      const tags = (markup: string): string[] => [...new Set([...markup.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag!))].sort();
      expect(tags(clean)).toEqual(tags(html));
    }
  });
});

describe('a text that is opened', () => {
  const body = '<h2>标题</h2><p>正文<sub>2</sub>和<a href="https://a.example/">链接</a></p>\n<p><img src="attachments/%E5%9B%BE.png" alt="会场" /></p>';

  it('is the very same until something is changed, so that opening it voids no approval', async () => {
    await open(body);
    expect(await state()).toMatchObject({ html: body, isChanged: false, changes: 0 });
    await call('type', '新');
    const { html, ...after } = await state();
    expect(after).toMatchObject({ isChanged: true, changes: 1, violations: [] });
    expect(html).toContain('新');
    expect(html).toContain('<sub>2</sub>');
    expect(html).toMatch(/<img src="attachments\/%E5%9B%BE.png" alt="会场">/);
  });

  it('says which tags of it have no form here', async () => {
    await open('<p>甲</p><dl><dt>乙</dt><dd>丙</dd></dl><figure><p>丁</p></figure>');
    expect((await state()).unknown).toEqual(['dd', 'dl', 'dt', 'figure']);
  });
});
