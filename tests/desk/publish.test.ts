import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { expecting } from '../../local/demonstration/api-client.ts';
import { operate } from '../e2e/operate.ts';
import { approvalOf, bringToApproved, castOf, goodRelease, publishNow, stages, type Cast } from '../support/release-line.ts';
import { openDesk, overflow, PHONE_WIDTH, type Desk } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';

const NOW = '2025-10-09T10:00:00+08:00';
const place = laptopAndBrowser(NOW);
let cast: Cast;

beforeAll(async () => {
  cast = await castOf(place.laptop);
}, 120_000);

async function open(name: string, path: string, width?: number): Promise<Desk> {
  const desk = await openDesk(place.laptop.origin, place.browser, name, { path, ...(width === undefined ? {} : { width }) });
  desk.page.setDefaultTimeout(8000);
  return desk;
}
const approve = (title: string, changes: object = {}): Promise<string> => bringToApproved(cast, { ...goodRelease, title, ...changes });
const quiet = (): Promise<void> => place.laptop.cloud.clock.activity.quiet();
const look = (page: Page): Promise<unknown> => page.evaluate('dispatchEvent(new Event("focus"))');
const rowOf = (page: Page, title: string) => page.locator('.row').filter({ hasText: title });
const tickAll = async (page: Page): Promise<void> => {
  await page.locator('dialog input[type=checkbox]').first().waitFor();
  for (const box of await page.locator('dialog input[type=checkbox]').all()) await box.check();
};

describe('the queue of posts A and B', () => {
  it('says what to expect while nothing waits, and who is on duty', async () => {
    const { page, context, faults } = await open('publisher-a.network', '/publish');
    await page.getByText('没有等待发布的信息').waitFor();
    await page.getByText('现在由publisher-a.network（发布岗 A 角）负责发布').waitFor();
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('puts an item online after the format checklist, once however often it is clicked, and shows the link', async () => {
    await approve('关于发布检查的通知');
    const { page, context, faults } = await open('publisher-a.network', '/publish');
    const sent: string[] = [];
    page.on('request', (request) => void (request.method() === 'POST' && request.url().endsWith('/publication') && sent.push(String(request.postData()))));
    await rowOf(page, '关于发布检查的通知').getByRole('button', { name: '立即发布' }).click();
    const press = page.getByRole('dialog').getByRole('button', { name: '立即发布' });
    await page.getByText('格式核对还有 5 项未勾选。').waitFor();
    await press.click({ force: true });
    expect(sent).toEqual([]);
    await tickAll(page);
    await press.dblclick();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await quiet();
    await look(page);
    const link = rowOf(page, '关于发布检查的通知').getByRole('link', { name: /^查看已发布的页面/ });
    await link.waitFor();
    expect(sent).toEqual(['{"format":true}']);
    const online = await page.request.get(place.laptop.origin + String(await link.getAttribute('href')));
    expect([online.status(), await online.text()]).toEqual([200, expect.stringContaining('关于发布检查的通知') as string]);
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('A-22: A records a leave on the people screen, and B then publishes from a phone', async () => {
    await approve('关于 B 角代办的通知');
    const before = await open('publisher-b.network', '/publish');
    await before.page.getByText('由同岗的另一位办理（1）').waitFor();
    expect(await before.page.getByRole('button', { name: '立即发布' }).count()).toBe(0);
    await before.context.close();

    const a = await open('publisher-a.network', '/people');
    await a.page.getByRole('link', { name: '我的请假' }).click();
    await a.page.getByRole('button', { name: '登记请假' }).click();
    await a.page.getByLabel('结束日期').fill('2025-10-11');
    await a.page.getByRole('dialog').getByRole('button', { name: '登记请假' }).click();
    await a.page.getByText('10月9日至10月11日休假').waitFor();
    expect(await a.faults()).toEqual([]);

    const b = await open('publisher-b.network', '/publish', PHONE_WIDTH);
    await b.page.getByText('A 角 publisher-a.network 休假至 2025年10月12日 00:00，期间由 B 角代办。').waitFor();
    await rowOf(b.page, '关于 B 角代办的通知').getByRole('button', { name: '立即发布' }).click();
    await tickAll(b.page);
    await b.page.getByRole('dialog').getByRole('button', { name: '立即发布' }).click();
    await b.page.getByRole('dialog').waitFor({ state: 'detached' });
    await quiet();
    await look(b.page);
    await rowOf(b.page, '关于 B 角代办的通知').getByRole('link', { name: /^查看已发布的页面/ }).waitFor();
    expect(await overflow(b.page)).toBe(0);
    expect(await b.faults()).toEqual([]);
    await b.context.close();

    await approve('A 角休假时的通知');
    await a.page.goto(`${place.laptop.origin}/desk/publish`);
    await a.page.getByText('由同岗的另一位办理（1）').waitFor();
    await a.page.goto(`${place.laptop.origin}/desk/people`);
    await a.page.getByRole('link', { name: '我的请假' }).click();
    await a.page.getByRole('button', { name: '结束请假' }).click();
    await a.page.getByText('没有登记请假。').waitFor();
    await a.context.close();
  });

  it('shows what has failed on top, and tries it again', async () => {
    const id = await approve('关于发布失败的通知');
    await approve('排在后面的通知', { urgency: 'urgent', urgencyReason: '天气预警' });
    place.laptop.cloud.faults.set({ down: [place.laptop.cloud.template.outputs()['PortalBucket']] });
    await publishNow(cast, id);
    await place.laptop.cloud.clock.moveTo(place.laptop.cloud.clock.now() + 20 * 60_000);
    place.laptop.cloud.faults.set({});
    const { page, context } = await open('publisher-a.network', '/publish');
    await page.getByRole('heading', { name: '发布失败（1）' }).waitFor();
    const first = page.locator('.row').first();
    expect(await first.innerText()).toContain('关于发布失败的通知');
    expect(await page.locator('.rows').first().getAttribute('class')).toContain('alarming');
    await first.getByRole('button', { name: '重新发布' }).click();
    await tickAll(page);
    await page.getByRole('dialog').getByRole('button', { name: '重新发布' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await quiet();
    await look(page);
    await rowOf(page, '关于发布失败的通知').getByRole('link', { name: /^查看已发布的页面/ }).waitFor();
    expect(await page.getByRole('heading', { name: /^发布失败/ }).count()).toBe(0);
    await context.close();
  });

  it('says in the API’s words why somebody may not publish, and never offers it to those who only look', async () => {
    const id = await approve('只能看的通知');
    const { page, context } = await open('publisher-a.network', '/publish');
    await page.route(`**/api/releases/${id}`, async (route) => {
      const answer = await route.fetch();
      const body = (await answer.json()) as { actions: Record<string, unknown> };
      await route.fulfill({ json: { ...body, actions: { ...body.actions, publish: { allowed: false, problem: { type: 'forbidden', title: 'x', detail: 'x', errors: [{ pointer: '', code: 'on-leave', detail: '您正在休假，不能办理发布。' }] } } } } });
    });
    await rowOf(page, '只能看的通知').getByRole('button', { name: '立即发布' }).click();
    await page.getByText('您正在休假，不能办理发布。').waitFor();
    expect(await page.getByRole('dialog').getByRole('button', { name: '立即发布' }).getAttribute('aria-disabled')).toBe('true');
    await context.close();
    const leader = await open('leader.office', '/publish');
    await rowOf(leader.page, '只能看的通知').waitFor();
    expect(await leader.page.getByRole('button', { name: '立即发布' }).count()).toBe(0);
    await leader.context.close();
    const other = await open('head.personnel', '/publish');
    await other.page.getByText('您的岗位看不到这个页面').waitFor();
    await other.context.close();
  });

  it('tells everybody who opens it that publishing is paused, before anything waits, and of what waits that it does', async () => {
    const turn = (...args: string[]) => operate('pause-publishing', ['zhejiang', ...args, '--data', place.laptop.data]);
    const { page, context, faults } = await open('publisher-a.network', '/publish');
    const leader = await open('leader.office', '/publish');
    await page.getByRole('heading', { name: '最近发布' }).waitFor();
    expect(await page.getByText(/暂停发布/).count()).toBe(0);
    expect((await turn('--by', 'network', '--why', 'a template is wrong')).status).toBe(0);
    for (const one of [page, leader.page]) {
      await look(one);
      await one.getByText(/本网站自 2025年10月\d+日 \d\d:\d\d 起暂停发布/).waitFor();
    }
    await publishNow(cast, await approve('等待恢复的通知'));
    await quiet();
    await look(page);
    await rowOf(page, '等待恢复的通知').getByText('暂停发布，等待恢复').waitFor();
    expect((await turn('--resume', '--by', 'network', '--why', 'repaired')).status).toBe(0);
    await quiet();
    await look(page);
    await rowOf(page, '等待恢复的通知').getByRole('link', { name: /^查看已发布的页面/ }).waitFor();
    expect(await page.getByText(/暂停发布/).count()).toBe(0);
    expect(await faults()).toEqual([]);
    await leader.context.close();
    await context.close();
  });

  it('shows a correction wherever an item would stand, to publishers and to those who look: approved, scheduled, failed', async () => {
    const id = await approve('更正前的标题');
    await publishNow(cast, id);
    await quiet();
    const begun = await expecting(cast.submitter.call('POST', `/releases/${id}/corrections`, { reason: '日期有误', title: '更正后的标题' }));
    await expecting(cast.submitter.call('POST', `/releases/${id}/submission`, {}));
    for (const stage of stages) await expecting(cast.reviewers[stage].call('POST', `/releases/${id}/decisions`, approvalOf(stage, begun['contentHash'])));
    const { page, context } = await open('publisher-a.network', '/publish');
    const leader = await open('leader.office', '/publish');
    const part = (one: Page, heading: RegExp) => one.locator('.part').filter({ has: one.getByRole('heading', { name: heading }) }).locator('.row').filter({ hasText: '更正后的标题' });
    const both = async (heading: RegExp): Promise<void> => {
      for (const one of [page, leader.page]) {
        await look(one);
        await part(one, heading).getByText('更正', { exact: true }).waitFor();
      }
    };
    await both(/^等待发布/);
    const at = new Date(place.laptop.cloud.clock.now() + 24 * 3_600_000).toISOString();
    await expecting(cast.publisher.call('POST', `/releases/${id}/publication`, { at }));
    await both(/^定时发布（1）/);
    expect(await part(page, /^定时发布/).locator('time').getAttribute('datetime')).toBe(at);
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出表格' }).click()]);
    expect(readFileSync(await download.path(), 'utf8')).toMatch(/"更正：已定时","更正后的标题",/);

    await expecting(cast.publisher.call('DELETE', `/releases/${id}/publication`));
    place.laptop.cloud.faults.set({ down: [place.laptop.cloud.template.outputs()['PortalBucket']] });
    await publishNow(cast, id);
    await place.laptop.cloud.clock.moveTo(place.laptop.cloud.clock.now() + 20 * 60_000);
    place.laptop.cloud.faults.set({});
    await both(/^发布失败（1）/);
    await part(page, /^发布失败/).getByRole('button', { name: '重新发布' }).click();
    await tickAll(page);
    await page.getByRole('dialog').getByRole('button', { name: '重新发布' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await quiet();
    await look(page);
    await page.getByText('更正', { exact: true }).waitFor({ state: 'detached' });
    await part(page, /^最近发布/).getByRole('link', { name: /^查看已发布的页面/ }).waitFor();
    await leader.context.close();
    await context.close();
  });
});

describe('the queue of a busy site', () => {
  const card = (id: string, state: string, changes: object = {}) => ({ id, site: 'zhejiang', department: 'personnel', column: 'announcements', kind: 'announcement', title: `标题 ${id}`, urgency: 'ordinary', state, version: 1, revision: 1, createdAt: NOW, ...changes });
  /** What the site's items are by state. */
  const answering = (page: Page, pageOf: (state: string) => object) =>
    page.route('**/api/releases?*', (route) => route.fulfill({ json: pageOf(new URL(route.request().url()).searchParams.get('state') ?? '') }));

  it('is shown calmly while publishing is paused, also where one of what waits cannot be read', async () => {
    const { page, context } = await open('publisher-a.network', '/publish');
    let queues = 0;
    await page.route('**/api/people', async (route) => {
      queues += 1;
      const body = (await (await route.fetch()).json()) as { roster: object };
      await route.fulfill({ json: { ...body, roster: { ...body.roster, pausedSince: NOW } } });
    });
    await answering(page, (state) => ({ items: state === 'publishing' ? Array.from({ length: 12 }, (_, index) => card(`held-${index}`, state)) : [] }));
    await page.route('**/api/releases/held-*', (route) => (route.request().url().endsWith('-3') ? route.fulfill({ status: 404, json: {} }) : route.fulfill({ json: { held: { since: NOW } } })));
    await page.clock.install();
    await page.reload();
    await page.getByRole('heading', { name: '正在上网（12）' }).waitFor();
    expect(await page.getByText('暂停发布，等待恢复').count()).toBe(9);
    const before = queues;
    await page.clock.runFor(15_000);
    // One of our own: whatever was asked for before has been counted when it is answered.
    await page.evaluate('fetch("/api/people").then((answer) => answer.text())');
    expect(queues).toBe(before + 1);
    await context.close();
  });
});
