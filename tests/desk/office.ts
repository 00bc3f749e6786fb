import type { Browser, Page } from 'playwright-core';
import type { TestLaptop } from '../support/laptop.ts';
import { openDesk, settled, type Desk, type DeskOptions } from './desk.ts';

/** The people of an office, each before a desk of their own that stays open all day. */
export class Office {
  readonly #laptop: TestLaptop;
  readonly #browser: Browser;
  readonly #desks = new Map<string, Desk>();

  constructor(laptop: TestLaptop, browser: Browser) {
    this.#laptop = laptop;
    this.#browser = browser;
  }

  /** Somebody at an address below /desk: signed in on the first occasion, and from then on there. */
  async at(name: string, path = '/', options: DeskOptions = {}): Promise<Page> {
    const desk = this.#desks.get(name);
    if (desk === undefined) {
      const opened = await openDesk(this.#laptop.origin, this.#browser, name, { ...options, path });
      opened.page.setDefaultTimeout(15_000);
      this.#desks.set(name, opened);
      return opened.page;
    }
    await desk.page.goto(`${this.#laptop.origin}/desk${path}`);
    await settled(desk.page);
    return desk.page;
  }

  /** Everybody goes home. Answers what was wrong on their pages. */
  async close(): Promise<readonly string[]> {
    const faults: string[] = [];
    for (const [name, desk] of this.#desks) {
      faults.push(...(await desk.faults()).map((fault) => `${name}: ${fault}`));
      await desk.context.close();
    }
    this.#desks.clear();
    return faults;
  }
}

/** From the worklist to an item. */
export async function openTask(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}

/** Passes the station that the open item stands in, with everything that it asks for. */
export async function pass(page: Page): Promise<void> {
  const panel = page.locator('.acts-panel');
  await panel.getByRole('button', { name: '通过', exact: true }).waitFor();
  for (const tick of await panel.getByRole('checkbox').all()) await tick.check();
  const disclosed = panel.getByRole('radio', { name: /可以公开/ });
  if ((await disclosed.count()) > 0) await disclosed.check();
  await panel.getByRole('button', { name: '通过', exact: true }).click();
  await page.locator('main').getByText(/已通过。$/).waitFor();
}

/** Puts an item of the queue online, and answers the address that the desk then shows. */
export async function putOnline(page: Page, title: string): Promise<string> {
  await page.locator('.row').filter({ hasText: title }).getByRole('button', { name: '立即发布' }).click();
  const dialog = page.getByRole('dialog', { name: '发布前检查' });
  await dialog.getByRole('checkbox').first().waitFor();
  for (const tick of await dialog.getByRole('checkbox').all()) await tick.check();
  await dialog.getByRole('button', { name: '立即发布' }).click();
  await dialog.waitFor({ state: 'detached' });
  return (await page.getByRole('link', { name: new RegExp(`查看已发布的页面：${title}`) }).getAttribute('href')) ?? '';
}
