import type { Browser, Page } from 'playwright-core';
import type { ApiClient } from '../../local/demonstration/api-client.ts';
import type { TestLaptop } from '../support/laptop.ts';
import { openDesk, type Desk } from './desk.ts';

export const CHECKS = { legal: true, accurate: true, timely: true, complete: true, effective: true, unclassified: true };

const content = {
  column: 'announcements',
  kind: 'announcement',
  body: '<p>各单位：</p><p>请于本月底前报送工作总结，联系电话见附件。</p>',
  urgency: 'ordinary',
  disclosure: { attribute: 'proactive' },
  source: 'submission',
};

/** An item of the personnel department, as the API brings it to where a test begins. */
export interface Item {
  readonly id: string;
  readonly path: string;
  hash(): Promise<string>;
}

export function lineOf(laptop: () => TestLaptop) {
  const as = (name: string): Promise<ApiClient> => laptop().as(name);

  async function draft(title: string, changes: object = {}): Promise<Item> {
    const submitter = await as('submitter.personnel');
    const { status, body } = await submitter.call('POST', '/releases', { ...content, title, ...changes });
    if (status !== 201) throw new Error(JSON.stringify(body));
    const id = String(body['id']);
    return { id, path: `/items/${id}`, hash: async () => String((await submitter.call('GET', `/releases/${id}`)).body['contentHash']) };
  }

  async function call(name: string, method: string, path: string, body?: object): Promise<Readonly<Record<string, unknown>>> {
    const answer = await (await as(name)).call(method, path, body);
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  }

  async function submitted(title: string, changes: object = {}): Promise<Item> {
    const item = await draft(title, changes);
    await call('submitter.personnel', 'POST', `/releases/${item.id}/submission`, {});
    return item;
  }

  const stages = [
    ['reviewer.personnel', { stage: 'first-review', checks: CHECKS, proofread: true }],
    ['secrecy.personnel', { stage: 'confidentiality-review', confidentiality: { result: 'disclose' } }],
    ['head.personnel', { stage: 'second-review', proofread: true }],
    ['text.office', { stage: 'text-review', proofread: true }],
  ] as const;

  /** Passes so many stages of the chain, those left out that have passed. */
  async function passed(item: Item, count: number = stages.length, done = 0): Promise<Item> {
    for (const [name, form] of stages.slice(done, count)) await call(name, 'POST', `/releases/${item.id}/decisions`, { ...form, outcome: 'approve', contentHash: await item.hash() });
    return item;
  }

  const published = async (title: string, changes: object = {}): Promise<Item> => online(await passed(await submitted(title, changes)));

  async function online(item: Item): Promise<Item> {
    await call('publisher-a.network', 'POST', `/releases/${item.id}/publication`, {});
    await laptop().cloud.clock.activity.quiet();
    return item;
  }

  const read = (item: Item): Promise<Readonly<Record<string, unknown>>> => call('head.office', 'GET', `/releases/${item.id}`);
  const events = async (item: Item): Promise<readonly string[]> => ((await call('head.office', 'GET', `/releases/${item.id}/events`))['items'] as readonly { readonly type: string }[]).map(({ type }) => type);
  return { as, call, draft, submitted, passed, published, online, read, events };
}

export type Line = ReturnType<typeof lineOf>;

/** The item as somebody sees it. */
export async function openItem(laptop: TestLaptop, browser: Browser, name: string, item: Item, options: { readonly width?: number; readonly view?: string } = {}): Promise<Desk> {
  const path = options.view === undefined ? item.path : `${item.path}?view=${options.view}`;
  const desk = await openDesk(laptop.origin, browser, name, { path, ...(options.width === undefined ? {} : { width: options.width }) });
  await desk.page.locator('.stations').waitFor();
  return desk;
}

/** As the page does when somebody comes back to it. */
export const look = (page: Page): Promise<unknown> => page.evaluate('dispatchEvent(new Event("focus"))');

export const press = (page: Page, name: string): Promise<void> => page.getByRole('button', { name, exact: true }).click();

/** Fills in what a station needs, whatever it needs, and passes it. */
export async function approve(page: Page): Promise<void> {
  for (const tick of await page.locator('.ticks input[type=checkbox]').all()) await tick.check();
  const disclose = page.getByLabel(/^可以公开/);
  if ((await disclose.count()) > 0) await disclose.check();
  await press(page, '通过');
  await page.locator('.note.calm', { hasText: '已通过。' }).waitFor();
}
