import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openBrowser } from '../browser.ts';
import { pages } from './pages.ts';
import { script, stylesheet } from './sample.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE_WIDTH = 360;
const DESK_WIDTH = 1280;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser();
  page = await browser.newPage();
  await page.route('**/*', (route) => {
    const path = decodeURIComponent(new URL(route.request().url()).pathname).slice(1);
    if (path.endsWith('.css')) return route.fulfill({ body: stylesheet, contentType: 'text/css' });
    if (path.endsWith('.js')) return route.fulfill({ body: script, contentType: 'text/javascript' });
    return route.fulfill({ body: pages[path] ?? '', contentType: 'text/html; charset=utf-8' });
  });
});
afterAll(() => browser.close());

async function open(name: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.goto(`https://portal.example/${encodeURIComponent(name)}`);
}

describe.each(Object.keys(pages))('the page %s', (name) => {
  it.each([DESK_WIDTH, PHONE_WIDTH])('has no violation that axe can find, at %i px', async (width) => {
    await open(name, width);
    await page.evaluate(axe);
    await page.evaluate('document.querySelector(".menu")?.setAttribute("open", "")');
    const found = await page.evaluate('axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))');
    expect(found).toEqual([]);
  });

  it.each(['', 'large', 'larger'])('never scrolls sideways on a phone, with text %j', async (size) => {
    await open(name, PHONE_WIDTH);
    await page.evaluate(`document.documentElement.className = '${size}'`);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE_WIDTH);
  });
});

describe('by keyboard', () => {
  it('the first stop skips to the content, and every stop shows a ring of 3 px', async () => {
    await open('article', DESK_WIDTH);
    const stops: string[] = [];
    for (let stop = 0; stop < 24; stop += 1) {
      await page.keyboard.press('Tab');
      stops.push(
        await page.evaluate<string>(
          '(({ activeElement: at }) => [at.textContent.slice(0, 6), getComputedStyle(at).outlineStyle, getComputedStyle(at).outlineWidth].join(" "))(document)',
        ),
      );
    }
    expect(stops[0]).toMatch(/^跳到正文/);
    expect(stops.filter((stop) => !stop.endsWith('solid 3px'))).toEqual([]);
  });
});

describe('on a phone', () => {
  it('the columns fold away and open without script, in rows high enough to touch', async () => {
    await open('home', PHONE_WIDTH);
    const first = page.locator('.menu a').first();
    expect(await first.isVisible()).toBe(false);
    expect(await page.locator('.bar').isVisible()).toBe(false);
    await page.locator('.menu summary').click();
    const box = await first.boundingBox();
    expect(box?.height).toBeGreaterThanOrEqual(44);
  });
});

describe('in print', () => {
  it('an item is without navigation and says its address', async () => {
    await open('article', DESK_WIDTH);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.bar').isVisible()).toBe(false);
    expect(await page.locator('.breadcrumb').isVisible()).toBe(false);
    expect(await page.locator('.print-only').innerText()).toContain('https://portal.example/example/art/2025/00042.html');
    await page.emulateMedia({ media: null });
  });
});
