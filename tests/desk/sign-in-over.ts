import type { Response } from 'playwright-core';
import { expect } from 'vitest';
import type { TestLaptop } from '../support/laptop.ts';
import type { PassingTime } from '../support/passing-time.ts';

/** Nobody waits: access token and session at the issuer (an hour each) are over at once. */
export async function hoursLater({ cloud: { clock } }: TestLaptop, time: PassingTime, hours: number): Promise<void> {
  time.pass(hours * 3_600_000);
  await clock.moveTo(clock.now() + 1000);
}

export const isRenewal = (answer: Response): boolean => answer.url().endsWith('/oauth2/token') && answer.request().postData()?.includes('refresh_token') === true;

/** Ends at the issuer what the page renews its sign-in with. */
export async function revoke(renewal: Response): Promise<void> {
  const asked = new URLSearchParams(renewal.request().postData() ?? '');
  const body = new URLSearchParams({ client_id: asked.get('client_id') ?? '', token: asked.get('refresh_token') ?? '' });
  expect((await fetch(new URL('/oauth2/revoke', renewal.url()), { method: 'POST', body })).status).toBe(200);
}
