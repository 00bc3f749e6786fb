import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, describe, expect, it } from 'vitest';
import { letTimePass } from '../support/passing-time.ts';
import { axeViolations, openDesk, settled, signIn, type Desk } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';
import { hoursLater, isRenewal, revoke } from './sign-in-over.ts';
import { fieldsOf, idOf, textField, untilSaveIs, writeDraft } from './writing.ts';

const place = laptopAndBrowser('2025-10-10T10:00:00+08:00');
const time = letTimePass();

afterAll(() => time.end());

const SUBMITTER = 'submitter.personnel';
async function open(path = '/new'): Promise<Desk> {
  const desk = await openDesk(place.laptop.origin, place.browser, SUBMITTER, { path });
  desk.page.setDefaultTimeout(10_000);
  return desk;
}
const read = (id: string): Promise<Readonly<Record<string, unknown>>> => fieldsOf(place.laptop, id);

async function another(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${place.laptop.origin}/desk${path}`);
  await settled(page);
  await textField(page).waitFor();
  return page;
}

/** A draft by the API, on a page of its own. */
async function openDraft(title: string): Promise<Desk & { readonly id: string }> {
  const made = await (await place.laptop.as(SUBMITTER)).call('POST', '/releases', { column: 'work-trends', kind: 'education-news', title, body: '<p>第一段。</p><p>第二段。</p>', urgency: 'ordinary', disclosure: { attribute: 'proactive' }, source: 'submission' });
  const id = String(made.body['id']);
  const desk = await open(`/items/${id}/edit`);
  await textField(desk.page).waitFor();
  return { ...desk, id };
}

/** At the end of the text. */
async function write(page: Page, text: string): Promise<void> {
  await textField(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

/** What the place.browser keeps of this desk. */
const keptHere = (page: Page): Promise<number> =>
  page.evaluate<number>(`new Promise((resolve) => {
    const opening = indexedDB.open('fabu-desk-writing', 1);
    opening.onsuccess = () => {
      const asked = opening.result.transaction('typed').objectStore('typed').count();
      asked.onsuccess = () => { opening.result.close(); resolve(asked.result); };
    };
  })`);

describe('what is typed', () => {
  it('becomes a draft as soon as it is enough of one, is saved from then on, and stays in the place.browser no longer', async () => {
    const { page, context, faults } = await open();
    const writes: string[] = [];
    page.on('request', (request) => {
      if (request.method() !== 'GET' && request.url().includes('/api/')) writes.push(`${request.method()} ${new URL(request.url()).pathname.split('/')[2]}`);
    });
    await page.getByLabel('标题（必填）').fill('自动保存');
    await untilSaveIs(page, 'kept');
    expect([writes, await keptHere(page)]).toEqual([[], 1]);
    await writeDraft(page, '自动保存', '第一句。');
    await untilSaveIs(page, 'saved');
    const id = await idOf(page);
    await write(page, '第二句。');
    await expect.poll(async () => (await read(id))['body'], { timeout: 10_000 }).toBe('<p>第一句。第二句。</p>');
    await untilSaveIs(page, 'saved');
    await expect.poll(() => keptHere(page), { timeout: 10_000 }).toBe(0);
    expect(new Set(writes)).toEqual(new Set(['POST releases', 'PUT releases']));
    expect(writes.filter((one) => one.startsWith('POST'))).toHaveLength(1);
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).not.toContain('自动');
    expect(await faults()).toEqual([]);
    await context.close();
  });

  it('is not saved where nothing changed, so that nothing is voided', async () => {
    const { page, context, id } = await openDraft('没有修改');
    const writes: string[] = [];
    page.on('request', (request) => {
      if (request.method() === 'PUT') writes.push(request.url());
    });
    await write(page, '改');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Control+S');
    await page.getByRole('link', { name: '待办' }).click();
    await page.getByRole('heading', { name: '待办' }).waitFor();
    expect([writes, (await read(id))['version']]).toEqual([[], 1]);
    await context.close();
  });

  it('is offered again after the tab was closed, and thrown away only by saying so twice', async () => {
    const { page, context } = await open();
    await page.getByLabel('标题（必填）').fill('关掉的标签页');
    await untilSaveIs(page, 'kept');
    await page.close();
    const next = await another(context, '/new');
    await next.getByText('“关掉的标签页”').waitFor();
    await next.getByRole('button', { name: '恢复未保存的内容' }).click();
    expect(await next.getByLabel('标题（必填）').inputValue()).toBe('关掉的标签页');
    // What is open in one tab is not offered in another.
    const third = await another(context, '/new');
    expect(await third.getByText('有未保存的内容').count()).toBe(0);
    await third.close();
    await next.close();
    const last = await another(context, '/new');
    await last.getByRole('button', { name: '丢弃' }).click();
    await last.getByRole('button', { name: '确定丢弃' }).click();
    await last.reload();
    await settled(last);
    await textField(last).waitFor();
    expect(await last.getByText('有未保存的内容').count()).toBe(0);
    await context.close();
  });

  it('outlives a lost connection: it is said, and saved by itself when the line is back', async () => {
    const { page, context, id } = await openDraft('断线');
    await context.setOffline(true);
    await write(page, '断线时写的。');
    await page.locator('.save-line').getByText('连接中断，未保存；内容已存在本机').waitFor();
    expect(await keptHere(page)).toBe(1);
    await write(page, '还在写。');
    await context.setOffline(false);
    await expect.poll(async () => (await read(id))['body'], { timeout: 20_000 }).toContain('断线时写的。还在写。');
    await untilSaveIs(page, 'saved');
    await context.close();
  });

  it('outlives a closed tab while the connection is lost', async () => {
    const { page, context, id } = await openDraft('断线又关掉');
    await page.route('**/api/**', (route) => route.abort());
    await write(page, '没有存上的一句。');
    await page.locator('.save-line').getByText('连接中断').waitFor();
    await page.close();
    const next = await another(context, `/items/${id}/edit`);
    await next.getByRole('button', { name: '恢复未保存的内容' }).click();
    await untilSaveIs(next, 'saved');
    expect((await read(id))['body']).toContain('没有存上的一句。');
    await context.close();
  });

  it('outlives a sign-in that ends in the middle of typing', async () => {
    const { page, context, faults, id } = await openDraft('登录过期');
    const [, renewal] = await Promise.all([hoursLater(place.laptop, time, 1.1), page.waitForResponse(isRenewal), write(page, '续期时写的。')]);
    await untilSaveIs(page, 'saved');
    await revoke(renewal);
    await Promise.all([hoursLater(place.laptop, time, 1.1), write(page, '过期时写的。')]);
    const dialog = page.getByRole('dialog', { name: '登录已过期' });
    await dialog.waitFor();
    expect([await page.locator('.save-line').textContent(), await keptHere(page)]).toEqual(['登录已过期，未保存；内容已存在本机，重新登录后自动保存', 1]);
    const opened = context.waitForEvent('page');
    await dialog.getByRole('button', { name: '重新登录' }).click();
    await signIn(await opened, `${SUBMITTER}@zhejiang.example`);
    await untilSaveIs(page, 'saved');
    expect((await read(id))['body']).toContain('续期时写的。过期时写的。');
    expect((await faults()).filter((fault) => !/40[01]/.test(fault))).toEqual([]);
    await context.close();
  });

  it('does not stay in the place.browser after signing out, which asks before it takes it away', async () => {
    const { page, context } = await open();
    await page.getByLabel('标题（必填）').fill('不该留下的');
    await untilSaveIs(page, 'kept');
    await page.locator('.account summary').click();
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('dialog', { name: '还有没有保存的内容' }).getByRole('button', { name: '返回保存' }).click();
    expect(await page.getByLabel('标题（必填）').inputValue()).toBe('不该留下的');
    await page.getByRole('button', { name: '退出登录' }).click();
    await page.getByRole('button', { name: '放弃并退出' }).click();
    await page.getByRole('heading', { name: '您已退出登录' }).waitFor();
    expect(await keptHere(page)).toBe(0);
    await context.close();
  });
});

describe('two on one draft', () => {
  async function inConflict(title: string): Promise<{ readonly first: Page; readonly second: Page; readonly context: BrowserContext; readonly id: string }> {
    const { page: first, context, id } = await openDraft(title);
    const second = await another(context, `/items/${id}/edit`);
    await first.getByLabel('标题（必填）').fill(`${title}（对方）`);
    await write(first, '对方写的。');
    await untilSaveIs(first, 'saved');
    await write(second, '我写的。');
    await second.getByRole('dialog', { name: '两个版本，请选择' }).waitFor();
    return { first, second, context, id };
  }

  it('see both versions, and nothing is written over until one has chosen', async () => {
    const { second, context, id } = await inConflict('冲突一');
    const dialog = second.getByRole('dialog', { name: '两个版本，请选择' });
    await dialog.getByText('submitter.personnel').waitFor();
    await dialog.getByRole('row', { name: /标题.*冲突一（对方）/ }).waitFor();
    expect(await dialog.locator('.mine').textContent()).toBe('［只在我的］ 第二段。我写的。');
    expect(await dialog.locator('.theirs').textContent()).toBe('［只在对方的］ 第二段。对方写的。');
    expect((await read(id))['body']).toContain('对方写的');
    expect(await axeViolations(second)).toEqual([]);
    await dialog.getByRole('button', { name: '用我的' }).click();
    await untilSaveIs(second, 'saved');
    const item = await read(id);
    expect([item['title'], item['body']]).toEqual(['冲突一', '<p>第一段。</p><p>第二段。我写的。</p>']);
    await context.close();
  });

  it('may take theirs', async () => {
    const { second, context, id } = await inConflict('冲突二');
    await second.getByRole('button', { name: '用对方的' }).click();
    await second.getByRole('dialog').waitFor({ state: 'detached' });
    expect([await second.getByLabel('标题（必填）').inputValue(), await textField(second).textContent()]).toEqual(['冲突二（对方）', '第一段。第二段。对方写的。']);
    expect((await read(id))['title']).toBe('冲突二（对方）');
    await context.close();
  });

  it('may put mine aside as a draft of its own', async () => {
    const { second, context, id } = await inConflict('冲突三');
    await second.getByRole('button', { name: '把我的另存一份' }).click();
    await second.getByRole('dialog').waitFor({ state: 'detached' });
    const { body } = await (await place.laptop.as(SUBMITTER)).call('GET', '/releases?department=personnel');
    const copies = (body['items'] as { readonly id: string; readonly title: string }[]).filter(({ title }) => title === '冲突三');
    expect(copies).toHaveLength(1);
    expect(await textField(second).textContent()).toContain('对方写的');
    expect([(await read(copies[0]?.id ?? ''))['body'], (await read(id))['title']]).toEqual(['<p>第一段。</p><p>第二段。我写的。</p>', '冲突三（对方）']);
    await context.close();
  });
});
