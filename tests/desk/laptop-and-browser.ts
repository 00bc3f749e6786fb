import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { openBrowser } from '../browser.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';

export interface LaptopAndBrowser {
  readonly laptop: TestLaptop;
  readonly browser: Browser;
}

/** A laptop that begins at `now` (ISO 8601; real time when undefined) and a browser, for all tests of the file that asks. */
export function laptopAndBrowser(now?: string): LaptopAndBrowser {
  let laptop: TestLaptop;
  let browser: Browser;
  beforeAll(async () => {
    [laptop, browser] = await Promise.all([startTestLaptop(now === undefined ? {} : { now }), openBrowser()]);
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await laptop.end();
  });
  return {
    get laptop() {
      return laptop;
    },
    get browser() {
      return browser;
    },
  };
}
