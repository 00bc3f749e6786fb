import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { bringToApproved, castOf, goodRelease, publishNow, type Cast } from '../support/release-line.ts';
import { openDesk, settled, type Desk } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';

const NOW = '2025-10-09T10:00:00+08:00';
const place = laptopAndBrowser(NOW);
let cast: Cast;

beforeAll(async () => {
  cast = await castOf(place.laptop);
  await publishNow(cast, await bringToApproved(cast, { ...goodRelease, title: '=HYPERLINK("http://x") 名单' }));
  await bringToApproved(cast, { ...goodRelease, title: '关于 IPv6 部署的通知' });
  await place.laptop.cloud.clock.activity.quiet();
}, 120_000);

async function open(name: string, path: string): Promise<Desk> {
  const desk = await openDesk(place.laptop.origin, place.browser, name, { path });
  desk.page.setDefaultTimeout(8000);
  return desk;
}
const titles = (page: Page): Promise<string[]> => page.locator('.row-title').allTextContents();

describe('search', () => {
  it('is one key away, finds by words of the title and by state, in an address that can be kept', async () => {
    const { page, context, faults } = await open('reviewer.finance', '/');
    await page.keyboard.press('/');
    const words = page.getByLabel('标题中的字词');
    await words.waitFor();
    await page.locator('#search-words:focus').waitFor();
    await page.keyboard.type('ＩＰｖ６');
    await page.locator('.count', { hasText: '共 1 条' }).waitFor();
    expect(await titles(page)).toEqual(['关于 IPv6 部署的通知']);
    await page.reload();
    await settled(page);
    expect([await titles(page), await words.inputValue()]).toEqual([['关于 IPv6 部署的通知'], 'ＩＰｖ６']);
    await words.fill('');
    await page.getByLabel('状态').selectOption({ label: '已发布' });
    await page.locator('.count', { hasText: '共 1 条' }).waitFor();
    expect(await titles(page)).toEqual(['=HYPERLINK("http://x") 名单']);
    await page.getByLabel('处室').selectOption({ label: '财务处' });
    await page.getByText('没有符合条件的信息').waitFor();
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('goes from line to line by j and k, and Enter opens the one', async () => {
    const { page, context } = await open('reviewer.finance', '/search');
    await page.locator('.count', { hasText: '共 2 条' }).waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    for (const key of ['j', 'j', 'j', 'k', 'j']) await page.keyboard.press(key);
    const last = (await titles(page)).at(-1)!;
    expect(await page.evaluate('document.activeElement.textContent')).toBe(last);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: last }).waitFor();
    await context.close();
  });

  it('saves what is on screen as a file that Excel and WPS open rightly, and in which no title is a formula', async () => {
    const { page, context } = await open('reviewer.finance', '/search?state=published');
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出表格' }).click()]);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text.startsWith('\uFEFF"标题","状态","处室"')).toBe(true);
    expect(text.split('\r\n')[1]).toMatch(/^"'=HYPERLINK\(""http:\/\/x""\) 名单","已发布","人事处","公示公告"/);
    expect(text.split('\r\n')).toHaveLength(3);
    await context.close();
    // A computer without a language, as the tests' is, keeps no Chinese names of files.
    const english = await openDesk(place.laptop.origin, place.browser, 'reviewer.finance', { path: '/search', language: 'en' });
    const [named] = await Promise.all([english.page.waitForEvent('download'), english.page.getByRole('button', { name: 'Save as CSV' }).click()]);
    expect(named.suggestedFilename()).toMatch(/^Search 2025-10-\d\d\.csv$/);
    await english.context.close();
  });
});

describe('copying an earlier item', () => {
  const copying = async (page: Page) => {
    await page.getByRole('button', { name: '从已有信息复制' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('.row').first().waitFor();
    return dialog;
  };
  const words = (dialog: ReturnType<Page['locator']>) => dialog.getByRole('searchbox');

  it('finds it by words as the search does, asked once when somebody has stopped typing', async () => {
    const { page, context, faults } = await open('submitter.personnel', '/new');
    const asked: (string | null)[] = [];
    page.on('request', (request) => void (request.url().includes('/api/releases?') && asked.push(new URL(request.url()).searchParams.get('q'))));
    const dialog = await copying(page);
    await words(dialog).pressSequentially('部署　ｉｐｖ6', { delay: 20 });
    await dialog.locator('.row').nth(1).waitFor({ state: 'detached' });
    await dialog.getByRole('button', { name: '复制 关于 IPv6 部署的通知' }).waitFor();
    expect([...new Set(asked)]).toEqual([null, '部署　ｉｐｖ6']);
    await words(dialog).fill('没有这样的');
    await dialog.getByText('没有符合条件的信息。').waitFor();
    expect(await dialog.getByRole('button', { name: '继续载入' }).count()).toBe(0);
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('goes on to older ones where there are more, and says so where nothing has been found yet', async () => {
    const { page, context } = await open('submitter.personnel', '/new');
    const card = { id: 'zhejiang-old', site: 'zhejiang', department: 'personnel', column: 'announcements', kind: 'announcement', title: '前年的通知', urgency: 'ordinary', state: 'published', version: 1, revision: 1, createdAt: NOW };
    const queries: URLSearchParams[] = [];
    await page.route('**/api/releases?*q=*', (route) => {
      const query = new URL(route.request().url()).searchParams;
      queries.push(query);
      return route.fulfill({ json: query.has('cursor') ? { items: [card] } : { items: [], cursor: 'older' } });
    });
    const dialog = await copying(page);
    await words(dialog).fill('前年');
    await dialog.getByText('还有记录没有查，请点“继续载入”。').waitFor();
    await dialog.getByRole('button', { name: '继续载入' }).click();
    await dialog.getByRole('button', { name: '复制 前年的通知' }).waitFor();
    expect(queries.filter((query) => query.has('cursor')).map((query) => [query.get('q'), query.get('department'), query.get('cursor')])).toEqual([['前年', 'personnel', 'older']]);
    await context.close();
  });
});

describe('columns', () => {
  it('say who answers, how often and when last, in words, and lead to the public page and to their items', async () => {
    const { page, context, faults } = await open('monitor.office', '/columns');
    const row = page.locator('.row').filter({ hasText: '公示公告' });
    await row.getByText('按日更新，今天已更新').waitFor();
    expect(await row.getByRole('link', { name: '查看栏目：公示公告' }).getAttribute('href')).toBe('/zhejiang/announcements/');
    await page.locator('.row').filter({ hasText: '教育统计' }).getByText('按年更新，还没有发布过').waitFor();
    await page.getByRole('link', { name: '公示公告', exact: true }).click();
    await page.locator('.count', { hasText: '共 2 条' }).waitFor();
    expect(await faults()).toEqual([]);
    await context.close();
  });
});

describe('limits and the ledger', () => {
  it('of a unit that runs late can be acknowledged and explained by who holds them, and decided by the head', async () => {
    await place.laptop.cloud.clock.moveTo(Date.parse('2025-10-13T10:00:00+08:00'));
    const holder = await open('publisher-a.network', '/duties?whose=mine');
    const row = (page: Page) => page.locator('.row').filter({ hasText: '关于 IPv6 部署的通知' });
    await row(holder.page).getByText(/已逾期/).first().waitFor();
    await row(holder.page).getByRole('button', { name: '有人在办' }).click();
    await row(holder.page).getByText(/有人在办，.* 前不再催办/).waitFor();
    await row(holder.page).getByRole('button', { name: '说明逾期理由' }).click();
    const dialog = holder.page.getByRole('dialog');
    await dialog.getByRole('button', { name: '提交说明' }).click();
    await dialog.getByRole('link', { name: '须写明原因。' }).waitFor();
    await dialog.getByLabel('理由').fill('等候附件。');
    await dialog.getByRole('button', { name: '提交说明' }).click();
    await row(holder.page).getByText('逾期说明：等候附件。').waitFor();
    await holder.context.close();
    const head = await open('head.network', '/duties?department=network');
    await row(head.page).getByRole('button', { name: '认可说明' }).click();
    await row(head.page).getByText('说明已认可').waitFor();
    expect(await head.page.getByRole('button', { name: '有人在办' }).count()).toBe(0);
    await head.context.close();
  });

  it('stand in the ledger with what they were about, by department and by day', async () => {
    const { page, context, faults } = await open('leader.office', '/ledger');
    await page.getByLabel('处室').selectOption({ label: '网络中心' });
    await page.locator('.row').filter({ hasText: '说明已认可' }).waitFor();
    expect(await page.locator('.row').first().innerText()).toMatch(/关于 IPv6 部署的通知\s+说明已认可[^]*其他稿件上网[^]*网络中心/);
    await page.getByLabel('截止日期').fill('2025-10-09');
    await page.locator('.row').filter({ hasText: '说明已认可' }).waitFor({ state: 'detached' });
    await page.getByLabel('处室').selectOption({ label: '财务处' });
    await page.getByText('这段时间没有记录').waitFor();
    expect(new URL(page.url()).search).toBe('?department=finance&to=2025-10-09');
    expect(await faults()).toEqual([]);
    await context.close();
  });
});
