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
const WIDTHS = [PHONE_WIDTH, 768, DESK_WIDTH, 1920];

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

const violations = (): Promise<unknown> =>
  page.evaluate('axe.run().then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))');

/** How the first link of the content and the page look. */
const linkStyle = '(({ body, querySelector }) => [body, document.querySelector("main a, main")].map((at) => (({ color, backgroundColor, textDecorationColor }) => [color, backgroundColor, textDecorationColor])(getComputedStyle(at))))(document)';

async function open(name: string, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 800 });
  await page.goto(`https://portal.example/${encodeURIComponent(name)}`);
}

describe.each(Object.keys(pages))('the page %s', (name) => {
  it.each([DESK_WIDTH, PHONE_WIDTH])('has no violation that axe can find, at %i px', async (width) => {
    await open(name, width);
    await page.evaluate(axe);
    await page.evaluate('document.querySelector(".menu")?.setAttribute("open", "")');
    expect(await violations()).toEqual([]);
  });

  it.each(['', 'large', 'larger'])('never scrolls sideways, from a phone to a wide screen, with text %j', async (size) => {
    await open(name, PHONE_WIDTH);
    await page.evaluate(`document.documentElement.className = 'scripted ${size}'`);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width);
    }
  });

  it('has no violation in high contrast, whoever asks for it', async () => {
    await open(name, DESK_WIDTH);
    await page.evaluate(axe);
    await page.evaluate('document.documentElement.classList.add("contrast")');
    expect(await violations()).toEqual([]);
    const chosen = await page.evaluate(linkStyle);
    await page.evaluate('document.documentElement.classList.remove("contrast")');
    await page.emulateMedia({ contrast: 'more' });
    expect(await page.evaluate(linkStyle)).toEqual(chosen);
    await page.emulateMedia({ contrast: null });
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

describe('the reading tools', () => {
  const size = 'parseFloat(getComputedStyle(document.querySelector(".prose")).fontSize)';

  it('set text size and contrast, say so, and are remembered on the next page', async () => {
    await open('article', PHONE_WIDTH);
    const standard = await page.evaluate<number>(size);
    await page.getByRole('button', { name: '特大' }).click();
    await page.getByRole('button', { name: '高对比度' }).click();
    await open('article, corrected', PHONE_WIDTH);
    expect(await page.evaluate(size)).toBeCloseTo(standard * 1.5);
    expect(await page.getByRole('button', { pressed: true }).allTextContents()).toEqual(['特大', '高对比度']);
    expect(await page.evaluate('getComputedStyle(document.body).color')).toBe('rgb(0, 0, 0)');
    await page.getByRole('button', { name: '标准' }).click();
    await page.getByRole('button', { name: '高对比度' }).click();
    expect(await page.evaluate('document.documentElement.className.trim()')).toBe('scripted');
    expect(await page.evaluate(size)).toBe(standard);
  });

  it('are not there without script, and neither is anything else missing', async () => {
    const context = await browser.newContext({ javaScriptEnabled: false, viewport: { width: PHONE_WIDTH, height: 800 } });
    const plain = await context.newPage();
    await plain.setContent(pages.article!.replace(/<link[^>]*>/, `<style>${stylesheet}</style>`));
    expect(await plain.locator('.tools').isVisible()).toBe(false);
    for (const part of ['h1', '.facts', '.prose', '.attachments', '.footer']) expect(await plain.locator(part).isVisible()).toBe(true);
    await context.close();
  });

  it('give way where the browser keeps nothing for us, and to a value that is not ours', async () => {
    await open('article', PHONE_WIDTH);
    await page.evaluate('localStorage.setItem("fabu-reading", "huge <b> contrast")');
    await open('article', PHONE_WIDTH);
    expect(await page.evaluate('document.documentElement.className.trim()')).toBe('scripted');
    await page.addInitScript('Object.defineProperty(window, "localStorage", { get() { throw new Error("refused"); } })');
    await open('article', PHONE_WIDTH);
    await page.getByRole('button', { name: '特大' }).click();
    expect(await page.evaluate('document.documentElement.className.trim()')).toBe('scripted larger');
  });
});

describe('old browsers', () => {
  it.each([[/[^-]\bgap:/], [/:has\(/], [/:is\(/], [/(margin|padding)-(inline|block)/], [/\{[^}@]*\{/]])('find nothing in the stylesheet that would break the layout: %s', (unknown) => {
    const flat = stylesheet.replace(/\/\*[^]*?\*\//g, '').replace(/@(media|page)[^{]*\{/g, '');
    expect(flat).not.toMatch(unknown);
  });
});

describe('on touch', () => {
  it.each(['home', 'article', 'column', 'sites'])('what is to be tapped on the page %s is at least 44 px high, on a phone and on a tablet', async (name) => {
    for (const width of [PHONE_WIDTH, 768]) {
      const context = await browser.newContext({ hasTouch: true, isMobile: true, viewport: { width, height: 900 } });
      const touched = await context.newPage();
      await touched.setContent(pages[name]!.replace(/<link[^>]*>/, `<style>${stylesheet}</style>`));
      await touched.evaluate('document.documentElement.className = "scripted"');
      const small = await touched.evaluate(
        '[...document.querySelectorAll("a, button, summary")].filter((at) => at.offsetParent && !at.closest(".prose, .skip, .lead, .name")).map((at) => [at.textContent, at.getBoundingClientRect().height]).filter(([, height]) => height < 44)',
      );
      expect(small).toEqual([]);
      await context.close();
    }
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
  it('an item is without navigation and says its address and date at the foot', async () => {
    await open('article', DESK_WIDTH);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.bar').isVisible()).toBe(false);
    expect(await page.locator('.breadcrumb').isVisible()).toBe(false);
    for (const chrome of ['.masthead', '.footer dl']) expect(await page.locator(chrome).isVisible()).toBe(false);
    const foot = await page.locator('.print-only').innerText();
    expect(foot).toContain('https://portal.example/example/art/2025/00042.html');
    expect(foot).toContain('发布时间：2025年10月9日 17:30');
    await page.emulateMedia({ media: null });
  });
});
