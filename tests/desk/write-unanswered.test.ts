import type { BrowserContext, Page, Route } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { openDesk, settled } from './desk.ts';
import { laptopAndBrowser } from './laptop-and-browser.ts';
import { fieldsOf, idOf, textField, untilSaveIs, writeDraft } from './writing.ts';

const place = laptopAndBrowser('2025-10-10T10:00:00+08:00');

async function openForm(): Promise<{ readonly page: Page; readonly context: BrowserContext }> {
  const { page, context } = await openDesk(place.laptop.origin, place.browser, 'submitter.personnel', { path: '/new' });
  page.setDefaultTimeout(15_000);
  await textField(page).waitFor();
  return { page, context };
}

async function typeOn(page: Page, text: string): Promise<void> {
  await textField(page).click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type(text);
}

/** The first such write is carried out and none is answered, until the returned function is called. */
async function unanswered(page: Page, method: 'POST' | 'PUT', answer: (route: Route) => Promise<void>): Promise<() => void> {
  let isOver = false;
  let isDone = false;
  await page.route(/\/api\/releases(\/[^/]+)?$/, async (route) => {
    if (isOver || route.request().method() !== method) return route.fallback();
    if (!isDone) await route.fetch();
    isDone = true;
    await answer(route);
  });
  return () => void (isOver = true);
}

/** The pauses between the tries are cut short, as they are by a place.browser that is back online. */
const hasten = (page: Page): Promise<unknown> => page.evaluate('setInterval(() => dispatchEvent(new Event("online")), 50)');

async function draftsOf(title: string): Promise<readonly unknown[]> {
  const { body } = await (await place.laptop.as('submitter.personnel')).call('GET', '/releases?department=personnel');
  return (body['items'] as readonly { readonly title: string }[]).filter((item) => item.title === title);
}

describe('an act that was carried out and not answered', () => {
  /** Copies a draft while the server does so without saying it, and leaves the dialog open. */
  async function copyUnanswered(page: Page, title: string) {
    await writeDraft(page, title, '照抄的正文。');
    await untilSaveIs(page, 'saved');
    await page.getByRole('link', { name: '新建' }).click();
    await hasten(page);
    await page.route('**/copy', async (route) => {
      await route.fetch();
      await route.fulfill({ status: 503, json: {} });
    });
    await page.getByRole('button', { name: '从已有信息复制' }).click();
    const copy = page.getByRole('button', { name: `复制 ${title}` });
    await copy.click();
    await page.getByRole('dialog').locator('.note.bad').waitFor();
    await page.unroute('**/copy');
    return copy;
  }

  it('is done once, though the button was pressed again after the server had failed', async () => {
    const { page, context } = await openForm();
    const copy = await copyUnanswered(page, '要照抄的通知');
    // The copy that nobody was told of is listed too, before the older item.
    await copy.last().click();
    await page.getByRole('heading', { name: '修改信息' }).waitFor();
    expect(await draftsOf('要照抄的通知')).toHaveLength(2);
    await context.close();
  });

  it('is done again where the button is pressed again much later, which means it anew', async () => {
    const { page, context } = await openForm();
    const copy = await copyUnanswered(page, '再次照抄的通知');
    const { clock } = place.laptop.cloud;
    await clock.moveTo(clock.now() + 6 * 60_000);
    const read = page.waitForResponse(/\/api\/releases\?/);
    await page.evaluate('dispatchEvent(new Event("focus"))');
    await (await read).finished();
    await copy.last().click();
    await page.getByRole('heading', { name: '修改信息' }).waitFor();
    expect(await draftsOf('再次照抄的通知')).toHaveLength(3);
    await context.close();
  });
});

describe('a write that was carried out and not answered', () => {
  it('makes one draft, which has what was typed after the server had failed', async () => {
    const { page, context } = await openForm();
    await hasten(page);
    const mend = await unanswered(page, 'POST', (route) => route.fulfill({ status: 503, json: {} }));
    await writeDraft(page, '服务中断的新建', '第一句。');
    await untilSaveIs(page, 'refused');
    mend();
    await typeOn(page, '第二句。');
    await untilSaveIs(page, 'saved');
    expect((await fieldsOf(place.laptop, await idOf(page)))['body']).toBe('<p>第一句。第二句。</p>');
    expect(await draftsOf('服务中断的新建')).toHaveLength(1);
    await context.close();
  });

  it('makes one draft, though the answer was lost and the page crashed: what is restored goes on from it', async () => {
    const { page, context } = await openForm();
    await unanswered(page, 'POST', (route) => route.abort('connectionreset'));
    await writeDraft(page, '断线的新建', '第一句。');
    await page.locator('.save-line').getByText('连接中断').waitFor();
    const crashed = page.waitForEvent('crash');
    await page.goto('chrome://crash').catch(() => undefined);
    await crashed;
    const next = await context.newPage();
    await next.goto(`${place.laptop.origin}/desk/new`);
    await settled(next);
    await next.getByRole('button', { name: '恢复未保存的内容' }).click();
    await typeOn(next, '第二句。');
    const id = await idOf(next);
    await expect.poll(async () => (await fieldsOf(place.laptop, id))['body'], { timeout: 10_000 }).toBe('<p>第一句。第二句。</p>');
    expect(await draftsOf('断线的新建')).toHaveLength(1);
    await context.close();
  });

  it('is no version of somebody else’s: the writer is not asked to choose between two texts of their own', async () => {
    const { page, context } = await openForm();
    await writeDraft(page, '服务中断的保存', '第一句。');
    await untilSaveIs(page, 'saved');
    const id = await idOf(page);
    await hasten(page);
    const mend = await unanswered(page, 'PUT', (route) => route.fulfill({ status: 503, json: {} }));
    await typeOn(page, '第二句。');
    await untilSaveIs(page, 'refused');
    mend();
    await typeOn(page, '第三句。');
    await untilSaveIs(page, 'saved');
    expect(await page.getByRole('dialog').count()).toBe(0);
    const { body, version } = await fieldsOf(place.laptop, id);
    expect([body, version]).toEqual(['<p>第一句。第二句。第三句。</p>', 3]);
    await context.close();
  });
});
