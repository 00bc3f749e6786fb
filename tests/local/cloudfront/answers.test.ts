import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { declared, INDEX_FUNCTION, ok, world, type World } from './fixture.ts';

let edge: World;
beforeEach(async () => {
  edge = await world();
});
afterEach(() => edge.close());

describe('the function on viewer requests', () => {
  it('rewrites a directory and redirects without its slash', async () => {
    edge.answers.portal = (request) => ok(request.path);
    expect((await edge.get('/zhejiang/')).text).toBe('/zhejiang/index.html');
    const moved = await edge.get('/zhejiang');
    expect([moved.status, moved.headers.get('location'), moved.cache]).toEqual([301, '/zhejiang/', 'FunctionGeneratedResponse']);
  });

  const functionOf = (FunctionCode: string, Runtime = 'cloudfront-js-2.0'): ReturnType<typeof declared> =>
    declared('Index', { Name: 'i', FunctionCode, FunctionConfig: { Runtime } }, 'function1');

  it.each([
    ['reads the environment', 'function handler(e) { return { statusCode: 200, body: process.env.HOME }; }'],
    ['loads a module', "function handler(e) { return { statusCode: 200, body: require('fs').readFileSync('/etc/passwd') }; }"],
    ['calls out', "async function handler(e) { await fetch('http://127.0.0.1'); return e.request; }"],
    ['makes code from text', "function handler(e) { return { statusCode: 200, body: String(this.constructor.constructor('return 1')()) }; }"],
    ['never ends', 'function handler(e) { for (;;); }'],
    ['never ends later', 'async function handler(e) { await null; for (;;); }'],
    ['throws', "function handler(e) { throw new Error('x'); }"],
    ['answers nothing', 'function handler(e) {}'],
    ['changes the method', "function handler(e) { e.request.method = 'DELETE'; return e.request; }"],
    ['leaves no path', "function handler(e) { e.request.uri = 'x'; return e.request; }"],
  ])('that %s is a 503 and reaches no origin', async (_, code) => {
    const told: unknown[] = [];
    const other = await world({ functions: [functionOf(code)], onFunctionError: (error) => told.push(error) });
    expect((await other.get('/a')).status).toBe(503);
    expect([other.asked.length, told.length]).toEqual([0, 1]);
    await other.close();
  });

  it('is refused beyond 10 KB, in another runtime, and where it does not compile', async () => {
    await expect(world({ functions: [functionOf(`${INDEX_FUNCTION}//${'x'.repeat(10_240)}`)] })).rejects.toThrow('10 KB');
    await expect(world({ functions: [functionOf(INDEX_FUNCTION, 'cloudfront-js-1.0')] })).rejects.toThrow('cloudfront-js-1.0');
    await expect(world({ functions: [functionOf('function handler(')] })).rejects.toThrow(SyntaxError);
  });
});

describe('the response headers policy', () => {
  it('adds, overrides and removes', async () => {
    edge.answers.portal = () => ok('page', { 'content-security-policy': 'none', 'referrer-policy': 'no-referrer', 'x-amz-version-id': 'v' });
    const { headers } = await edge.get('/a.html');
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'strict-transport-security': 'max-age=31536000; includeSubdomains',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(headers.has('x-amz-version-id')).toBe(false);
  });

  it('stands on errors of the origin too', async () => {
    edge.answers.api = () => ok('no', {}, 403);
    expect((await edge.get('/api/x')).headers.get('content-security-policy')).toBe("default-src 'none'");
  });
});

describe('compression', () => {
  const long = '中文'.repeat(500);
  beforeEach(() => {
    edge.answers.portal = () => ok(long, { 'cache-control': 's-maxage=60', etag: '"e"' });
  });

  it.each([
    ['gzip, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ])('a viewer that accepts %s gets %s', async (accepted, encoding, open) => {
    const answered = await edge.raw('/a.html', { 'accept-encoding': accepted });
    expect(answered.headers).toMatchObject({ 'content-encoding': encoding, etag: 'W/"e"', vary: 'Accept-Encoding' });
    expect(open(answered.body).toString()).toBe(long);
  });

  it('keeps one copy for all, and a viewer that accepts none gets it plain', async () => {
    await edge.raw('/a.html', { 'accept-encoding': 'br' });
    const plain = await edge.raw('/a.html', {});
    expect([plain.body.toString(), plain.headers['content-encoding'], plain.headers['x-cache']]).toEqual([long, undefined, 'Hit from cloudfront']);
    expect((await edge.raw('/a.html', { 'accept-encoding': 'br', 'if-none-match': 'W/"e"' })).status).toBe(304);
  });

  it.each([
    ['short ones', () => ok('short')],
    ['images', () => ok(long, { 'content-type': 'image/png' })],
    ['what is encoded already', () => ok(long, { 'content-encoding': 'gzip' })],
  ])('leaves alone %s', async (_, answer) => {
    edge.answers.portal = answer;
    const answered = await edge.raw('/b.html', { 'accept-encoding': 'br' });
    expect(answered.headers['content-encoding']).not.toBe('br');
  });
});
