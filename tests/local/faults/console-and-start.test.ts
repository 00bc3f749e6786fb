import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readOptions } from '../../../local/boot/options.ts';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { createConsole } from '../../../local/console/create-console.ts';
import { Faults } from '../../../local/faults/faults.ts';
import { serve, type RunningServer } from '../../../local/wire/serve.ts';
import { sources } from '../console/sources.ts';

const names = { isKnown: (name: string) => ['ses', 'publish-page'].includes(name), means: () => false };

let faults: Faults;
let clock: Clock;
let server: RunningServer;
beforeEach(async () => {
  faults = new Faults({ names, tell: () => undefined });
  clock = new Clock(new Activity());
  const view = { view: () => faults.view(), set: (plan: unknown) => faults.set(plan) };
  server = await serve(createConsole({ ...sources, faults: view, clock, signIn: () => Promise.reject(new Error('Nobody signs in here.')) }));
});
afterEach(async () => {
  clock.close();
  await server.close();
});

const at = (path: string): string => `http://127.0.0.1:${server.port}${path}`;
const put = (plan: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(at('/_local/faults'), { method: 'PUT', body: typeof plan === 'string' ? plan : JSON.stringify(plan), headers });
const seen = async (): Promise<unknown> => (await fetch(at('/_local/faults'))).json();
const page = async (): Promise<string> => (await fetch(at('/_local/'))).text();

describe('the faults of the console', () => {
  it('are set, shown and cleared by {}', async () => {
    const answered = await put({ seed: 4, throttle: 0.5, down: ['ses'] });
    expect([answered.status, await answered.json()]).toEqual([200, expect.objectContaining({ inForce: ['throttle 0.5', 'down: ses', 'seed 4'] })]);
    faults.trouble('dynamodb', 'a call');
    expect(await seen()).toMatchObject({ plan: { seed: 4, throttle: 0.5, error: 0, down: ['ses'] }, inForce: ['throttle 0.5', 'down: ses', 'seed 4'] });
    expect(await (await put({})).json()).toMatchObject({ inForce: [], struck: {} });
    expect(await seen()).toMatchObject({ plan: { throttle: 0, down: [] }, inForce: [], struck: {} });
  });

  it('are refused with every wrong value at once, and those in force stay', async () => {
    await put({ down: ['ses'] });
    const answered = await put({ throttle: 2, hang: 'often', staleIndexMs: 0.5, sped: 1, down: ['ses', 'nothing', 'nobody'] });
    expect([answered.status, answered.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    const { detail } = (await answered.json()) as { detail: string };
    for (const part of ['"throttle" must be a number from 0 to 1', '"hang" must be', '"staleIndexMs" must be a whole number', '"sped" is not known here', '"down" names nothing here: "nothing", "nobody"']) expect(detail).toContain(part);
    expect(await seen()).toMatchObject({ inForce: ['down: ses', 'seed 1'] });
  });

  it.each([['no JSON', 'down'], ['a list', []], ['null', null]])('are refused as %s', async (_, plan) => {
    expect((await put(plan === null ? 'null' : plan)).status).toBe(400);
  });

  it('are set by no page from elsewhere', async () => {
    expect((await put({ throttle: 1 }, { origin: 'https://evil.example' })).status).toBe(403);
    expect(await seen()).toMatchObject({ inForce: [] });
  });

  it('stand in red on the page while they are on, and not otherwise', async () => {
    expect(await page()).not.toContain('Faults are on');
    await put({ error: 0.25, down: ['publish-page'] });
    expect(await page()).toContain('<p class="bad">Faults are on: error 0.25; down: publish-page; seed 1.</p>');
    await put({});
    expect(await page()).not.toContain('Faults are on');
  });
});

describe('--faults', () => {
  it('takes a seed, and is off where it is left out', () => {
    expect([readOptions(['--faults', '7']).faults, readOptions(['--faults', '0']).faults, readOptions([]).faults]).toEqual([7, 0, undefined]);
  });

  it.each(['-1', '1.5', 'seven', '', '1234567890123456'])('refuses %j, beside all else that is wrong', (seed) => {
    expect(() => readOptions([`--faults=${seed}`, '--port', '99999'])).toThrow(/--port 99999 is not a port[^]*--faults .* is not a seed/);
  });
});
