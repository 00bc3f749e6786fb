import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLaptop, type Laptop } from '../../local/boot/start-laptop.ts';
import { openBrowser } from '../browser.ts';
import { axeViolations, DESK_WIDTH, openDesk, overflow, PHONE_WIDTH, visitDesk } from './desk.ts';
import { everyScreen } from './every-screen.ts';

const WIDTHS = [PHONE_WIDTH, 768, DESK_WIDTH, 1920];
const data = mkdtempSync(join(tmpdir(), 'fabu-screens-'));
let laptop: Laptop;
let browser: Browser;

beforeAll(async () => {
  [laptop, browser] = await Promise.all([startLaptop({ port: 0, data, fresh: false, empty: false, now: undefined }), openBrowser()]);
}, 120_000);
afterAll(async () => {
  await browser.close();
  await laptop.stop();
  rmSync(data, { recursive: true, force: true });
});

const looks = (['zh-CN', 'en'] as const).flatMap((language) => [PHONE_WIDTH, DESK_WIDTH].map((width) => ({ language, width })));

describe.each(everyScreen)('$name', ({ as, path, prepare }) => {
  it.each(looks)('has nothing that axe finds, in $language at $width px, and keeps to its policy', async (look) => {
    const { page, context, faults } = await openDesk(laptop.origin, browser, as, { ...look, path });
    await prepare?.(page);
    expect(await axeViolations(page)).toEqual([]);
    expect((await faults()).filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
    for (const width of look.width === DESK_WIDTH ? WIDTHS : []) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await overflow(page)]).toEqual([width, 0]);
    }
    await context.close();
  });
});

it.each(looks)('the doorstep has nothing that axe finds, in $language at $width px', async (look) => {
  const { page, context } = await visitDesk(laptop.origin, browser, { ...look, path: '/signed-out' });
  await page.locator('h1').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await context.close();
});
