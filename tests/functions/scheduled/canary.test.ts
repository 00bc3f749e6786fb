import { beforeAll, beforeEach, expect, it } from 'vitest';
import { serve, type RunningServer } from '../../../local/wire/serve.ts';
import type { WireResponse } from '../../../local/wire/wire.ts';
import { measuredIn } from '../metrics.ts';
import { quiet } from '../quiet.ts';

const lines = quiet();
let server: RunningServer;
let canary: (event: { scheduledTime: string }) => Promise<void>;
const pages = new Map<string, WireResponse>();
const asked: { path: string; authorization: string | undefined }[] = [];

const html = (body: string, status = 200, type = 'text/html; charset=utf-8'): WireResponse => ({ status, headers: { 'content-type': type }, body });
const names = { zhejiang: '浙江省教育厅', shangqiu: '商丘市教育局' };

beforeAll(async () => {
  server = await serve(({ path, headers }) => {
    asked.push({ path, authorization: headers['authorization'] });
    return Promise.resolve(pages.get(path) ?? html('missing', 404));
  });
  process.env['PUBLIC_ORIGIN'] = `http://127.0.0.1:${server.port}`;
  ({ handler: canary } = await import('../../../functions/scheduled/canary.ts'));
});

const pageOf = (site: keyof typeof names, body = ''): WireResponse => html(`<meta name="SiteName" content="${names[site]}">${body}`);
const article = '/zhejiang/art/2025/00017.html';

beforeEach(() => {
  asked.length = 0;
  pages.clear();
  pages.set('/', html('<ul class="sites"><li><a href="/zhejiang/">x</a></li><li><a href="/shangqiu/">y</a></li></ul>'));
  pages.set('/zhejiang/', pageOf('zhejiang', `<a href="${article}">newest</a><a href="/zhejiang/art/2025/00016.html">older</a>`));
  pages.set('/shangqiu/', pageOf('shangqiu'));
  pages.set(article, pageOf('zhejiang'));
});

async function answers(): Promise<Record<string, unknown>> {
  lines.length = 0;
  await canary({ scheduledTime: '2025-09-30T08:00:00Z' });
  return Object.fromEntries(Object.entries(measuredIn(lines)).map(([site, { SiteAnswers }]) => [site, SiteAnswers]));
}

it('reads root, home page and newest item of every open site, without any credentials', async () => {
  expect(await answers()).toEqual({ zhejiang: 1, shangqiu: 1 });
  expect(asked.map(({ path }) => path).sort()).toEqual(['/', '/shangqiu/', '/zhejiang/', article]);
  expect(asked.every(({ authorization }) => authorization === undefined)).toBe(true);
  expect(lines.join('\n')).not.toContain('SITE_SILENT');
});

it.each([
  ['the home page is gone', '/zhejiang/', html('gone', 404), 'status-404'],
  ['the home page is an error', '/zhejiang/', html('x', 503), 'status-503'],
  ['the home page sends elsewhere', '/zhejiang/', { status: 302, headers: { location: '/shangqiu/' }, body: '' }, 'status-302'],
  ['something else stands there', '/zhejiang/', html('<h1>Parked</h1>'), 'another-page'],
  ['another site stands there', '/zhejiang/', pageOf('shangqiu'), 'another-page'],
  ['it is no page', '/zhejiang/', html('<meta name="SiteName" content="浙江省教育厅">', 200, 'application/octet-stream'), 'no-html'],
  ['the newest item is gone', article, html('gone', 410), 'status-410'],
])('says that a site does not answer, and why, where %s; other sites are not concerned', async (_, path, answer, because) => {
  pages.set(path, answer);
  expect(await answers()).toEqual({ zhejiang: 0, shangqiu: 1 });
  const told = lines.filter((line) => line.includes('SITE_SILENT')).map((line) => JSON.parse(line) as object);
  expect(told).toEqual([expect.objectContaining({ site: 'zhejiang', path, because })]);
});

it('says that nothing answers where the root does not, and never throws', async () => {
  pages.delete('/');
  expect(await answers()).toEqual({ '*': 0 });
  await server.close();
  expect(await answers()).toEqual({ '*': 0 });
});
