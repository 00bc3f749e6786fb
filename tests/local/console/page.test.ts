import axe from 'axe-core';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { createConsole } from '../../../local/console/create-console.ts';
import { serve, type RunningServer } from '../../../local/wire/serve.ts';
import { openBrowser } from '../../browser.ts';
import { sources } from './sources.ts';

let browser: Browser;
let server: RunningServer;
const clock = new Clock(new Activity());
clock.startAt(Date.parse('2025-09-30T15:50:00+08:00'));

beforeAll(async () => {
  browser = await openBrowser();
  server = await serve(createConsole({ ...sources, clock, signIn: () => Promise.resolve('token') }));
});
afterAll(async () => {
  await browser.close();
  await server.close();
  clock.close();
});

it('in a real browser: its style holds under its policy, nothing is inaccessible, and its form moves the clock', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  await page.goto(`http://127.0.0.1:${server.port}/_local/`);
  expect(await page.evaluate('getComputedStyle(document.querySelector("header")).backgroundColor')).toBe('rgb(29, 79, 145)');
  await page.evaluate(axe.source);
  const found = await page.evaluate<string[]>('axe.run().then((result) => result.violations.map((one) => one.id))');
  expect(found).toEqual([]);
  await page.getByLabel('Move to (Beijing)').fill('2025-10-09T17:30');
  await page.getByRole('button', { name: 'Move the clock' }).click();
  await page.getByText('2025-10-09 17:30').waitFor();
  expect(complaints).toEqual([]);
  await page.close();
});
