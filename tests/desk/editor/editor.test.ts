import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deskResponseHeaders } from '../../../lib/desk-site/response-headers.ts';
import { openBrowser } from '../../browser.ts';
import { sanitise } from '../../../web/portal/sanitise.ts';
import { fromWord, fromWps, hostile } from './pasted.ts';

const policy = deskResponseHeaders([]).securityHeadersBehavior?.contentSecurityPolicy?.contentSecurityPolicy ?? '';
const ADDRESS = 'http://desk.example/';

let browser: Browser;
let page: Page;
beforeAll(async () => {
  const source = `import { createEditor } from '${join(import.meta.dirname, '../../../web/desk/editor/create-editor.ts')}';
    window.open_ = (html) => { const told = { changes: 0, pictures: 0 };
      const opened = createEditor({ place: document.body, html, label: '正文', show: () => Promise.resolve(undefined), onChange: () => { told.changes += 1; }, onPasted: (pictures) => { told.pictures += pictures; } });
      window.desk = { ...opened, told, type: (text) => opened.editor.commands.insertContent({ type: 'text', text }) }; };`;
  const { outputFiles } = await build({ stdin: { contents: source, resolveDir: import.meta.dirname }, bundle: true, write: false, format: 'iife' });
  browser = await openBrowser();
  page = await browser.newPage();
  await page.route('**/*', (route) => {
    if (route.request().url() === ADDRESS) return route.fulfill({ contentType: 'text/html; charset=utf-8', headers: { 'content-security-policy': policy }, body: '<!doctype html><script src="/editor.js"></script><body></body>' });
    return route.request().url().endsWith('/editor.js') ? route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: outputFiles[0]!.text }) : route.abort();
  });
}, 60_000);
afterAll(() => browser.close());

interface Desk {
  readonly told: { readonly changes: number; readonly pictures: number };
  readonly unknown: readonly string[];
  readonly editor: { readonly commands: { focus: () => void; selectAll: () => void } };
  html(): string;
  isChanged(): boolean;
  type(text: string): void;
}
type Opened = typeof globalThis & { open_: (html: string) => void; desk: Desk; violations: string[]; ran?: number };

async function open(html: string): Promise<void> {
  await page.goto(ADDRESS);
  await page.evaluate((text) => {
    const desk = globalThis as Opened;
    desk.violations = [];
    addEventListener('securitypolicyviolation', (event) => desk.violations.push((event as unknown as { violatedDirective: string }).violatedDirective));
    desk.open_(text);
  }, html);
}

const ask = <T>(question: (desk: Desk) => T): Promise<T> => page.evaluate(`(${String(question)})(window.desk)`) as Promise<T>;

/** As a browser does it: an event with what lies on the clipboard. */
async function paste(type: string, text: string): Promise<void> {
  await page.evaluate(
    ([kind, data]) => {
      const clipboard = new DataTransfer();
      clipboard.setData(kind!, data!);
      document.querySelector('.prose')!.dispatchEvent(new ClipboardEvent('paste', { clipboardData: clipboard, bubbles: true, cancelable: true }));
    },
    [type, text],
  );
}

async function pasted(type: string, text: string): Promise<string> {
  await open('');
  await paste(type, text);
  expect(await page.evaluate(() => (globalThis as Opened).violations)).toEqual([]);
  return ask((desk) => desk.html());
}

describe('what is pasted', () => {
  it('from Word is headings, lists, tables, links and emphasis, and nothing of its looks', async () => {
    const html = await pasted('text/html', fromWord);
    expect(html).not.toMatch(/style=|class=|mso|<o:|<span|<img|批注|font/i);
    expect(html).toContain('<p>各市教育局：<strong>请按时</strong>报送</p>');
    expect(html).toContain('<ol><li><p>学校自查</p><ol><li><p>食堂</p></li></ol></li><li><p>县级复查</p></li></ol>');
    expect(html).toMatch(/<td colspan="2"[^>]*><p>名单<\/p><\/td>/);
    expect(html).toContain('href="https://school.example/a?b=1&amp;c=2"');
    expect(html).toContain('结束');
    expect(await ask((desk) => desk.told.pictures)).toBe(1);
  });

  it('from WPS becomes a list without its typed marks, and bold by style stays emphasis', async () => {
    const html = await pasted('text/html', fromWps);
    expect(html).toContain('<ul><li><p>开学前检查</p></li><li><p>开学后抽查</p></li></ul>');
    expect(html).toContain('<p><strong>联系人：</strong>办公室</p>');
  });

  it('as plain text is a paragraph for each line', async () => {
    expect(await pasted('text/plain', '第一行\r\n\r\n  第二行 <b>\n')).toContain('<p>第一行</p><p>第二行 &lt;b&gt;</p>');
  });

  it('runs nothing and keeps nothing that could', async () => {
    const html = await pasted('text/html', hostile);
    expect(await page.evaluate(() => (globalThis as Opened).ran)).toBeUndefined();
    expect(html).not.toMatch(/script|onclick|onerror|javascript:|iframe|svg|input/i);
    expect(html).toContain('甲');
    expect(html).toContain('乙');
  });

  it('is what the portal would show: its sanitiser takes nothing away', async () => {
    for (const text of [fromWord, fromWps, hostile]) {
      const words = (html: string): string => html.replaceAll(/<[^>]*>/g, '').replaceAll(/&nbsp;|\s/g, '');
      const html = await pasted('text/html', text);
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
    expect(await ask((desk) => [desk.html(), desk.isChanged(), desk.told.changes])).toEqual([body, false, 0]);
    await ask((desk) => desk.type('新'));
    expect(await ask((desk) => [desk.isChanged(), desk.told.changes])).toEqual([true, 1]);
    const html = await ask((desk) => desk.html());
    expect(html).toContain('新');
    expect(html).toContain('<sub>2</sub>');
    expect(html).toMatch(/<img src="attachments\/%E5%9B%BE.png" alt="会场">/);
  });

  it('says which tags of it have no form here', async () => {
    await open('<p>甲</p><dl><dt>乙</dt><dd>丙</dd></dl><figure><p>丁</p></figure>');
    expect(await ask((desk) => desk.unknown)).toEqual(['dd', 'dl', 'dt', 'figure']);
  });
});
