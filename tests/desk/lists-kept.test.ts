import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openDesk } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';

/** Lists of more than one page, whose buttons go away or change with what is pressed. */
const NOW = '2025-10-09T10:00:00+08:00';
const place = laptopAndBrowser(NOW);

async function open(name: string, path: string): Promise<Page> {
  const { page } = await openDesk(place.laptop.origin, place.browser, name, { path });
  page.setDefaultTimeout(8000);
  return page;
}

const look = (page: Page): Promise<unknown> => page.evaluate('dispatchEvent(new Event("focus"))');
const focusIsOn = (one: Locator): Promise<void> => one.and(one.page().locator(':focus')).waitFor({ timeout: 5000 });
const button = (within: Page | Locator, name: string | RegExp): Locator => within.getByRole('button', { name });
const card = (number: number) => ({ id: `zhejiang-${number}`, site: 'zhejiang', department: 'personnel', column: 'announcements', kind: 'announcement', title: `第 ${number} 件`, urgency: 'ordinary', state: 'rejected', version: 1, revision: 1, createdAt: NOW });
const cards = (from: number, until: number) => Array.from({ length: until - from + 1 }, (_, index) => card(from + index));

/** Two pages: what a list has first, and what comes after it. */
async function listed(page: Page, path: string, first: readonly object[], older: () => readonly object[]): Promise<void> {
  await page.route(`**/api/${path}?*`, (route) => route.fulfill({ json: route.request().url().includes('cursor') ? { items: older() } : { items: first, cursor: 'older' } }));
  await page.route(`**/api/${path}`, (route) => route.fulfill({ json: { items: first, cursor: 'older' } }));
  await look(page);
}

describe('the focus', () => {
  it('goes on to the first line that has come, where the button that brought it goes away', async () => {
    const page = await open('submitter.personnel', '/sent');
    await listed(page, 'releases', cards(1, 60), () => cards(61, 62));
    await button(page, '再显示 10 条').press('Enter');
    await focusIsOn(page.getByRole('link', { name: '第 51 件', exact: true }));
    await button(page, '继续载入').press('Enter');
    await focusIsOn(page.getByRole('link', { name: '第 61 件', exact: true }));
    await page.context().close();
  });

  it('stays in the dialog of copying, on the first item that has come', async () => {
    const page = await open('submitter.personnel', '/new');
    await listed(page, 'releases', cards(1, 2), () => cards(3, 4));
    await button(page, '从已有信息复制').click();
    await button(page.getByRole('dialog'), '继续载入').press('Enter');
    await focusIsOn(button(page, '复制 第 3 件'));
    await page.context().close();
  });
});

describe('a limit of a later page', () => {
  const duty = (number: number, changes: object = {}) => ({ id: `d-${number}`, rule: 'B-2', subject: `zhejiang-${number}`, title: `第 ${number} 件`, site: 'zhejiang', unit: 'network', holder: 'publisher-a', from: NOW, dueOn: '2025-10-09', dueAt: NOW, provisional: false, hard: false, state: 'overdue', bells: [], ...changes });
  const row = (page: Page): Locator => page.locator('.row').filter({ hasText: '第 2 件' });

  async function openLimits(older: () => readonly object[]): Promise<Page> {
    const page = await open('publisher-a.network', '/duties');
    await page.route('**/api/duties/*/acknowledge', (route) => route.fulfill({ json: {} }));
    await listed(page, 'duties', [duty(1), duty(3)], older);
    await button(page, '继续载入').click();
    await row(page).waitFor();
    return page;
  }

  it('is read again once somebody is on it, and the focus stays in its line', async () => {
    let acknowledged = {};
    const page = await openLimits(() => [duty(2, acknowledged)]);
    acknowledged = { acknowledged: { by: 'p', at: NOW, until: '2025-10-10T10:00:00+08:00' } };
    await button(row(page), '有人在办').press('Enter');
    await row(page).getByText(/有人在办，.* 前不再催办/).waitFor();
    await focusIsOn(button(row(page), '说明逾期理由'));
    await page.context().close();
  });

  it('can be acted on again where reading it says what it said before', async () => {
    const page = await openLimits(() => [duty(2)]);
    await button(row(page), '有人在办').press('Enter');
    await page.getByText('已登记：有人在办。').waitFor({ state: 'attached' });
    await button(row(page), '有人在办').waitFor();
    expect(await button(row(page), '请稍候').count()).toBe(0);
    await page.context().close();
  });

  it('leaves its place, and the focus, to the next one when it is no longer in the list', async () => {
    let older = [duty(2), duty(4)];
    const page = await openLimits(() => older);
    older = [duty(4)];
    await button(row(page), '有人在办').press('Enter');
    await row(page).waitFor({ state: 'detached' });
    await focusIsOn(page.getByRole('link', { name: '第 4 件' }));
    await page.context().close();
  });
});
