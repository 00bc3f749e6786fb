import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { apiClient, expecting } from '../../local/demonstration/api-client.ts';
import { freePort, LaptopProcess, type LaptopPlace } from './laptop-process.ts';

const TIMEOUT = { timeout: 60_000 };

let place: LaptopPlace;
let running: LaptopProcess[] = [];
beforeEach(async () => {
  place = { data: mkdtempSync(join(tmpdir(), 'fabu-start-')), port: await freePort() };
});
afterEach(async () => {
  await Promise.all(running.map((laptop) => laptop.end('SIGKILL')));
  running = [];
  rmSync(place.data, { recursive: true, force: true });
});

function begin(options?: readonly string[]): LaptopProcess {
  const laptop = new LaptopProcess(options === undefined ? place : { ...place, options });
  running.push(laptop);
  return laptop;
}

const isLocked = (): boolean => existsSync(join(place.data, 'running.pid'));

/** What an observer outside can see happen: asked again until it has. */
async function until(happened: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await happened())) await delay(10);
}

async function told(laptop: LaptopProcess): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const signIn = await fetch(`${laptop.origin}/_local/sign-in`, { method: 'POST', body: '{"username":"text.office@zhejiang.example"}' });
  const { token } = (await signIn.json()) as { readonly token: string };
  return (await expecting(apiClient(laptop.origin, token).call('GET', '/releases')))['items'] as readonly Readonly<Record<string, unknown>>[];
}

async function clockOf(laptop: LaptopProcess): Promise<number> {
  return Date.parse(((await (await fetch(`${laptop.origin}/_local/clock`)).json()) as { readonly now: string }).now);
}

it.each(['SIGINT', 'SIGTERM'] as const)('%s ends a running laptop with 0 and releases its folder', TIMEOUT, async (signal) => {
  const laptop = begin();
  await laptop.ready;
  expect(isLocked()).toBe(true);
  expect(await laptop.end(signal)).toMatchObject({ code: 0 });
  expect(isLocked()).toBe(false);
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s on the way ends the start with %i, with nothing left half-started', TIMEOUT, async (signal, code) => {
  const laptop = begin([]);
  await until(isLocked);
  expect(await laptop.end(signal)).toMatchObject({ code, said: '' });
  expect(isLocked()).toBe(false);
});

it('a second Ctrl-C does not wait', TIMEOUT, async () => {
  const laptop = begin();
  await laptop.ready;
  laptop.signal('SIGINT');
  const { code } = await laptop.end('SIGINT');
  // Either the first had done its work by then, or the second cut it short.
  expect([0, 130]).toContain(code);
});

it('a demonstration cut off half-way is completed by the next start, and the clock does not go back', TIMEOUT, async () => {
  const cutOff = begin([]);
  let clock = 0;
  await until(async () => {
    if (!existsSync(join(place.data, 'demonstration.json'))) return false;
    clock = await clockOf(cutOff);
    return (await told(cutOff)).length >= 3;
  });
  await cutOff.end('SIGKILL');

  const completed = begin([]);
  await until(async () => {
    const now = await clockOf(completed).catch(() => undefined);
    if (now !== undefined) expect(now).toBeGreaterThanOrEqual(clock);
    return now !== undefined;
  });
  await completed.ready;
  const states = (await told(completed)).map(({ state, stage }) => String(stage ?? state)).sort();
  expect(states).toEqual(
    ['approved', 'confidentiality-review', 'draft', 'first-review', ...Array<string>(4).fill('published'), 'rejected', 'returned', 'scheduled', 'second-review', 'text-review', 'text-review', 'withdrawn'].sort(),
  );
});
