import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { bundleHandlers } from '../../lib/build/bundle-handlers.ts';
import { hashAssets } from '../../lib/build/hash-assets.ts';
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

describe('stylesheet and script', () => {
  test('carry the hash of both in their names, alone in their folder: a change of either gives both another address', () => {
    const assets = join(build, 'assets');
    const first = hashAssets(stylesheet, assets);
    expect(first).toMatch(/^portal\.[0-9a-f]{8}\.css$/);
    const folder = join(workshop.folder, 'changed');
    const changed = writeSource(folder, 'portal.css', 'body { color: black }\n');
    writeSource(folder, 'portal.js', 'void 1;\n');
    const second = hashAssets(changed, assets);
    expect(second).not.toBe(first);
    expect(readdirSync(assets)).toEqual([second, second.replace('.css', '.js')]);
  });
});
