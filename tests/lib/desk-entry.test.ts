import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';

const source = readFileSync(join(import.meta.dirname, '../../lib/desk-site/desk-entry.js'), 'utf8');

function run(uri: string): string | undefined {
  const context: { handler?: (event: unknown) => { uri?: string } } = {};
  runInNewContext(`${source}\nthis.handler = handler;`, context);
  return context.handler!({ request: { method: 'GET', uri, querystring: {}, headers: {} } }).uri;
}

test.each([
  ['/desk/', '/desk/index.html'],
  ['/desk/items/zhejiang-a1b2', '/desk/index.html'],
  ['/desk/signed-in', '/desk/index.html'],
  ['/desk/settings.json', '/desk/settings.json'],
  ['/desk/assets/main.ABCD1234.js', '/desk/assets/main.ABCD1234.js'],
])('at the edge %s is the object %s', (uri, object) => {
  expect(run(uri)).toBe(object);
});
