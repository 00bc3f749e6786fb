import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';

const source = readFileSync(join(import.meta.dirname, '../../lib/portal-site/directory-index.js'), 'utf8');

interface Query {
  readonly value: string;
  readonly multiValue?: readonly { readonly value: string }[];
}
interface Answer {
  readonly uri?: string;
  readonly statusCode?: number;
  readonly headers?: { readonly location: { readonly value: string } };
}

function run(uri: string, querystring: Record<string, Query> = {}): Answer {
  const context: { handler?: (event: unknown) => Answer } = {};
  runInNewContext(`${source}\nthis.handler = handler;`, context);
  return context.handler!({ request: { method: 'GET', uri, querystring, headers: {} } });
}

describe('the function at the edge', () => {
  test.each([
    ['/', '/index.html'],
    ['/zhejiang/', '/zhejiang/index.html'],
    ['/zhejiang/art/2026/17.html', '/zhejiang/art/2026/17.html'],
    ['/favicon.ico', '/favicon.ico'],
  ])('%s is the object %s', (uri, object) => {
    expect(run(uri).uri).toBe(object);
  });
  test('an address without its last slash moves there for good', () => {
    expect(run('/zhejiang')).toMatchObject({ statusCode: 301, headers: { location: { value: '/zhejiang/' } } });
  });
  test('the query moves along', () => {
    const query = { q: { value: '%E6%95%99%E8%82%B2' }, page: { value: '1', multiValue: [{ value: '1' }, { value: '2' }] }, all: { value: '' } };
    expect(run('/zhejiang/search', query).headers?.location.value).toBe('/zhejiang/search/?q=%E6%95%99%E8%82%B2&page=1&page=2&all');
  });
  test.each(['//evil.example', '/\\evil.example', '///evil'])('%s does not send the reader to another host', (uri) => {
    expect(run(uri.replace('.', '-')).headers?.location.value).toMatch(/^\/[^/\\]/);
  });
});
