import { describe, expect, it } from 'vitest';
import { causeOf } from '../../web/desk/screens/item/failure-cause.ts';
import { overflow } from './desk.ts';
import { lineOf, look, openItem, press, type Item } from './item-line.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';

const NOW = '2025-10-03T22:00:00+08:00';
const PHONE = 390;
const place = laptopAndBrowser(NOW);
const line = lineOf(() => place.laptop);
const open = (name: string, item: Item, options: Parameters<typeof openItem>[4] = {}) => openItem(place.laptop, place.browser, name, item, options);

describe('publishing', { timeout: 60_000 }, () => {
  it('puts an urgent item online on a holiday night from a phone', async () => {
    const item = await line.passed(await line.submitted('关于台风的紧急通知', { urgency: 'urgent', urgencyReason: '台风今夜登陆。' }));
    const { page, context, faults } = await open('publisher-a.network', item, { width: PHONE });
    expect(await overflow(page)).toBe(0);
    const button = page.getByRole('button', { name: '发布', exact: true });
    expect((await button.boundingBox())?.y).toBeGreaterThan(700);
    for (const tick of await page.locator('.ticks input[type=checkbox]').all()) await tick.check();
    await button.click();
    await place.laptop.cloud.clock.activity.quiet();
    await look(page);
    await page.getByText('已于 2025年10月3日 22:00 上网，已从公众网址核对').waitFor();
    expect((await fetch(place.laptop.origin + String((await line.read(item))['url']))).status).toBe(200);
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('sets an hour, in Beijing time wherever the computer is, and takes it back', async () => {
    const item = await line.passed(await line.submitted('关于放假的通知'));
    const { page, context, faults } = await open('publisher-a.network', item);
    for (const tick of await page.locator('.ticks input[type=checkbox]').all()) await tick.check();
    await page.getByLabel('定时', { exact: true }).check();
    expect(await page.locator('.acts-bar .why').innerText()).toBe('请填写发布时间。');
    await page.getByLabel(/^发布时间/).fill('2025-10-03T08:00');
    await press(page, '定时发布');
    await page.getByRole('alert').getByText('定时发布的时间须晚于现在。').waitFor();
    await page.getByLabel(/^发布时间/).fill('2025-10-09T08:30');
    await press(page, '定时发布');
    await page.getByText('将于 2025年10月9日 08:30 自动发布').waitFor();
    expect((await line.read(item))['scheduledFor']).toBe('2025-10-09T00:30:00.000Z');
    await press(page, '取消定时');
    await page.locator('.note.calm', { hasText: '已取消定时' }).waitFor();
    expect(await line.read(item)).toMatchObject({ state: 'approved' });
    expect((await faults()).filter((fault) => !fault.includes('422'))).toEqual([]);
    await context.close();
  });

  it('says to post B that post A is on duty', async () => {
    const item = await line.passed(await line.submitted('关于值班的通知'));
    const { page, context } = await open('publisher-b.network', item);
    expect(await page.locator('.acts-bar .why').innerText()).toBe('发布岗 A 角（publisher-a.network）在岗，B 角只在 A 角休假或工作移交时办理。');
    await context.close();
  });

  const fault = async (plan: object): Promise<void> => {
    expect((await fetch(`${place.laptop.origin}/_local/faults`, { method: 'PUT', body: JSON.stringify(plan) })).status).toBe(200);
  };
  const goOn = async (): Promise<void> => {
    await place.laptop.cloud.clock.moveTo(place.laptop.cloud.clock.now() + 15 * 60_000);
    await place.laptop.cloud.clock.activity.quiet();
  };

  it.each([
    { title: '关于存储故障的通知', down: 'portal', what: '网站的存储或者服务没有应答，页面没有全部写好；系统已自动重试多次。', code: /^Unknown$/ },
    { title: '关于网址故障的通知', down: '/zhejiang/art/', what: '页面已经生成，但从公众网址核对时，没有看到核准的内容；系统已自动重试多次。', code: /^NotOnline$/ },
  ])('says what failed where $down is down, and puts it online when it is tried again after it was mended', { timeout: 120_000 }, async ({ title, down, what, code }) => {
    const item = await line.passed(await line.submitted(title));
    const { page, context } = await open('publisher-a.network', item);
    for (const tick of await page.locator('.ticks input[type=checkbox]').all()) await tick.check();
    await fault({ down: [down] });
    try {
      await press(page, '发布');
      await page.locator('.note.calm', { hasText: '正在发布。' }).waitFor();
      await goOn();
      await look(page);
      const told = page.getByRole('alert').filter({ hasText: '发布没有成功' });
      await told.getByText(what).waitFor();
      await told.getByText('公众可能还看不到这条信息，请勿当作已经上网。各道审核仍然有效。').waitFor();
      await told.getByText('请发布岗过几分钟按“重新发布”；再次失败的，请告诉网站运维人员。').waitFor();
      expect(await told.locator('code').innerText()).toMatch(code);
      expect(await line.read(item)).toMatchObject({ state: 'publish-failed' });
      expect(await page.locator('.online-address').count()).toBe(0);
    } finally {
      await fault({});
    }
    await press(page, '重新发布');
    await goOn();
    await look(page);
    const address = await page.locator('.online-address').innerText();
    expect(await page.getByText('发布没有成功').count()).toBe(0);
    const answer = await fetch(address);
    expect([answer.status, (await answer.text()).includes(title)]).toEqual([200, true]);
    await page.getByRole('button', { name: '办理记录' }).click();
    await page.locator('.history', { hasText: `发布失败` }).getByText(what).waitFor();
    await context.close();
  });
});

describe('taking down', { timeout: 60_000 }, () => {
  it('asks for the reason, says what it means, and leaves 410 with the reason at the address', async () => {
    const item = await line.published('关于名单的通知');
    const { page, context, faults } = await open('leader.office', item, { width: PHONE });
    const url = await page.locator('.online-address').innerText();
    await press(page, '撤稿');
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toContain('410');
    await dialog.getByRole('button', { name: '确定撤稿' }).click({ force: true });
    expect(await line.read(item)).toMatchObject({ state: 'published' });
    await dialog.getByLabel(/^原因/).fill('名单有误，核实后重新发布。');
    await dialog.getByRole('button', { name: '确定撤稿' }).click();
    await page.locator('.note.calm', { hasText: '已撤稿' }).waitFor();
    await place.laptop.cloud.clock.activity.quiet();
    const answer = await fetch(url);
    expect(answer.status).toBe(410);
    expect(await answer.text()).toContain('名单有误，核实后重新发布。');
    await look(page);
    await page.getByText('页面已撤下，原地址显示撤稿说明。').waitFor();
    expect(await faults()).toEqual([]);
    await context.close();
  });
});

describe('limits of an item', { timeout: 60_000 }, () => {
  it('are acknowledged, excused with a reason, and the head decides about it', async () => {
    const item = await line.submitted('关于时限的通知');
    const reviewer = await open('reviewer.personnel', item, { view: 'clocks' });
    await press(reviewer.page, '有人在办');
    await reviewer.page.getByText(/reviewer\.personnel在办，提醒暂缓到/).waitFor();
    await press(reviewer.page, '说明逾期理由');
    await reviewer.page.getByLabel(/^理由/).fill('等待附件');
    await press(reviewer.page, '提交说明');
    await reviewer.page.locator('.remarks', { hasText: '等待附件（等待处室负责人决定）' }).waitFor();
    await press(reviewer.page, '为什么是这一天');
    await reviewer.page.locator('.day.counts').first().waitFor();
    expect(await reviewer.page.locator('.day', { hasText: '放假' }).count()).toBeGreaterThan(0);
    expect(await reviewer.faults()).toEqual([]);
    await reviewer.context.close();
    const head = await open('head.personnel', item, { view: 'clocks' });
    await press(head.page, '认可说明');
    await head.page.locator('.remarks', { hasText: '等待附件（已认可）' }).waitFor();
    expect(await head.faults()).toEqual([]);
    await head.context.close();
  });
});

describe('what else may be done', { timeout: 60_000 }, () => {
  it('takes a submission back, and copies an item to a new draft', async () => {
    const item = await line.submitted('关于撤回的通知');
    const { page, context, faults } = await open('submitter.personnel', item);
    await press(page, '撤回报送');
    await page.getByRole('dialog').getByRole('button', { name: '撤回报送' }).click();
    await page.locator('.note.calm', { hasText: '已撤回，现在是草稿。' }).waitFor();
    await press(page, '复制为新草稿');
    await page.waitForURL(/\/desk\/items\/zhejiang-[^/]+\/edit$/);
    expect(page.url()).not.toContain(item.id);
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('keeps in the history what was signed before a correction, which begins without any approval', async () => {
    const item = await line.passed(await line.submitted('关于名册的通知'), 1);
    const contentHash = await item.hash();
    await line.call('secrecy.personnel', 'POST', `/releases/${item.id}/decisions`, { stage: 'confidentiality-review', outcome: 'approve', contentHash, confidentiality: { result: 'disclose', ground: '已隐去身份证号' }, remarks: '附件也看过。' });
    await line.passed(item, 4, 2);
    await line.online(item);
    await line.call('submitter.personnel', 'POST', `/releases/${item.id}/corrections`, { reason: '日期有误', summary: '补充。' });
    expect((await line.call('submitter.personnel', 'GET', `/releases/${item.id}`))['approvals']).toEqual([]);
    const { page, context, faults } = await open('submitter.personnel', item, { view: 'history' });
    const review = page.locator('.history > li', { hasText: '保密审查通过' });
    await review.waitFor();
    expect(await review.locator('blockquote').allInnerTexts()).toEqual(['保密审查结论：可以公开。依据：已隐去身份证号', '附件也看过。']);
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('gives up a correction, and what is online stays', async () => {
    const item = await line.published('关于更正的通知');
    await line.call('submitter.personnel', 'POST', `/releases/${item.id}/corrections`, { reason: '日期有误', summary: '补充。' });
    const { page, context, faults } = await open('submitter.personnel', item);
    await press(page, '放弃更正');
    await page.getByRole('dialog').getByRole('button', { name: '放弃更正' }).click();
    await page.locator('.note.calm', { hasText: '已放弃更正。' }).waitFor();
    expect(await page.getByRole('link', { name: '更正', exact: true }).getAttribute('href')).toBe(`/desk/items/${item.id}/correct`);
    expect(await faults()).toEqual([]);
    await context.close();
  });
});

describe('why a page did not go online', () => {
  it.each([
    ['NotOnline', 'not-online'],
    ['NoSuchKey', 'missing'],
    ['AccessDenied', 'refused'],
    ['KMSAccessDeniedException', 'refused'],
    ['States.Timeout', 'busy'],
    ['Sandbox.Timedout', 'busy'],
    ['TimeoutError', 'busy'],
    ['SlowDown', 'busy'],
    ['Lambda.TooManyRequestsException', 'busy'],
    ['Lambda.Unknown', 'busy'],
    ['KMSThrottlingException', 'busy'],
    ['Lambda.KMSThrottlingException', 'busy'],
    ['KMSInternalException', 'busy'],
    ['Lambda.KMSDisabledException', 'refused'],
    ['ResourceNotFoundException', 'other'],
    ['Error', 'other'],
    [undefined, 'other'],
  ])('is, of %s, %s', (error, cause) => {
    expect(causeOf(error)).toBe(cause);
  });
});
