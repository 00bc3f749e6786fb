import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { bundleHandlers } from '../../lib/build/bundle-handlers.ts';
import { hashStylesheet } from '../../lib/build/hash-stylesheet.ts';
import { handlerNames } from '../../lib/handlers.ts';
import { openWorkshop, writeSource } from './fixture.ts';

const workshop = openWorkshop();
afterAll(() => workshop.clear());

const { functions, build, stylesheet } = workshop.sources;
const output = join(build, 'handlers');
const bundle = (): Promise<void> => bundleHandlers({ functions, output, expected: handlerNames });
const bundled = (name: string): string => join(output, name, 'index.mjs');

describe('bundling', () => {
  beforeEach(() => rmSync(output, { recursive: true, force: true }));

  test('makes one self-contained module for each handler', async () => {
    writeSource(functions, 'shared/greeting.ts', 'export const greeting: string = "hello";\n');
    writeSource(functions, 'api/me.ts', '');
    rmSync(join(functions, 'api/me.ts'));
    writeSource(functions, 'api/act.ts', "import { greeting } from '../shared/greeting.ts';\nexport const handler = async () => greeting;\n");
    await bundle();
    expect(handlerNames.every((name) => existsSync(bundled(name)))).toBe(true);
    const { handler } = (await import(pathToFileURL(bundled('api/act')).href)) as { handler: () => Promise<string> };
    expect(await handler()).toBe('hello');
    expect(readdirSync(join(output, 'api/act'))).toEqual(['index.mjs']);
  });

  test('lets bundled CommonJS require what Node has, and adds nothing where it is not needed', async () => {
    writeSource(functions, 'shared/old.cjs', "module.exports = require('node:path').sep;\n");
    writeSource(functions, 'api/act.ts', "import sep from '../shared/old.cjs';\nexport const handler = async () => sep;\n");
    await bundle();
    const { handler } = (await import(`${pathToFileURL(bundled('api/act')).href}?old`)) as { handler: () => Promise<string> };
    expect(await handler()).toBe('/');
    expect(readFileSync(bundled('api/read'), 'utf8')).not.toContain('createRequire');
  });

  test('is the same each time, so that nothing is deployed that did not change', async () => {
    await bundle();
    const first = readFileSync(bundled('workflow/relay'), 'utf8');
    await bundle();
    expect(readFileSync(bundled('workflow/relay'), 'utf8')).toBe(first);
  });

  test('fails by name on a handler without a file and on a file without a handler', async () => {
    rmSync(join(functions, 'workflow/ring-bell.ts'));
    writeSource(functions, 'scheduled/stray.ts', 'export {};\n');
    await expect(bundle()).rejects.toThrow(/workflow\/ring-bell\.ts is missing; scheduled\/stray\.ts is named nowhere in lib\/handlers\.ts/);
    expect(existsSync(output)).toBe(false);
  });
});

describe('the stylesheet', () => {
  test('carries the hash of its text in its name, alone in its folder', () => {
    const assets = join(build, 'assets');
    const first = hashStylesheet(stylesheet, assets);
    expect(first).toMatch(/^portal\.[0-9a-f]{8}\.css$/);
    const second = hashStylesheet(writeSource(workshop.folder, 'other.css', 'body { color: navy }\n'), assets);
    expect(second).not.toBe(first);
    expect(readdirSync(assets)).toEqual([second]);
  });
});
