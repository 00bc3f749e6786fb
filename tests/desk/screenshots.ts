import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { startLaptop } from '../../local/boot/start-laptop.ts';
import { openBrowser } from '../browser.ts';
import { DESK_WIDTH, openDesk, PHONE_WIDTH, visitDesk, type Desk, type DeskOptions } from './desk.ts';
import { everyScreen } from './every-screen.ts';

/**
 * `npm run screenshots -- [FOLDER] [NAME]`: a picture of every screen whose name holds NAME, in both languages, on a phone
 * and on a desk, from a laptop of its own with the demonstration's items. They are for looking at and are not kept.
 */
const [folder = join('.fabu', 'screenshots'), wanted = ''] = process.argv.slice(2);
const LEAST_HEIGHT = 900;
const data = mkdtempSync(join(tmpdir(), 'fabu-screenshots-'));
mkdirSync(folder, { recursive: true });
const laptop = await startLaptop({ port: 0, data, fresh: false, empty: false, now: undefined });
const browser = await openBrowser();
try {
  for (const language of ['zh-CN', 'en'] as const) {
    await takeAll({ language, width: PHONE_WIDTH });
    await takeAll({ language, width: DESK_WIDTH });
  }
} finally {
  await browser.close();
  await laptop.stop();
  rmSync(data, { recursive: true, force: true });
}

async function takeAll(look: Required<Pick<DeskOptions, 'language' | 'width'>>): Promise<void> {
  const options = { ...look, glyphs: true };
  for (const { name, as, path, prepare } of everyScreen.filter((each) => each.name.includes(wanted))) {
    const desk = await openDesk(laptop.origin, browser, as, { ...options, path });
    await prepare?.(desk.page);
    await take(desk, `${name}.${look.language}.${look.width}`);
  }
  if (!'signed-out'.includes(wanted)) return;
  const outside = await visitDesk(laptop.origin, browser, { ...options, path: '/signed-out' });
  await outside.page.locator('h1').waitFor();
  await take(outside, `signed-out.${look.language}.${look.width}`);
}

/** A window as high as the page, so that what stays at its foot stands there. A dialog is seen as it lies over the page. */
async function showAll(page: Page): Promise<void> {
  if ((await page.locator('dialog[open]').count()) > 0) return;
  const height = await page.evaluate<number>('document.documentElement.scrollHeight');
  const width = page.viewportSize()?.width ?? DESK_WIDTH;
  await page.setViewportSize({ width, height: Math.max(height, LEAST_HEIGHT) });
}

async function take({ page, context }: Desk, name: string): Promise<void> {
  const path = join(folder, `${name}.png`);
  await showAll(page);
  for (const frame of page.frames()) await frame.evaluate('document.fonts.ready');
  await page.screenshot({ path });
  await context.close();
  console.log(path);
}
