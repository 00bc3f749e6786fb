import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { calls } from '../../functions/shared/http/calls.ts';
import { openApiOf } from '../../functions/shared/http/openapi.ts';
import { problemStatuses } from '../../functions/shared/http/problem.ts';
import { expecting } from '../../local/demonstration/api-client.ts';
import { text as deskEn } from '../../web/desk/text/en.ts';
import { text as deskZh } from '../../web/desk/text/zh-CN.ts';
import { fill, textFor, type ProblemName } from '../../web/text/index.ts';
import { openBrowser } from '../browser.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { castOf, goodRelease, type Cast } from '../support/release-line.ts';
import { openDesk } from './desk.ts';

const languages = ['zh-CN', 'en'] as const;
const desk = { 'zh-CN': deskZh, en: deskEn };

describe('the words of refusals', () => {
  it.each(languages)('are there for every fault that the code finds, in %s', (language) => {
    const text: Readonly<Record<string, string>> = textFor(language);
    const sources = ['domain', 'functions'].flatMap((room) => readdirSync(room, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => readFileSync(`${room}/${file}`, 'utf8')));
    const codes = sources.flatMap((source) => [...source.matchAll(/pointer: [^\n]*?\bcode: '([a-z-]+)'|(?:refine|regex)\([^\n]*, '([a-z]+(?:-[a-z]+)+)'\)/g)].map(([, one, other]) => one ?? other ?? ''));
    expect(codes.length).toBeGreaterThan(40);
    expect(codes.filter((code) => text[`problem.fault.${code}`] === undefined)).toEqual([]);
  });
});

describe('every refusal', { timeout: 90_000 }, () => {
  let laptop: TestLaptop;
  let browser: Browser;
  let cast: Cast;
  beforeAll(async () => {
    [laptop, browser] = await Promise.all([startTestLaptop({ now: '2025-10-09T10:00:00+08:00' }), openBrowser()]);
    cast = await castOf(laptop);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await laptop.end();
  });

  const draft = async (): Promise<string> => String((await expecting(cast.submitter.call('POST', '/releases', goodRelease)))['id']);
  const handIn = (page: Page): Promise<void> => page.locator('.acts-panel').getByRole('button', { name: /^(报送|submission)$/ }).click();

  /** What is answered in place of the API, so many times. */
  const answer = (page: Page, id: string, status: number, body: object, contentType: string, times = 1): Promise<unknown> =>
    page.route(`**/api/releases/${id}/submission`, (route) => route.fulfill({ status, contentType, body: JSON.stringify(body) }), { times });
  const shows = async (page: Page, title: string, detail: string): Promise<void> => {
    await page.getByRole('alert').filter({ hasText: title }).getByText(detail, { exact: true }).waitFor();
    expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
  };
  /** The client waits between its tries: the waiting is noted, and over at once. */
  const waitNoLonger = (page: Page): Promise<void> =>
    page.evaluate(`(() => {
      const later = setTimeout;
      globalThis.waited = [];
      globalThis.setTimeout = (act, ms, ...rest) => (ms >= 1000 && ms <= 8000 ? (waited.push(ms), later(act, 0)) : later(act, ms, ...rest));
    })()`);
  const TRIES = 5;
  const isTriedAgain = (status: number): boolean => [429, 500, 502, 503, 504].includes(status);
  const everyType = Object.keys(problemStatuses) as ProblemName[];

  it.each(languages)('has its words, and the description of the API names the same, in %s', (language) => {
    const named = (part: string): string[] => Object.keys(textFor(language)).filter((key) => key.startsWith(`problem.${part}.`)).map((key) => key.slice(`problem.${part}.`.length)).sort();
    const { components } = openApiOf(calls) as { readonly components: { readonly schemas: { readonly Problem: { readonly properties: { readonly type: { readonly enum: string[] } } } } } };
    expect([named('title'), named('detail'), components.schemas.Problem.properties.type.enum.toSorted()]).toEqual([everyType.toSorted(), everyType.toSorted(), everyType.toSorted()]);
  });

  it.each(languages)('is shown where it was met, with the API’s own sentence, in %s', async (language) => {
    const id = await draft();
    const { page, context } = await openDesk(laptop.origin, browser, 'submitter.personnel', { path: `/items/${id}`, language });
    page.setDefaultTimeout(15_000);
    await waitNoLonger(page);
    const text = textFor(language);
    const seen: string[] = [];
    // A sign-in that is over is asked for again: it comes last, and stays.
    for (const type of everyType.toSorted((one, other) => Number(one === 'unauthenticated') - Number(other === 'unauthenticated'))) {
      const status = problemStatuses[type];
      const title = text[`problem.title.${type}`];
      const detail = fill(text[`problem.detail.${type}`], { version: 2, count: 1, limit: '1 MB', state: text['state.draft'], duty: text['duty.submit'] });
      expect([type, `${title}${detail}`.match(/[{}]/)]).toEqual([type, null]);
      const problem = { type, title, detail, status };
      if (type === 'unauthenticated') {
        await page.route('**/api/**', (route) => route.fulfill({ status, contentType: 'application/problem+json', body: JSON.stringify(problem) }));
        await handIn(page);
        const dialog = page.getByRole('dialog', { name: desk[language]['desk.sign-in.expired.title'], exact: true });
        await dialog.getByText(desk[language]['desk.sign-in.expired.detail'], { exact: true }).waitFor();
        await dialog.getByRole('button', { name: desk[language]['desk.sign-in.again'], exact: true }).waitFor();
      } else {
        await answer(page, id, status, problem, 'application/problem+json', isTriedAgain(status) ? TRIES : 1);
        await handIn(page);
        await shows(page, title, detail);
      }
      if (isTriedAgain(status)) expect(await page.evaluate('waited.splice(0)')).toEqual([1000, 2000, 4000, 8000]);
      seen.push(type);
    }
    expect(seen.toSorted()).toEqual(everyType.toSorted());
    await context.close();
  });

  it.each(languages)('of the gateway, which has only a message for machines, is said in the desk’s own words, in %s', async (language) => {
    const id = await draft();
    const { page, context } = await openDesk(laptop.origin, browser, 'submitter.personnel', { path: `/items/${id}`, language });
    page.setDefaultTimeout(15_000);
    await waitNoLonger(page);
    const words = desk[language];
    for (const [status, name] of [[413, 'too-large'], [429, 'rate-limited'], [503, 'unreachable'], [504, 'unreachable'], [403, 'unexpected'], [500, 'unexpected']] as const) {
      await answer(page, id, status, { message: 'Machine words' }, 'application/json', isTriedAgain(status) ? TRIES : 1);
      await handIn(page);
      await shows(page, words[`desk.problem.${name}.title`], fill(words[`desk.problem.${name}.detail`], { status }));
      expect(await page.getByText('Machine words').count()).toBe(0);
    }
    await context.close();
  });

  it('of the API itself comes as it was said: a colleague has saved the draft meanwhile', async () => {
    const id = await draft();
    const { page, context } = await openDesk(laptop.origin, browser, 'submitter.personnel', { path: `/items/${id}` });
    await page.locator('.acts-panel').waitFor();
    await expecting((await laptop.as('all.personnel')).call('PUT', `/releases/${id}`, { ...goodRelease, title: '改过的标题' }, { 'if-match': '1' }));
    await handIn(page);
    await page.getByRole('alert').getByText('当前为第 2 版').waitFor();
    await context.close();
  });
});
