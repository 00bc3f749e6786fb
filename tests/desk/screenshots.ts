import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLaptop } from '../../local/boot/start-laptop.ts';
import { openBrowser } from '../browser.ts';
import { DESK_WIDTH, openDesk, PHONE_WIDTH, visitDesk } from './desk.ts';
import { everyScreen } from './every-screen.ts';

/**
 * `npm run screenshots -- [FOLDER] [NAME]`: a picture of every screen whose name holds NAME, in both languages, on a phone
 * and on a desk, from a laptop of its own with the demonstration's items. They are for looking at and are not kept.
 */
const [folder = join('.fabu', 'screenshots'), wanted = ''] = process.argv.slice(2);
const data = mkdtempSync(join(tmpdir(), 'fabu-screenshots-'));
mkdirSync(folder, { recursive: true });
const laptop = await startLaptop({ port: 0, data, fresh: false, empty: false, now: undefined });
const browser = await openBrowser();
try {
  for (const language of ['zh-CN', 'en'] as const) {
    for (const width of [PHONE_WIDTH, DESK_WIDTH]) {
      const name = (screen: string): string => join(folder, `${screen}.${language}.${width}.png`);
      for (const { name: screen, as, path, prepare } of everyScreen.filter((each) => each.name.includes(wanted))) {
        const { page, context } = await openDesk(laptop.origin, browser, as, { path, width, language, glyphs: true });
        await prepare?.(page);
        await page.evaluate('document.fonts.ready');
        await page.screenshot({ path: name(screen), fullPage: true });
        await context.close();
        console.log(name(screen));
      }
      if (!'signed-out'.includes(wanted)) continue;
      const { page, context } = await visitDesk(laptop.origin, browser, { path: '/signed-out', width, language, glyphs: true });
      await page.locator('h1').waitFor();
      await page.evaluate('document.fonts.ready');
      await page.screenshot({ path: name('signed-out'), fullPage: true });
      await context.close();
    }
  }
} finally {
  await browser.close();
  await laptop.stop();
  rmSync(data, { recursive: true, force: true });
}
