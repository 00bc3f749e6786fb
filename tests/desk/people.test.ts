import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openDesk, type Desk } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';

const NOW = '2025-10-09T10:00:00+08:00';
const place = laptopAndBrowser(NOW);

async function open(name: string, path = '/people'): Promise<Desk> {
  const desk = await openDesk(place.laptop.origin, place.browser, name, { path });
  desk.page.setDefaultTimeout(8000);
  return desk;
}

/** From the list to a person, by their name in the search field. */
async function goToPerson(page: Page, name: string): Promise<void> {
  await page.getByLabel('姓名').fill(name);
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
}

/** A refusal is an answer as well: the place.browser notes it on the console. */
const beyondRefusals = async (faults: Desk['faults']): Promise<readonly string[]> => (await faults()).filter((fault) => !fault.includes('status of 422'));

const dialog = (page: Page) => page.getByRole('dialog');

async function recordLeave(page: Page, from: string, until: string, cover?: string): Promise<void> {
  await page.getByRole('button', { name: '登记请假' }).click();
  await dialog(page).getByLabel('开始日期').fill(from);
  await dialog(page).getByLabel('结束日期').fill(until);
  if (cover !== undefined) await dialog(page).getByLabel('由谁顶岗').selectOption({ label: cover });
  await dialog(page).getByRole('button', { name: '登记请假' }).click();
}

describe('people', () => {
  it('are listed by unit with their roles, and the roster says for four weeks who publishes', async () => {
    const { page, context, faults } = await open('submitter.personnel');
    await page.getByText('共 68 人').waitFor();
    expect(await page.locator('.strip tbody tr').count()).toBe(3);
    expect(await page.locator('.strip thead th').count()).toBe(29);
    expect(await page.locator('.strip tbody tr').last().locator('td').first().innerText()).toBe('A');
    await page.getByLabel('处室').selectOption({ label: '网络中心' });
    expect(await page.locator('.row-title').allTextContents()).toEqual(['head.network', 'publisher-a.network', 'publisher-b.network']);
    await page.getByLabel('岗位').selectOption({ label: '发布岗 B 角' });
    expect(await page.locator('.row-title').allTextContents()).toEqual(['publisher-b.network']);
    expect(await page.locator('.row').innerText()).toContain('发布岗 B 角');
    expect(await page.locator('.row').innerText()).not.toContain('网络中心');
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('stand under the name of their unit, on screen and in the file, and those of one unit under one heading', async () => {
    const { page, context } = await open('admin.office');
    await page.getByText('共 68 人').waitFor();
    while ((await page.getByRole('button', { name: /^再显示/ }).count()) > 0) await page.getByRole('button', { name: /^再显示/ }).click();
    const headings = await page.locator('.rows-heading').allTextContents();
    expect(headings[0]).toBe('办公室');
    expect(new Set(headings).size).toBe(headings.length);
    expect(await page.locator('.rows-heading:has-text("网络中心") + .rows .row-title').allTextContents()).toEqual(['head.network', 'publisher-a.network', 'publisher-b.network']);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出表格' }).click()]);
    const [heading, ...lines] = readFileSync(await download.path(), 'utf8').trimEnd().split('\r\n');
    expect(heading).toBe('\uFEFF"处室","姓名","岗位","请假","电子邮箱"');
    expect(lines).toHaveLength(68);
    expect(lines.filter((line) => line.startsWith('"网络中心"')).map((line) => line.split('","')[1])).toEqual(['head.network', 'publisher-a.network', 'publisher-b.network']);
    await page.getByLabel('姓名').fill('publisher-b');
    await page.getByText('共 1 人').waitFor();
    expect(await page.locator('.rows-heading').allTextContents()).toEqual(['网络中心']);
    await context.close();
  });

  it('record their own leave with who stands in, are told what is wrong with it, and end it', async () => {
    const { page, context, faults } = await open('submitter.personnel');
    await page.getByRole('link', { name: '我的请假' }).click();
    await recordLeave(page, '2025-10-20', '2025-10-17');
    await dialog(page).getByRole('link', { name: '结束时间须晚于开始时间。' }).waitFor();
    await dialog(page).getByRole('button', { name: '关闭' }).click();
    await recordLeave(page, '2025-10-20', '2025-10-24', 'reviewer.personnel（人事处）');
    await page.getByText('10月20日至10月24日休假，由 reviewer.personnel 顶岗').waitFor();
    await recordLeave(page, '2025-10-24', '2025-10-28');
    await dialog(page).getByRole('link', { name: /已有请假，请先结束该次请假/ }).waitFor();
    await dialog(page).getByRole('button', { name: '关闭' }).click();
    expect(await page.locator('.history').innerText()).toContain('登记请假');
    await page.getByRole('button', { name: '结束请假' }).click();
    await page.getByText('没有登记请假。').waitFor();
    expect(await beyondRefusals(faults)).toEqual([]);
    await context.close();
  });

  it('A-22: leave no post empty: the second leave at the posts is refused, in words, and the strip shows the first', async () => {
    const a = await open('publisher-a.network');
    await a.page.getByRole('link', { name: '我的请假' }).click();
    await recordLeave(a.page, '2025-10-13', '2025-10-14');
    await a.page.getByText('10月13日至10月14日休假').waitFor();
    await a.page.getByRole('link', { name: '返回人员名单' }).click();
    const publishes = a.page.locator('.strip tbody tr').last().locator('td');
    await publishes.first().waitFor();
    expect((await publishes.allInnerTexts()).slice(3, 7)).toEqual(['A', 'B', 'B', 'A']);
    expect((await a.page.locator('.strip tbody tr').first().locator('td').allInnerTexts()).slice(3, 7)).toEqual(['在', '休', '休', '在']);
    await a.context.close();
    const b = await open('publisher-b.network');
    await b.page.getByRole('link', { name: '我的请假' }).click();
    await recordLeave(b.page, '2025-10-14', '2025-10-15');
    await dialog(b.page).getByText(/发布岗 A 角、B 角均无人在岗，请先安排他人顶岗/).first().waitFor();
    await b.context.close();
  });

  it('of a department are seen to by its head, and others’ by nobody there', async () => {
    const { page, context } = await open('head.personnel');
    await goToPerson(page, 'secrecy.personnel');
    await recordLeave(page, '2025-10-20', '2025-10-21', 'liaison.personnel（人事处）');
    await page.getByText('10月20日至10月21日休假，由 liaison.personnel 顶岗').waitFor();
    expect(await page.getByRole('button', { name: '转交工作' }).count()).toBe(1);
    expect(await page.getByRole('button', { name: '调整岗位' }).count()).toBe(0);
    await page.getByRole('link', { name: '返回人员名单' }).click();
    await goToPerson(page, 'secrecy.finance');
    expect(await page.getByRole('button', { name: /登记请假|转交工作|调整岗位/ }).count()).toBe(0);
    await context.close();
  });

  it('are given roles by an administrator, who is told of posts and reviews left with nobody, and never their own', async () => {
    const { page, context, faults } = await open('admin.office');
    await page.getByRole('link', { name: '我的请假' }).click();
    await page.getByText('不能更改自己的岗位，请由其他管理员办理。').waitFor();
    expect(await page.getByRole('button', { name: '调整岗位' }).getAttribute('aria-disabled')).toBe('true');
    await page.getByRole('link', { name: '返回人员名单' }).click();

    await goToPerson(page, 'publisher-a.network');
    await page.getByRole('button', { name: '调整岗位' }).click();
    await dialog(page).getByRole('button', { name: /^移除：/ }).click();
    await dialog(page).getByRole('button', { name: '停用此人' }).click();
    await dialog(page).getByRole('link', { name: '发布岗 A 角至少须有一人，请先安排他人接任。' }).waitFor();
    await dialog(page).getByLabel('电子邮箱').fill('nothing');
    await dialog(page).getByRole('button', { name: '停用此人' }).click();
    await dialog(page).getByRole('link', { name: /邮箱地址有误/ }).waitFor();
    await dialog(page).getByRole('button', { name: '关闭' }).click();
    await page.getByRole('link', { name: '返回人员名单' }).click();

    await goToPerson(page, 'text.office');
    await page.getByRole('button', { name: '调整岗位' }).click();
    await dialog(page).getByRole('button', { name: /^移除：/ }).click();
    await dialog(page).getByLabel('处室').selectOption({ label: '财务处' });
    await dialog(page).getByLabel('岗位', { exact: true }).selectOption({ label: '联络员' });
    await dialog(page).getByRole('button', { name: '添加岗位' }).click();
    await dialog(page).getByRole('button', { name: '保存岗位' }).click();
    await page.getByText('已保存，但有岗位无人担任').waitFor();
    await page.getByText(/办公室.*的“文字审核”现在无人担任/).waitFor();
    await page.locator('.plain-list').getByText('财务处 联络员').waitFor();
    expect(await beyondRefusals(faults)).toEqual([]);
    await context.close();
  });

  it('who are gone have their work reassigned, and it can be taken back', async () => {
    const { page, context } = await open('admin.office');
    await goToPerson(page, 'submitter.finance');
    const press = async (to: string): Promise<void> => {
      await page.getByRole('button', { name: '转交工作' }).click();
      await dialog(page).getByLabel('转给').selectOption({ label: to });
      await dialog(page).getByRole('button', { name: '转交工作' }).click();
    };
    await press('liaison.finance（财务处）');
    await page.getByText('工作已转给 liaison.finance').first().waitFor();
    await press('收回，由 submitter.finance 本人办理');
    await page.getByText('工作已转给 liaison.finance').first().waitFor({ state: 'detached' });
    await context.close();
  });

  it('of 2,000 are narrowed down in less than 100 ms', async () => {
    const { page, context } = await open('admin.office');
    const roles = ['submitter', 'reviewer', 'head'];
    const items = Array.from({ length: 2000 }, (_, index) => ({ id: `p${index}`, name: `第${index}号`, version: 1, roles: [{ role: roles[index % 3], unit: index % 2 === 0 ? 'finance' : 'legal', since: NOW }], leaves: [], reassignments: [], covers: [] }));
    await page.route('**/api/people', (route) => route.fulfill({ json: { items, roster: { a: [], b: [], onDuty: [] } } }));
    await page.evaluate('dispatchEvent(new Event("focus"))');
    await page.getByText('共 2000 人').waitFor();
    const spent = await page.evaluate<number[]>(`(async () => {
      const choice = document.querySelector('.filters select');
      const spent = [];
      for (const value of ['finance', '', 'legal', '', 'finance']) {
        const before = performance.now();
        const drawn = new Promise((resolve) => new MutationObserver((_, observer) => { observer.disconnect(); resolve(); }).observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true }));
        choice.value = value;
        choice.dispatchEvent(new Event('change', { bubbles: true }));
        await drawn;
        spent.push(performance.now() - before);
      }
      return spent;
    })()`);
    // The middle one: the machine of the tests has other things to do as well.
    expect(spent.sort((one, other) => one - other)[2]).toBeLessThan(100);
    await page.getByText('共 1000 人').waitFor();
    await context.close();
  });
});
