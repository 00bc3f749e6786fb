import type { BrowserContext, Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openDesk, settled } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';
import { fieldsOf, idOf, textField, untilSaveIs, writeDraft } from './writing.ts';

/** What somebody has typed is not thrown away where several things come together. */
const place = laptopAndBrowser('2025-10-10T10:00:00+08:00');

const CONTENT = { column: 'work-trends', kind: 'education-news', urgency: 'ordinary', disclosure: { attribute: 'proactive' }, source: 'submission' };
const LIST = { name: '名单.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n名单') };

async function open(path: string): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const { page, context } = await openDesk(place.laptop.origin, place.browser, 'submitter.personnel', { path });
  page.setDefaultTimeout(15_000);
  await textField(page).waitFor();
  return { page, context };
}

async function openDraft(title: string): Promise<{ readonly page: Page; readonly context: BrowserContext; readonly id: string }> {
  const made = await (await place.laptop.as('submitter.personnel')).call('POST', '/releases', { ...CONTENT, title, body: '<p>第一句。</p>' });
  const id = String(made.body['id']);
  return { ...(await open(`/items/${id}/edit`)), id };
}

/** The same address in another page of the browser. */
async function another(page: Page): Promise<Page> {
  const next = await page.context().newPage();
  next.setDefaultTimeout(15_000);
  await next.goto(page.url());
  await settled(next);
  await textField(next).waitFor();
  return next;
}

/** By a colleague, over the version that there is. */
async function saveByAnother(id: string, title: string, body: string): Promise<void> {
  const { version } = await fieldsOf(place.laptop, id);
  const answer = await (await place.laptop.as('all.personnel')).call('PUT', `/releases/${id}`, { ...CONTENT, title, body }, { 'if-match': `"${String(version)}"` });
  expect(answer.status).toBe(200);
}

async function typeOn(page: Page, text: string): Promise<void> {
  await textField(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

async function attach(page: Page): Promise<void> {
  await page.getByLabel('添加附件').setInputFiles(LIST);
  await page.getByRole('button', { name: '删除 名单.pdf' }).waitFor();
}

const bodyOf = async (id: string): Promise<unknown> => (await fieldsOf(place.laptop, id))['body'];
const choice = (page: Page) => page.getByRole('dialog', { name: '两个版本，请选择' });

/** Saves of the text fail, the first of them after it was carried out where `isCarriedOut`, until the returned function is called. */
async function failSaves(page: Page, isCarriedOut: boolean): Promise<() => void> {
  let isOver = false;
  let isDone = !isCarriedOut;
  await page.evaluate('setInterval(() => dispatchEvent(new Event("online")), 50)');
  await page.route(/\/api\/releases\/[^/]+$/, async (route: Route) => {
    if (isOver || route.request().method() !== 'PUT') return route.fallback();
    if (!isDone) await route.fetch();
    isDone = true;
    await route.fulfill({ status: 503, json: {} });
  });
  return () => void (isOver = true);
}

describe('a version that has other files and the same text', () => {
  it('is gone on from by who types meanwhile, and nobody is asked to choose', async () => {
    const { page, context, id } = await openDraft('对方添加附件');
    await attach(await another(page));
    await typeOn(page, '第二句。');
    await untilSaveIs(page, 'saved');
    const { body, attachments } = await fieldsOf(place.laptop, id);
    expect([body, attachments, await choice(page).count()]).toMatchObject(['<p>第一句。第二句。</p>', [{ name: LIST.name }], 0]);
    await page.getByRole('button', { name: '删除 名单.pdf' }).waitFor();
    await context.close();
  });

  it('is gone on from also where there was no text yet', async () => {
    const { page, context } = await open('/new');
    await writeDraft(page, '先有附件', '');
    await attach(page);
    const id = await idOf(page);
    const other = await another(page);
    await other.getByRole('button', { name: '删除 名单.pdf' }).click();
    await other.getByRole('button', { name: '确定删除 名单.pdf' }).click();
    await other.locator('.files .row').waitFor({ state: 'detached' });
    await typeOn(page, '第一句。');
    await untilSaveIs(page, 'saved');
    await expect.poll(() => bodyOf(id), { timeout: 10_000 }).toBe('<p>第一句。</p>');
    expect(await choice(page).count()).toBe(0);
    await context.close();
  });

  it('has what one had sent without an answer: it is one’s own, whatever was typed since', async () => {
    const { page, context, id } = await openDraft('未得到答复再添加附件');
    const mend = await failSaves(page, true);
    await typeOn(page, '第二句。');
    await untilSaveIs(page, 'refused');
    await typeOn(page, '第三句。');
    await attach(page);
    mend();
    await untilSaveIs(page, 'saved');
    expect([await bodyOf(id), await choice(page).count()]).toEqual(['<p>第一句。第二句。第三句。</p>', 0]);
    await context.close();
  });
});

it('what was left behind over an older text than the record has comes to a choice, and writes over nothing', async () => {
  const { page, context, id } = await openDraft('留下以后对方又改');
  await page.route('**/api/**', (route) => route.abort());
  await typeOn(page, '我的。');
  await page.locator('.save-line').getByText('连接中断').waitFor();
  const url = page.url();
  await page.close();
  await saveByAnother(id, '留下以后对方又改', '<p>对方的。</p>');
  const next = await context.newPage();
  await next.goto(url);
  await next.getByRole('button', { name: '恢复未保存的内容' }).click();
  await choice(next).waitFor();
  expect(await bodyOf(id)).toBe('<p>对方的。</p>');
  await context.close();
});

describe('what is typed on a form that takes up what another has left behind', () => {
  async function openBeside(left: string, typed: string): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
    const { page: first, context } = await open('/new');
    await title(first).fill(left);
    await untilSaveIs(first, 'kept');
    const page = await another(first);
    await first.close();
    await page.reload();
    await title(page).fill(typed);
    await untilSaveIs(page, 'kept');
    return { page, context };
  }
  const title = (page: Page) => page.getByLabel('标题（必填）');
  const restore = (page: Page) => page.getByRole('button', { name: '恢复未保存的内容' });

  it('is left behind in its turn, and offered on the spot', async () => {
    const { page, context } = await openBeside('先前写的', '现在写的');
    await restore(page).click();
    await page.getByText('“现在写的”').waitFor();
    expect(await title(page).inputValue()).toBe('先前写的');
    await restore(page).click();
    await page.getByText('“先前写的”').waitFor();
    expect([await title(page).inputValue(), await restore(page).count()]).toEqual(['现在写的', 1]);
    await writeDraft(page, '现在写的');
    await untilSaveIs(page, 'saved');
    await page.getByRole('link', { name: '打开并恢复' }).click();
    await restore(page).click();
    await page.getByText('“先前写的”').waitFor({ state: 'detached' });
    expect(await title(page).inputValue()).toBe('先前写的');
    await context.close();
  });

  it('stays where it is in a browser that cannot keep it', async () => {
    const { page, context } = await openBeside('先前的内容', '没有地方放的内容');
    await page.evaluate('IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }');
    await restore(page).click();
    await untilSaveIs(page, 'nowhere');
    await page.getByText('“先前的内容”').waitFor();
    expect(await title(page).inputValue()).toBe('没有地方放的内容');
    await context.close();
  });
});

it('who chooses their own text has it in the record, also where it is what the record had before', async () => {
  const { page, context, id } = await openDraft('改回原来的');
  await attach(page);
  const mend = await failSaves(page, false);
  await typeOn(page, '改');
  await untilSaveIs(page, 'refused');
  await page.keyboard.press('Backspace');
  await saveByAnother(id, '改回原来的', '<p>对方的。</p>');
  await page.getByRole('button', { name: '删除 名单.pdf' }).click();
  await page.getByRole('button', { name: '确定删除 名单.pdf' }).click();
  await choice(page).waitFor();
  mend();
  await page.getByRole('button', { name: '用我的' }).click();
  await untilSaveIs(page, 'saved');
  expect(await bodyOf(id)).toBe('<p>第一句。</p>');
  await context.close();
});
