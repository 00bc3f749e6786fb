import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openDesk, settled, type Desk } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';

const NOW = '2025-10-09T10:00:00+08:00';
const place = laptopAndBrowser(NOW);

const open = (name: string, path = '/'): Promise<Desk> => openDesk(place.laptop.origin, place.browser, name, { path });
const titles = (page: Page): Promise<string[]> => page.locator('.row-title').allTextContents();
const look = (page: Page): Promise<unknown> => page.evaluate('dispatchEvent(new Event("focus"))');
const content = { column: 'announcements', kind: 'announcement', body: '<p>正文。</p>', urgency: 'ordinary', disclosure: { attribute: 'proactive' }, source: 'submission' };

async function submit(title: string, changes: object = {}): Promise<void> {
  const submitter = await place.laptop.as('submitter.personnel');
  const { body } = await submitter.call('POST', '/releases', { ...content, title, ...changes });
  expect((await submitter.call('POST', `/releases/${String(body['id'])}/submission`, {})).status).toBe(200);
}

/** What the API would answer, as many as there have to be. */
const tasks = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    releaseId: `zhejiang-${index}`,
    stage: 'first-review',
    title: `关于第 ${index} 件事的通知`,
    department: 'personnel',
    column: index % 2 === 0 ? 'announcements' : 'personnel',
    kind: index % 3 === 0 ? 'announcement' : 'personnel-change',
    urgency: index % 10 === 0 ? 'urgent' : 'ordinary',
    dueAt: new Date(Date.parse(NOW) + (index - 5) * 3_600_000).toISOString(),
  }));

describe('the worklist', () => {
  it('says what belongs here while there is nothing, and shows what comes without a reload', async () => {
    const { page, context, faults } = await open('reviewer.personnel');
    await page.getByText('没有待办', { exact: true }).waitFor();
    await page.evaluate('globalThis.stillHere = true');
    await submit('关于报送总结的通知');
    await look(page);
    await page.getByRole('link', { name: '关于报送总结的通知' }).waitFor();
    expect(await page.locator('.row-facts').innerText()).toMatch(/初审\s+人事处\s+公示公告\s+通知公告/);
    expect(await page.evaluate('stillHere')).toBe(true);
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('leads to the item, by an address that can be opened in a new tab', async () => {
    const { page, context } = await open('reviewer.personnel');
    expect(await page.getByRole('link', { name: '关于报送总结的通知' }).getAttribute('href')).toMatch(/^\/desk\/items\/zhejiang-/);
    await context.close();
  });

  it('counts the time that is left by the server’s clock, in words and by the minute', async () => {
    const { page, context } = await open('reviewer.personnel');
    const left = page.locator('.time-left');
    const due = await left.getAttribute('datetime');
    expect(due).toMatch(/^2025-10-09T/);
    expect(await left.innerText()).toMatch(/^(还剩 \d 小时|今天 \d\d:\d\d 前)/);
    expect(await left.getAttribute('title')).toMatch(/^截止时间：2025年10月9日 \d\d:\d\d$/);
    await place.laptop.cloud.clock.moveTo(Date.parse(due!) + 3.5 * 60_000);
    await look(page);
    await page.reload();
    await settled(page);
    expect(await left.innerText()).toMatch(/^已逾期 3 分钟/);
    expect(await left.getAttribute('class')).toContain('overdue');
    expect(await page.locator('.count').innerText()).toContain('1 条逾期');
    await context.close();
  });

  it('is narrowed down by column, kind and urgency, in an address that can be kept', async () => {
    const { page, context } = await open('reviewer.personnel');
    await page.route('**/api/tasks', (route) => route.fulfill({ json: { items: tasks(12) } }));
    await look(page);
    await page.getByText('共 12 条').waitFor();
    await page.getByLabel('栏目').selectOption({ label: '人事信息' });
    await page.getByLabel('类型').selectOption({ label: '通知公告' });
    expect(new URL(page.url()).search).toBe('?column=personnel&kind=announcement');
    expect(await titles(page)).toEqual(['关于第 3 件事的通知', '关于第 9 件事的通知']);
    await page.reload();
    await page.getByText('12 条中的 2 条').waitFor();
    await page.getByLabel('紧急程度').selectOption({ label: '紧急' });
    await page.getByText('没有符合条件的信息').waitFor();
    await page.getByRole('button', { name: '清除筛选' }).first().click();
    await page.getByText('共 12 条').waitFor();
    await context.close();
  });

  it('with 2,000 open items is narrowed down in less than 100 ms', async () => {
    const { page, context } = await open('reviewer.personnel');
    await page.route('**/api/tasks', (route) => route.fulfill({ json: { items: tasks(2000) } }));
    await look(page);
    await page.getByText('共 2000 条').waitFor();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Performance.enable', { timeDomain: 'threadTicks' });
    const workMs = async (): Promise<number> => ((await devtools.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'TaskDuration')?.value ?? NaN) * 1000;
    const choice = page.getByLabel('栏目');
    const spent: number[] = [];
    for (const [label, count] of [['人事信息', 1000], ['全部', 2000], ['公示公告', 1000]] as const) {
      const before = await workMs();
      await choice.selectOption({ label });
      await page.locator('.count').getByText(`${count} 条`).waitFor();
      spent.push((await workMs()) - before);
    }
    // The page's own work, whatever else the machine of the tests does meanwhile.
    expect(Math.max(...spent)).toBeLessThan(100);
    expect(Math.min(...spent)).toBeGreaterThan(0);
    expect(await page.locator('.row').count()).toBe(50);
    await page.getByRole('button', { name: '再显示 50 条' }).click();
    expect(await page.locator('.row').count()).toBe(100);
    await context.close();
  });

  it('tells those who do not see it that something has come', async () => {
    const { page, context } = await open('reviewer.personnel');
    await page.locator('.row').first().waitFor();
    await submit('关于新到一件的通知');
    await look(page);
    await page.getByText('待办已更新：1 条新到。').waitFor({ state: 'attached' });
    await context.close();
  });

  it('goes from line to line by j and k, and Enter opens the one; the help sheet tells of no key that does nothing', async () => {
    const { page, context } = await open('monitor.office');
    await page.getByText('没有待办', { exact: true }).waitFor();
    await page.keyboard.press('?');
    const helpOf = (one: Page) => one.getByRole('dialog').locator('kbd').allTextContents();
    expect(await helpOf(page)).not.toContain('j');
    await context.close();
    const { page: busy, context: other, faults } = await open('reviewer.personnel');
    await busy.locator('.row').nth(1).waitFor();
    await busy.keyboard.press('?');
    expect(await helpOf(busy)).toEqual(expect.arrayContaining(['j', 'k']));
    await busy.keyboard.press('Escape');
    for (const key of ['j', 'j', 'k', 'j']) await busy.keyboard.press(key);
    const second = (await busy.locator('.row-title').allTextContents())[1]!;
    expect(await busy.evaluate('document.activeElement.textContent')).toBe(second);
    await busy.keyboard.press('Enter');
    await busy.getByRole('heading', { level: 1, name: second }).waitFor();
    expect(await faults()).toEqual([]);
    await other.close();
  });

  it('is saved as a file and printed as it is narrowed down, whole and not only its first part', async () => {
    const { page, context } = await open('reviewer.personnel', '/?kind=announcement');
    await page.route('**/api/tasks', (route) => route.fulfill({ json: { items: tasks(300) } }));
    await look(page);
    await page.getByText('300 条中的 100 条').waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出表格' }).click()]);
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(lines[0]).toBe('\uFEFF"标题","环节","处室","栏目","类型","紧急程度","截止时间"');
    expect(lines[1]).toBe('"关于第 0 件事的通知","初审","人事处","公示公告","通知公告","紧急","2025年10月9日 05:00"');
    expect(lines).toHaveLength(102);
    await page.evaluate('globalThis.print = () => { globalThis.printed = document.querySelectorAll(".row").length; }');
    await page.getByRole('button', { name: '打印' }).click();
    await page.waitForFunction('globalThis.printed !== undefined');
    expect(await page.evaluate('printed')).toBe(100);
    await page.evaluate('dispatchEvent(new Event("afterprint"))');
    await page.waitForFunction('document.querySelectorAll(".row").length === 50');
    await page.emulateMedia({ media: 'print' });
    for (const chrome of ['.masthead', '.rail', '.filters', '.list-tools']) expect(await page.locator(chrome).first().isVisible()).toBe(false);
    await context.close();
  });

  it('runs no script that somebody has put into a title', async () => {
    await submit('<img src=x onerror="globalThis.ran = true">关于脚本的通知');
    const { page, context, faults } = await open('reviewer.personnel');
    await page.getByRole('link', { name: '关于脚本的通知' }).waitFor();
    expect(await page.evaluate('globalThis.ran')).toBeUndefined();
    expect(await page.locator('main img').count()).toBe(0);
    expect(await faults()).toEqual([]);
    await context.close();
  });
});

describe('what I sent', () => {
  it('says where it is now and who has it, and of others’ items nothing', async () => {
    await submit('关于培训的通知');
    const { page, context } = await open('submitter.personnel', '/sent');
    const row = page.locator('.row').filter({ hasText: '关于培训的通知' });
    await row.getByRole('link', { name: 'reviewer.personnel' }).waitFor();
    expect(await row.innerText()).toMatch(/初审[^]*在谁手里\s+人事处 初审\s+all\.personnel\s+reviewer\.personnel/);
    expect(await row.getByRole('link', { name: 'reviewer.personnel' }).getAttribute('href')).toBe('mailto:reviewer.personnel@zhejiang.example');
    await context.close();
    const colleague = await open('all.personnel', '/sent');
    await colleague.page.getByText('还没有报送过信息').waitFor();
    await colleague.page.getByRole('button', { name: '本处室的' }).click();
    await colleague.page.getByRole('link', { name: '关于培训的通知' }).waitFor();
    expect(new URL(colleague.page.url()).search).toBe('?whose=unit');
    await colleague.context.close();
  });

  it('is saved as a file with who has each', async () => {
    const { page, context } = await open('submitter.personnel', '/sent');
    await page.locator('.row').filter({ hasText: '关于培训的通知' }).getByText('在谁手里').waitFor();
    await page.getByRole('link', { name: 'reviewer.personnel' }).first().waitFor();
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出表格' }).click()]);
    const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
    expect(lines[0]).toMatch(/^\uFEFF"标题","状态",.*,"在谁手里"$/);
    expect(lines.find((line) => line.startsWith('"关于培训的通知"'))).toMatch(/^"关于培训的通知","初审","人事处",.*"人事处 初审、all\.personnel、reviewer\.personnel"$/);
    await page.getByLabel('状态').selectOption({ label: '已撤下' });
    await page.getByText('没有符合条件的信息').waitFor();
    await page.getByRole('button', { name: '清除筛选' }).click();
    await page.locator('.row').first().waitFor();
    await context.close();
  });

  it('comes in pages, all of which are kept fresh: what is pushed off the first one stays, what has left the list goes, j goes through all, and a page that cannot be had says so', async () => {
    const card = (number: number) => ({ id: `zhejiang-${number}`, site: 'zhejiang', department: 'personnel', column: 'announcements', kind: 'announcement', title: `第 ${number} 件`, urgency: 'ordinary', state: 'rejected', version: 1, revision: 1, createdAt: NOW });
    const { page, context } = await open('submitter.personnel', '/sent');
    let all = [3, 2, 1];
    let fails: 'older' | 'first' | undefined = 'older';
    await page.route('**/api/releases?*', (route) => {
      const after = Number(new URL(route.request().url()).searchParams.get('cursor') ?? Infinity);
      const asked = after === Infinity ? 'first' : 'older';
      if (fails === asked) return route.fulfill({ status: 400, contentType: 'application/problem+json', json: { type: 'validation', title: '提交的内容有误', detail: `请稍后再试（${asked}）。`, status: 400 } });
      const left = all.filter((number) => number < after);
      return route.fulfill({ json: { items: left.slice(0, 2).map(card), ...(left.length > 2 ? { cursor: String(left[1]) } : {}) } });
    });
    await look(page);
    await page.getByText('已载入 2 条，可能还有').waitFor();
    await page.getByRole('button', { name: '继续载入' }).click();
    await page.getByText('请稍后再试（older）。').waitFor();
    fails = 'first';
    await look(page);
    await page.getByText('请稍后再试（first）。').waitFor();
    fails = undefined;
    await page.getByRole('button', { name: '重试' }).click();
    await page.getByText('共 3 条').waitFor();
    expect(await page.getByText('请稍后再试').count()).toBe(0);
    all = [4, 3, 2, 1];
    await look(page);
    await page.getByText('共 4 条').waitFor();
    expect(await titles(page)).toEqual(['第 4 件', '第 3 件', '第 2 件', '第 1 件']);
    await page.getByRole('heading', { level: 1 }).click();
    for (let line = 0; line < 5; line += 1) await page.keyboard.press('j');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('第 1 件');
    all = [4, 3, 1];
    await look(page);
    await page.getByText('共 3 条').waitFor();
    expect(await titles(page)).toEqual(['第 4 件', '第 3 件', '第 1 件']);
    await context.close();
  });
});
