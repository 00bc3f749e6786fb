import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expecting } from '../../local/demonstration/api-client.ts';
import { letTimePass } from '../support/passing-time.ts';
import { approvalOf, bringToApproved, castOf, goodRelease } from '../support/release-line.ts';
import { overflow, settled, signIn } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';
import { Office, openTask, pass, putOnline } from './office.ts';
import { hoursLater, isRenewal, revoke } from './sign-in-over.ts';
import { fieldsOf, idOf, textField, untilSaveIs, writeDraft } from './writing.ts';

/** A day at the office, one step after the other: a Monday, the night of a holiday, and the morning after it. */
const place = laptopAndBrowser('2025-09-29T09:00:00+08:00');
let office: Office;
const time = letTimePass();

beforeAll(() => {
  office = new Office(place.laptop, place.browser);
});
afterAll(async () => {
  await office.close();
  time.end();
});

async function moveTo(instant: string): Promise<void> {
  await place.laptop.cloud.clock.moveTo(Date.parse(instant));
  await place.laptop.cloud.clock.activity.quiet();
}
const told = async (what: 'outbox' | 'webhooks', id: string): Promise<string[]> => {
  const all = (await (await fetch(`${place.laptop.origin}/_local/${what}`)).json()) as unknown[];
  return all.map((one) => JSON.stringify(one)).filter((one) => one.includes(id));
};
async function write(page: Page, text: string): Promise<void> {
  await textField(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}
function answersOf(page: Page, status: number): string[] {
  const urls: string[] = [];
  page.on('response', (answer) => answer.status() === status && urls.push(answer.url()));
  return urls;
}
const bodyOf = async (item: string): Promise<unknown> => (await fieldsOf(place.laptop, item))['body'];
async function handIn(page: Page): Promise<void> {
  await page.getByRole('button', { name: '报送审核' }).click();
  await page.getByRole('button', { name: '确定报送' }).click();
  await page.getByRole('heading', { level: 2, name: '其他操作' }).waitFor();
}

describe('an item', { timeout: 60_000 }, () => {
  const title = '全省教师培训启动';
  let id: string;

  it('is written while the access token ends and is renewed without a word, and though the sign-in is over in the middle of a sentence', async () => {
    const page = await office.at('submitter.personnel', '/new');
    const refused = answersOf(page, 401);
    await writeDraft(page, title, '培训今日');
    await untilSaveIs(page, 'saved');
    id = await idOf(page);
    const [, renewal] = await Promise.all([hoursLater(place.laptop, time, 1.1), page.waitForResponse(isRenewal), write(page, '启动')]);
    await expect.poll(() => bodyOf(id), { timeout: 15_000 }).toBe('<p>培训今日启动</p>');
    expect([renewal.status(), refused.length > 0, await page.getByRole('dialog').count()]).toEqual([200, true, 0]);

    await revoke(renewal);
    const [, second] = await Promise.all([hoursLater(place.laptop, time, 1.1), page.waitForResponse(isRenewal), write(page, '。')]);
    expect(second.status()).toBe(400);
    const opened = page.context().waitForEvent('page');
    await page.getByRole('dialog', { name: '登录已过期' }).getByRole('button', { name: '重新登录' }).click();
    await signIn(await opened, 'submitter.personnel@zhejiang.example');
    await untilSaveIs(page, 'saved');
    expect([await textField(page).textContent(), await bodyOf(id)]).toEqual(['培训今日启动。', '<p>培训今日启动。</p>']);
    await handIn(page);
  });

  it('comes back from the first review with the reason', async () => {
    const page = await office.at('reviewer.personnel');
    await openTask(page, title);
    await page.getByLabel('意见').fill('请写明培训人数。');
    await page.getByRole('button', { name: '退回修改' }).click();
    await page.locator('main').getByText('初审已退回。').waitFor();
  });

  it('is mended by two at once, who see each other’s words and choose', async () => {
    const mine = await office.at('submitter.personnel', '/sent');
    await mine.getByRole('link', { name: title }).click();
    await mine.getByText('请写明培训人数。').waitFor();
    await mine.getByRole('link', { name: '修改', exact: true }).click();
    await textField(mine).waitFor();
    const colleague = await office.at('all.personnel', `/items/${id}/edit`);
    await textField(colleague).waitFor();
    await write(colleague, '共三百人。');
    await untilSaveIs(colleague, 'saved');
    await write(mine, '共 300 人。');
    const choice = mine.getByRole('dialog', { name: '两个版本，请选择' });
    await choice.getByText('all.personnel').waitFor();
    await choice.getByRole('button', { name: '用我的' }).click();
    await untilSaveIs(mine, 'saved');
    await handIn(mine);
  });

  it('is passed by four people, each from the list of what waits for them', async () => {
    for (const name of ['reviewer.personnel', 'secrecy.personnel', 'head.personnel', 'text.office']) {
      const page = await office.at(name);
      await openTask(page, title);
      await pass(page);
    }
    const release = await expecting((await place.laptop.as('submitter.personnel')).call('GET', `/releases/${id}`));
    expect([release['state'], new Set((release['approvals'] as { by: string }[]).map(({ by }) => by)).size]).toEqual(['approved', 4]);
  });

  it('is put online by post A, and read by the public', async () => {
    const url = await putOnline(await office.at('publisher-a.network', '/publish'), title);
    const reader = await place.browser.newPage();
    await reader.goto(`${place.laptop.origin}${url}`);
    expect(await reader.getByRole('heading', { level: 1 }).textContent()).toContain(title);
    await reader.getByText('培训今日启动。共 300 人。').waitFor();
    await reader.close();
    const submitter = await office.at('submitter.personnel', `/items/${id}`);
    await submitter.getByText('已从公众网址核对').waitFor();
  });
});

it('what is urgent on the night of a holiday is told by mail and webhook, and passed and put online from a phone', { timeout: 60_000 }, async () => {
  await moveTo('2025-10-03T23:00:00+08:00');
  const title = '关于台风停课的紧急通知';
  const cast = await castOf(place.laptop, 'safety');
  const release = { ...goodRelease, column: 'emergency', title, urgency: 'urgent', urgencyReason: '台风预警' };
  const draft = await expecting(cast.submitter.call('POST', '/releases', release));
  const id = String(draft['id']);
  await expecting(cast.submitter.call('POST', `/releases/${id}/submission`, {}));
  for (const stage of ['first-review', 'confidentiality-review', 'second-review'] as const) await expecting(cast.reviewers[stage].call('POST', `/releases/${id}/decisions`, approvalOf(stage, draft['contentHash'])));
  await place.laptop.cloud.clock.activity.quiet();
  expect((await told('outbox', id)).filter((mail) => mail.includes('text.office@zhejiang.example') && mail.includes('【加急】'))).toHaveLength(1);
  expect((await told('webhooks', id)).some((sent) => sent.includes('text-review'))).toBe(true);

  const night = new Office(place.laptop, place.browser);
  const reviewer = await night.at('text.office', `/items/${id}`, { width: 390 });
  await pass(reviewer);
  expect(await overflow(reviewer)).toBe(0);
  await place.laptop.cloud.clock.activity.quiet();
  expect((await told('outbox', id)).filter((mail) => mail.includes('publisher-a.network@zhejiang.example'))).toHaveLength(1);
  const publisher = await night.at('publisher-a.network', '/publish', { width: 390 });
  const url = await putOnline(publisher, title);
  expect(await overflow(publisher)).toBe(0);
  const page = await fetch(`${place.laptop.origin}${url}`);
  expect([page.status, (await page.text()).includes(title)]).toEqual([200, true]);
  expect(await night.close()).toEqual([]);
});

it('B stands in for A from the hour that A’s leave is recorded, and has what waits', { timeout: 60_000 }, async () => {
  await moveTo('2025-10-09T09:00:00+08:00');
  const title = '关于公布名单的通知';
  await bringToApproved(await castOf(place.laptop), { ...goodRelease, title });
  const day = new Office(place.laptop, place.browser);
  const b = await day.at('publisher-b.network', '/publish');
  await b.getByRole('heading', { name: '由同岗的另一位办理（1）' }).waitFor();
  const a = await day.at('publisher-a.network', '/people');
  await a.getByRole('link', { name: '我的请假' }).click();
  await a.getByRole('button', { name: '登记请假' }).click();
  await a.getByRole('dialog').getByRole('button', { name: '登记请假' }).click();
  await a.getByText('已保存。').first().waitFor({ state: 'attached' });
  await b.reload();
  await settled(b);
  const url = await putOnline(b, title);
  expect((await fetch(`${place.laptop.origin}${url}`)).status).toBe(200);
  await a.goto(`${place.laptop.origin}/desk/publish`);
  await a.getByText(/^A 角 publisher-a\.network 休假至/).waitFor();
  expect(await day.close()).toEqual([]);
});
