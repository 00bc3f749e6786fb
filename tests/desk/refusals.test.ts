import { readdirSync, readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemStatuses } from '../../functions/shared/http/problem.ts';
import { expecting } from '../../local/demonstration/api-client.ts';
import { fill, textFor, type ProblemName } from '../../web/text/index.ts';
import { openBrowser } from '../browser.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { castOf, goodRelease, type Cast } from '../support/release-line.ts';
import { openDesk } from './desk.ts';

const languages = ['zh-CN', 'en'] as const;

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

  /** A sign-in that is over is asked for again, and too much at once is tried again first: not here. */
  const shown = (Object.keys(problemStatuses) as ProblemName[]).filter((name) => name !== 'unauthenticated' && name !== 'rate-limited');

  it.each(languages)('is shown where it was met, with the API’s own sentence, in %s', async (language) => {
    const id = await draft();
    const { page, context } = await openDesk(laptop.origin, browser, 'submitter.personnel', { path: `/items/${id}`, language });
    page.setDefaultTimeout(15_000);
    const text = textFor(language);
    for (const type of shown) {
      const title = text[`problem.title.${type}`];
      const detail = fill(text[`problem.detail.${type}`], { version: 2, count: 1, limit: '1 MB', state: text['state.draft'], duty: text['duty.submit'] });
      await page.route(`**/api/releases/${id}/submission`, (route) => route.fulfill({ status: problemStatuses[type], contentType: 'application/problem+json', body: JSON.stringify({ type, title, detail, status: problemStatuses[type] }) }), { times: 1 });
      await handIn(page);
      const alert = page.getByRole('alert').filter({ hasText: title });
      await alert.getByText(detail).waitFor();
      expect(await page.evaluate('document.activeElement.getAttribute("role")')).toBe('alert');
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
