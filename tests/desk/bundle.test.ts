import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleDesk, DESK_ASSETS } from '../../lib/build/bundle-desk.ts';

const folder = mkdtempSync(join(tmpdir(), 'fabu-desk-'));
const FIRST_LOAD_BYTES = 60 * 1024;
let page: string;

beforeAll(async () => {
  await bundleDesk({ source: 'web/desk', output: folder });
  page = readFileSync(join(folder, 'page', 'index.html'), 'utf8');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = (): string[] => readdirSync(join(folder, 'assets'));
const text = (file: string): string => readFileSync(join(folder, 'assets', file), 'utf8');
const bytes = (file: string): number => brotliCompressSync(readFileSync(join(folder, 'assets', file))).length;

describe('the desk’s bundle', () => {
  it('has a first load far below 250 KB: what the page names, one language, and the worklist with what it imports', () => {
    const named = [...page.matchAll(new RegExp(`${DESK_ASSETS}([^"]+)"`, 'g'))].map(([, file = '']) => file);
    const needed = new Set([...named, ...files().filter((file) => /^(zh-CN|worklist)\./.test(file))]);
    for (const file of needed) for (const [, imported = ''] of text(file).matchAll(/from"\.\/([^"]+)"/g)) needed.add(imported);
    expect([...needed].filter((file) => file.startsWith('zh-CN')).length).toBe(1);
    expect([...needed].reduce((sum, file) => sum + bytes(file), brotliCompressSync(page).length)).toBeLessThan(FIRST_LOAD_BYTES);
  });

  it('has no script or style in its page, and a hash in every other name', () => {
    expect(page).not.toMatch(/<style|style=|<script(?![^>]* src=)|\son\w+=/);
    for (const file of files()) expect(file).toMatch(/^[\w-]+\.[A-Z0-9]{8}\.(js|css)$/);
  });

  it('takes of the dictionaries what the desk says, each language by itself', () => {
    const holding = (words: string): string[] => files().filter((file) => text(file).includes(words));
    expect(holding('等您办理的信息')).toEqual([expect.stringMatching(/^zh-CN\./)]);
    expect(holding('What waits for you')).toEqual([expect.stringMatching(/^en\./)]);
    for (const other of ['政府信息公开指南', '登录凭证缺失']) expect(holding(other)).toEqual([]);
  });

  it('takes nothing of the API’s code', () => {
    for (const file of files()) expect(text(file)).not.toMatch(/zod|CONTENT_BUCKET|aws-sdk/);
  });
});
