import { Ajv2020 } from 'ajv/dist/2020.js';
import formatsPlugin from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calls } from '../../functions/shared/http/calls.ts';
import { schemaOf } from '../../functions/shared/http/openapi.ts';
import { openBrowser } from '../browser.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { approvalOf, goodRelease, reviewerOf, stages } from '../support/release-line.ts';
import { hostile } from '../web/hostile.ts';

let laptop: TestLaptop;
beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2025-03-05T09:00+08:00' });
});
afterAll(() => laptop.end());

const ajv = new Ajv2020({ strict: false, allErrors: true });
formatsPlugin.default(ajv);
const called = new Set<string>();

interface Asked {
  readonly body?: unknown;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly ids?: Readonly<Record<string, string>>;
}

/** Makes a call of the registry as somebody, and holds status and answer to what is described, with nothing beside it. */
async function ask(who: string, key: string, { body, query = '', headers = {}, ids = {} }: Asked = {}): Promise<Record<string, unknown>> {
  const answer = await send(who, key, { body, query, headers, ids });
  const { status, schema } = calls[key]!.answer;
  const said = (await answer.json()) as Record<string, unknown>;
  expect({ key, status: answer.status, said }).toMatchObject({ status });
  if (schema === 'page') throw new Error('A page has no schema.');
  const validate = ajv.compile(schemaOf(schema, 'output'));
  validate(said);
  expect({ key, errors: validate.errors }).toEqual({ key, errors: null });
  called.add(key);
  return said;
}

async function send(who: string, key: string, { body, query = '', headers = {}, ids = {} }: Asked): Promise<Response> {
  const [method = '', path = ''] = key.split(' ');
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? ''));
  const token = await laptop.cloud.identity.signIn(`${who}@zhejiang.example`);
  return fetch(`${laptop.origin}${address}${query}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function page(who: string, id: string, query = ''): Promise<{ readonly status: number; readonly headers: Headers; readonly html: string }> {
  const answer = await send(who, 'GET /api/releases/{id}/preview', { ids: { id }, query });
  return { status: answer.status, headers: answer.headers, html: await answer.text() };
}

const author = 'submitter.personnel';
const publisher = 'publisher-a.network';
const quiet = (): Promise<void> => laptop.cloud.clock.activity.quiet();

async function approve(id: string): Promise<void> {
  for (const stage of stages) {
    const { contentHash } = await ask(reviewerOf(stage), 'GET /api/releases/{id}', { ids: { id } });
    await ask(reviewerOf(stage), 'POST /api/releases/{id}/decisions', { ids: { id }, body: approvalOf(stage, contentHash) });
  }
}

describe('every answer of a whole line', () => {
  it('is as it is described', async () => {
    const { id: first } = await ask(author, 'POST /api/releases', { body: { ...goodRelease, issuedOn: '2025-03-04', summary: '名单' } });
    const ids = { id: String(first) };
    const { version } = await ask(author, 'GET /api/releases/{id}', { ids });
    await ask(author, 'PUT /api/releases/{id}', { ids, body: { ...goodRelease, title: '关于公布名单的通知' }, headers: { 'if-match': String(version) } });
    await ask(author, 'POST /api/releases/{id}/submission', { ids, body: {} });
    await ask(author, 'POST /api/releases/{id}/recall', { ids, body: {} });
    await ask(author, 'POST /api/releases/{id}/submission', { ids, body: {} });
    const open = (await ask(author, 'GET /api/duties'))['items'] as { id: string }[];
    await ask('reviewer.personnel', 'POST /api/duties/{id}/acknowledge', { ids: { id: open[0]!.id }, body: {} });
    const { items } = await ask('reviewer.personnel', 'GET /api/tasks');
    expect(items).toMatchObject([{ releaseId: first }]);
    const { contentHash } = await ask(author, 'GET /api/releases/{id}', { ids });
    const { suggestion } = await ask('reviewer.personnel', 'POST /api/releases/{id}/suggestions', { ids, body: { stage: 'first-review', contentHash, title: '关于公布示范名单的通知', remarks: '漏字' } });
    await ask(author, 'PUT /api/releases/{id}/suggestions/{suggestion}', { ids: { ...ids, suggestion: String(suggestion) }, body: { outcome: 'accept' } });
    await approve(ids.id);
    await ask(publisher, 'POST /api/releases/{id}/publication', { ids, body: { at: '2025-03-06T09:00+08:00', format: true } });
    await quiet();
    await ask(publisher, 'DELETE /api/releases/{id}/publication', { ids });
    await ask(publisher, 'POST /api/releases/{id}/publication', { ids, body: { format: true } });
    await quiet();
    const wrong = (await (await send(author, 'POST /api/releases/{id}/corrections', { ids, body: { nobodyKnowsThis: 1 } })).json()) as unknown;
    expect(wrong).toMatchObject({ type: 'validation', errors: expect.arrayContaining([expect.objectContaining({ pointer: '/nobodyKnowsThis' })]) as unknown });
    await ask(author, 'POST /api/releases/{id}/corrections', { ids, body: { reason: '名单有误', body: '<p>名单更正如下。</p>' } });
    await ask(author, 'GET /api/releases/{id}', { ids });
    await ask(author, 'GET /api/releases/{id}/diff', { ids });
    await ask(author, 'DELETE /api/releases/{id}/corrections', { ids });
    await quiet();
    await ask(publisher, 'POST /api/releases/{id}/withdrawal', { ids, body: { reason: '误发' } });
    await quiet();
    await ask(author, 'GET /api/releases/{id}', { ids });
    await ask(author, 'GET /api/releases/{id}/events', { ids });
    await ask(author, 'GET /api/releases', { query: '?state=withdrawn' });
    await ask(author, 'POST /api/releases/{id}/copy', { ids, body: {} });
    await ask(author, 'GET /api/duties', { query: '?state=running,met,late,overdue,void' });
    await ask(author, 'GET /api/ledger');
    await ask(author, 'GET /api/me');
    await ask(publisher, 'GET /api/me');
    await ask(author, 'GET /api/columns');
    await ask(author, 'GET /api/people');
    await ask(author, 'GET /api/openapi.json');
    const untouched = Object.keys(calls).filter((key) => key.includes(' /api/releases') && !key.includes('/attachments') && !key.endsWith('/preview'));
    expect(untouched.filter((key) => !called.has(key))).toEqual([]);
  });
});

describe('a preview', () => {
  /** What is not known before: number, address and hour. */
  const without = (html: string): string =>
    html
      .replace(/(<dt>索引号<\/dt><dd>)[^<]*/, '$1')
      .replace(/<meta name="Url"[^>]*>\n/, '')
      .replace(/<p class="print-only">[^]*?<\/p>/, '')
      .replace(/<time datetime="[^"]*">[^<]*/, '<time>')
      .replace(/<meta name="PubDate"[^>]*>/, '');

  it('is the page as it is published later, but for number, address and hour', async () => {
    const body = '<p>各处室：</p><p>见<a href="https://www.example.gov.cn/x">附件</a>。</p><table><tr><td>甲</td></tr></table>';
    const { id } = await ask(author, 'POST /api/releases', { body: { ...goodRelease, title: '预览与公开一致的通知', body, signedOn: '2025-03-03' } });
    const ids = { id: String(id) };
    await ask(author, 'POST /api/releases/{id}/submission', { ids, body: {} });
    const preview = await page('reviewer.personnel', ids.id);
    expect(preview.html).toContain('<dt>索引号</dt><dd>未编号</dd>');
    expect(preview.html).toContain('2025年3月5日');
    await approve(ids.id);
    await ask(publisher, 'POST /api/releases/{id}/publication', { ids, body: { format: true } });
    await quiet();
    const { url } = await ask(author, 'GET /api/releases/{id}', { ids });
    const published = await (await fetch(`${laptop.origin}${String(url)}`)).text();
    expect(without(preview.html)).toBe(without(published));
    expect((await page(author, ids.id)).html).toBe(published);
  });

  it('is kept by nobody, found by no search engine, and runs nothing', async () => {
    const { id } = await ask(author, 'POST /api/releases', { body: { ...goodRelease, body: `<p>文</p>${hostile.join('')}` } });
    const { status, headers, html } = await page(author, String(id));
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy.split('; ')).toEqual(expect.arrayContaining(["default-src 'none'", 'sandbox']));
    expect(policy).not.toContain('script-src');
    expect(html.match(/<link rel="stylesheet" href="([^"]*)">/)?.[1]).toMatch(/^\/assets\//);
  });

  it('looks like the portal in a browser, where nothing of it runs', async () => {
    const { id } = await ask(author, 'POST /api/releases', { body: { ...goodRelease, body: `<p>文</p>${hostile.join('')}` } });
    const token = await laptop.cloud.identity.signIn(`${author}@zhejiang.example`);
    const browser = await openBrowser();
    try {
      const opened = await browser.newPage({ extraHTTPHeaders: { authorization: `Bearer ${token}` } });
      await opened.goto(`${laptop.origin}/api/releases/${String(id)}/preview`);
      // What is evaluated runs beside the page, whose own scripts do not run.
      expect(await opened.evaluate('window.ran')).toBeUndefined();
      expect(await opened.evaluate('self.origin')).toBe('null');
      expect(await opened.evaluate('[...document.styleSheets].length')).toBe(1);
      expect(await opened.evaluate('getComputedStyle(document.querySelector(".masthead .band")).backgroundColor')).not.toBe('rgba(0, 0, 0, 0)');
    } finally {
      await browser.close();
    }
  });

  it('of a draft is for its own department, and so are its differences', async () => {
    const { id } = await ask(author, 'POST /api/releases', { body: goodRelease });
    for (const key of ['GET /api/releases/{id}/preview', 'GET /api/releases/{id}/diff']) {
      for (const who of ['submitter.finance', 'admin.office', publisher]) expect((await send(who, key, { ids: { id: String(id) } })).status).toBe(404);
      expect((await send('reviewer.personnel', key, { ids: { id: String(id) } })).status).toBe(200);
    }
  });
});

describe('revisions', () => {
  it('are compared and previewed by their numbers; by default the last submitted with the current', async () => {
    const { id, version } = await ask(author, 'POST /api/releases', { body: { ...goodRelease, title: '旧标题' } });
    const ids = { id: String(id) };
    const unchanged = await ask(author, 'GET /api/releases/{id}/diff', { ids });
    expect(unchanged).toMatchObject({ from: 1, to: 1, fields: [], coarse: false });
    expect((unchanged['body'] as { op: string }[]).map(({ op }) => op)).toEqual(['same']);
    await ask(author, 'POST /api/releases/{id}/submission', { ids, body: {} });
    await ask(author, 'POST /api/releases/{id}/recall', { ids, body: {} });
    const now = await ask(author, 'GET /api/releases/{id}', { ids });
    expect(Number(now['version'])).toBeGreaterThan(Number(version));
    await ask(author, 'PUT /api/releases/{id}', { ids, headers: { 'if-match': String(now['version']) }, body: { ...goodRelease, title: '新标题', subject: '教育', body: '<p>各处室：</p><p>现将新名单予以公布。</p>' } });
    const expected = {
      from: 1,
      to: 2,
      fields: expect.arrayContaining([{ name: 'title', from: '旧标题', to: '新标题' }, { name: 'subject', from: null, to: '教育' }]) as unknown,
      body: [{ op: 'same', text: '各处室：\n现将' }, { op: 'added', text: '新' }, { op: 'same', text: '名单予以公布。\n' }],
    };
    expect(await ask(author, 'GET /api/releases/{id}/diff', { ids })).toMatchObject(expected);
    expect(await ask(author, 'GET /api/releases/{id}/diff', { ids, query: '?from=1&to=2' })).toMatchObject(expected);
    expect((await page(author, ids.id)).html).toContain('新标题');
    expect((await page(author, ids.id, '?revision=1')).html).toContain('旧标题');
    const unknown = (await (await send(author, 'GET /api/releases/{id}/diff', { ids, query: '?from=0&to=x' })).json()) as unknown;
    expect(unknown).toMatchObject({ type: 'validation', errors: [{ pointer: '/query/from', code: 'unknown-revision' }, { pointer: '/query/to', code: 'unknown-revision' }] });
    expect((await page(author, ids.id, '?revision=3')).status).toBe(422);
  });

  it('of a correction that is not submitted are the department’s own; others see what is online', async () => {
    const { id } = await ask(author, 'POST /api/releases', { body: { ...goodRelease, title: '将要更正的通知' } });
    const ids = { id: String(id) };
    await ask(author, 'POST /api/releases/{id}/submission', { ids, body: {} });
    await approve(ids.id);
    await ask(publisher, 'POST /api/releases/{id}/publication', { ids, body: { format: true } });
    await quiet();
    await ask(author, 'POST /api/releases/{id}/corrections', { ids, body: { reason: '人数有误', title: '更正后的通知' } });
    const corrected = (await page(author, ids.id)).html;
    expect(corrected).toContain('更正后的通知');
    expect(corrected).toContain('人数有误');
    for (const who of ['submitter.finance', publisher]) {
      expect((await page(who, ids.id)).html).toContain('将要更正的通知');
      expect((await page(who, ids.id, '?revision=2')).status).toBe(422);
      expect((await send(who, 'GET /api/releases/{id}/diff', { ids, query: '?from=1&to=2' })).status).toBe(422);
    }
  });
});
