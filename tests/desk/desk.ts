import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, Cookie, Page } from 'playwright-core';
import { DEMONSTRATION_PASSWORD } from '../../local/demonstration/people.ts';
import { useChineseGlyphs } from './chinese-glyphs.ts';

export const PHONE_WIDTH = 360;
export const DESK_WIDTH = 1440;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export interface DeskOptions {
  /** Below /desk. */
  readonly path?: string;
  readonly width?: number;
  readonly language?: 'zh-CN' | 'en';
  readonly site?: string;
  /** For pictures: the browser of the tests has no Chinese font. */
  readonly glyphs?: boolean;
  /** Without the policy of the pages. */
  readonly bypassCSP?: boolean;
}

/** The desk with somebody signed in. */
export interface Desk {
  readonly page: Page;
  readonly context: BrowserContext;
  /** What no page of the desk may have: breaches of its policy, errors, anything on the console. */
  readonly faults: () => Promise<readonly string[]>;
}

/** A new browser's first visit to an address of the desk, as far as the issuer's form; with an earlier session there, past it. */
export async function visitDesk(origin: string, browser: Browser, options: DeskOptions = {}, session: readonly Cookie[] = []): Promise<Desk> {
  const { path = '/', width = DESK_WIDTH, language = 'zh-CN', glyphs = false, bypassCSP = false } = options;
  const context = await browser.newContext({ viewport: { width, height: 900 }, bypassCSP });
  await context.addCookies([...session]);
  const page = await context.newPage();
  const told: string[] = [];
  page.on('pageerror', (error) => told.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') told.push(message.text());
  });
  await context.addInitScript(`
    if (self.origin === ${JSON.stringify(origin)} && localStorage.getItem('fabu-desk-language') === null) localStorage.setItem('fabu-desk-language', '${language}');
    globalThis.breaches = [];
    addEventListener('securitypolicyviolation', (event) => breaches.push(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample));
  `);
  if (glyphs) await useChineseGlyphs(context);
  await page.goto(`${origin}/desk${path}`);
  return { page, context, faults: async () => [...told, ...(await page.evaluate<string[]>('breaches'))] };
}

/** Fills in the issuer's form, and waits for the desk. */
export async function signIn(page: Page, username: string, password = DEMONSTRATION_PASSWORD): Promise<void> {
  await page.locator('input[name=username]').fill(username);
  await page.locator('input[name=password]').fill(password);
  await page.locator('button[type=submit]').click();
}

/** Of those who have signed in at an origin: whoever comes again is not asked for the password, as long as the issuer knows them. */
const sessions = new Map<string, readonly Cookie[]>();

/** The desk as `ROLE.UNIT` of a site sees it. The caller closes the context. */
export async function openDesk(origin: string, browser: Browser, name: string, options: DeskOptions = {}): Promise<Desk> {
  const username = `${name}@${options.site ?? 'zhejiang'}.example`;
  const key = `${origin} ${username}`;
  const desk = await visitDesk(origin, browser, options, sessions.get(key));
  await desk.page.locator('.masthead, input[name=username]').first().waitFor();
  if ((await desk.page.locator('input[name=username]').count()) > 0) await signIn(desk.page, username);
  await settled(desk.page);
  sessions.set(key, await desk.context.cookies());
  return desk;
}

/** The shell is there, and its screen has what it waits for. */
export async function settled(page: Page): Promise<void> {
  await page.locator('main h1').waitFor();
  await page.locator('.skeleton').first().waitFor({ state: 'detached' });
}

/** What axe finds, as rule and markup. The preview's frame holds a page of the portal, which has tests of its own. It is run by the debugger, to which the page's policy does not apply. */
export async function axeViolations(page: Page): Promise<unknown> {
  await page.evaluate(axe);
  return page.evaluate('axe.run(document, { iframes: false }).then(({ violations }) => violations.map(({ id, nodes }) => [id, ...nodes.map(({ html }) => html)]))');
}

/** The page's width beyond the window's: it never scrolls sideways. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
}
