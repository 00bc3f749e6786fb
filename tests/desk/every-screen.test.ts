import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLaptop, type Laptop } from '../../local/boot/start-laptop.ts';
import { openBrowser } from '../browser.ts';
import { axeViolations, DESK_WIDTH, openDesk, overflow, PHONE_WIDTH, visitDesk } from './desk.ts';
import { everyScreen } from './every-screen.ts';

/** `npm run test:screens`: every screen in both languages at four widths. Otherwise each in one language, at two of them. */
const FULL = process.env['FABU_SCREENS'] === 'full';
const WIDTHS = FULL ? [PHONE_WIDTH, 768, DESK_WIDTH, 1920] : [PHONE_WIDTH, DESK_WIDTH];
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

const languages = ['zh-CN', 'en'] as const;
/** The languages and the widths that are looked into are dealt out in turn, so that both are seen of all. */
const dealt = everyScreen.map((screen, place) => ({ ...screen, languages: FULL ? languages : [languages[place % 2]!], axeAt: FULL ? [PHONE_WIDTH, DESK_WIDTH] : [[PHONE_WIDTH, DESK_WIDTH][Math.floor(place / 2) % 2]!] }));

describe.each(dealt)('$name', ({ as, path, prepare, languages: spoken, axeAt }) => {
  it.each(spoken)('has nothing that axe finds, keeps to its policy and never scrolls sideways, in %s', async (language) => {
    const { page, context, faults } = await openDesk(laptop.origin, browser, as, { language, path });
    await prepare?.(page);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      expect([width, await overflow(page)]).toEqual([width, 0]);
      if (axeAt.includes(width)) expect(await axeViolations(page)).toEqual([]);
    }
    expect((await faults()).filter((fault) => !/ERR_INTERNET_DISCONNECTED|status of 422/.test(fault))).toEqual([]);
    await context.close();
  });
});

it.each(languages)('the doorstep has nothing that axe finds, in %s', async (language) => {
  const { page, context, faults } = await visitDesk(laptop.origin, browser, { language, width: PHONE_WIDTH, path: '/signed-out' });
  await page.locator('h1').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  expect(await faults()).toEqual([]);
  await context.close();
});
