import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '../../local/demonstration/people.ts';
import { settled, visitDesk } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';
import { chooseByKeys, textField, untilSaveIs } from './writing.ts';

/** From the issuer's page to the public one with the keyboard only. Nothing here points, clicks or sets a value. */
const place = laptopAndBrowser('2025-10-10T10:00:00+08:00');

const TITLE = '全省教师培训启动';
const FARTHEST = 120;

/** What has the focus: its name, and whether one sees that it has it. Beyond the last stop the page itself has it, once around. */
interface Stop {
  readonly name: string;
  readonly seen: 'yes' | 'no ring' | 'out of sight';
}

const stopOn = (page: Page): Promise<Stop> =>
  page.evaluate<Stop>(`(() => {
    const at = document.activeElement;
    if (at === document.body) return { name: '', seen: 'yes' };
    // In the preview the focus is in the public page, which shows it by itself.
    if (at.matches('iframe')) return { name: at.title, seen: 'yes' };
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const { top, bottom } = at.getBoundingClientRect();
    const name = (at.getAttribute('aria-label') ?? (at.labels?.[0] ?? at).textContent).trim();
    const isWithin = bottom > 0 && top < innerHeight;
    // The button of a date field's calendar is a stop of its own within it, with the browser's ring.
    const isCalendar = /^date/.test(at.type) && !at.matches(':focus-visible');
    const hasRing = isCalendar || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2);
    return { name, seen: !hasRing ? 'no ring' : isWithin ? 'yes' : 'out of sight' };
  })()`);

/** Tab after Tab to what is called so; every stop on the way is seen. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < FARTHEST; step += 1) {
    await page.keyboard.press('Tab');
    const stop = await stopOn(page);
    passed.push(stop.name);
    expect(stop).toEqual({ name: stop.name, seen: 'yes' });
    if (typeof name === 'string' ? stop.name === name : name.test(stop.name)) return;
  }
  throw new Error(`No way by Tab to ${String(name)}: ${passed.join(' | ')}`);
}

async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** The heading has the focus after one has come to a screen. */
async function untilHeading(page: Page, name: string): Promise<void> {
  await expect.poll(() => page.evaluate('document.activeElement.tagName + document.activeElement.textContent'), { timeout: 15_000 }).toBe(`H1${name}`);
}

async function signInByKeys(name: string): Promise<{ readonly page: Page; readonly leave: () => Promise<void> }> {
  const { page, context, faults } = await visitDesk(place.laptop.origin, place.browser);
  await page.locator('input[name=password]').waitFor();
  expect((await stopOn(page)).name).toContain('用户名');
  await page.keyboard.type(`${name}@zhejiang.example`);
  await page.keyboard.press('Escape');
  await tabTo(page, /密码/);
  await page.keyboard.type(DEMONSTRATION_PASSWORD);
  await page.keyboard.press('Enter');
  await settled(page);
  return {
    page,
    leave: async () => {
      expect(await faults()).toEqual([]);
      await context.close();
    },
  };
}

async function goTo(page: Page, key: string, heading: string): Promise<void> {
  await page.keyboard.press('g');
  await page.keyboard.press(key);
  await untilHeading(page, heading);
}

async function openItem(page: Page): Promise<void> {
  await press(page, TITLE);
  await untilHeading(page, TITLE);
  await page.locator('.acts-panel').waitFor();
}

describe('with the keyboard only', { timeout: 90_000 }, () => {
  it('an item is written, in a text that lets go of the focus, and handed in by a dialog that lets go of it by button and by Escape', async () => {
    const { page, leave } = await signInByKeys('submitter.personnel');
    await goTo(page, 'n', '新建信息');
    await textField(page).waitFor();
    await tabTo(page, /^栏目/);
    await chooseByKeys(page, 'work-trends');
    await tabTo(page, /^类型/);
    await chooseByKeys(page, 'education-news');
    await tabTo(page, /^标题/);
    await page.keyboard.type(TITLE);
    await tabTo(page, '正文');
    await page.keyboard.type('培训今日启动。');
    await page.keyboard.press('Shift+Tab');
    expect(await page.evaluate('document.activeElement.closest(".editor-place")')).toBeNull();
    await tabTo(page, '正文');
    await untilSaveIs(page, 'saved');
    await press(page, '报送审核');
    const dialog = page.getByRole('dialog', { name: '报送审核' });
    await dialog.waitFor();
    await press(page, '再改改');
    await dialog.waitFor({ state: 'detached' });
    await press(page, '报送审核');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await press(page, '报送审核');
    await dialog.waitFor();
    await press(page, '确定报送');
    await untilHeading(page, TITLE);
    await leave();
  });

  it.each([
    ['reviewer.personnel', /^(合法|准确|及时|完整|有效|不涉密|已校对)/, 7],
    ['secrecy.personnel', /^可以公开/, 1],
    ['head.personnel', /^已校对/, 1],
    ['text.office', /^已校对/, 1],
  ] as const)('%s passes it', async (name, tick, ticks) => {
    const { page, leave } = await signInByKeys(name);
    await openItem(page);
    for (let count = 0; count < ticks; count += 1) {
      await tabTo(page, tick);
      await page.keyboard.press('Space');
    }
    await press(page, '通过');
    await page.locator('main').getByText(/已通过。$/).waitFor();
    await leave();
  });

  it('post A goes through the checklist and puts it online, and the public reads it', async () => {
    const { page, leave } = await signInByKeys('publisher-a.network');
    await goTo(page, 'p', '发布');
    await page.locator('.row').first().waitFor();
    await press(page, '立即发布');
    const dialog = page.getByRole('dialog', { name: '发布前检查' });
    await dialog.getByRole('checkbox').first().waitFor();
    for (let count = 0; count < 5; count += 1) {
      await tabTo(page, /标题完整|排版整齐|有文字说明|名称清楚|来源无误/);
      await page.keyboard.press('Space');
    }
    await press(page, '立即发布');
    await page.getByRole('link', { name: /查看已发布的页面/ }).waitFor();
    const opened = page.context().waitForEvent('page');
    await press(page, /^查看已发布的页面/);
    const reader = await opened;
    expect(await reader.getByRole('heading', { level: 1 }).textContent()).toContain(TITLE);
    await leave();
  });
});
