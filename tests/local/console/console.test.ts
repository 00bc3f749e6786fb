import { request as httpRequest } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { createConsole, type ConsoleOptions } from '../../../local/console/create-console.ts';
import { serve, type RunningServer } from '../../../local/wire/serve.ts';
import { sources } from './sources.ts';

const START = Date.parse('2025-09-30T15:50:00+08:00');
let clock: Clock;
let server: RunningServer;

beforeEach(async () => {
  clock = new Clock(new Activity());
  clock.startAt(START);
  const options: ConsoleOptions = {
    ...sources,
    clock,
    signIn: (username) => (username === 'a@x.example' ? Promise.resolve('token-of-a') : Promise.reject(Object.assign(new Error('There is no user x.'), { name: 'UnknownUser' }))),
  };
  server = await serve(createConsole(options));
});
afterEach(async () => {
  clock.close();
  await server.close();
});

const at = (path: string): string => `http://127.0.0.1:${server.port}${path}`;
const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(at(path), { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } });

describe('the clock', () => {
  it('says the time in Beijing', async () => {
    const { now } = (await (await fetch(at('/_local/clock'))).json()) as { now: string };
    expect(now).toMatch(/^2025-09-30T15:50:\d\d\.\d{3}\+08:00$/);
  });

  it.each([
    [{ advance: 'PT2H' }, '2025-09-30T17:50'],
    [{ advance: 'P40D' }, '2025-11-09T15:50'],
    [{ advance: 'P1W' }, '2025-10-07T15:50'],
    [{ advance: 'P1DT30M' }, '2025-10-01T16:20'],
    [{ advance: 'PT0S' }, '2025-09-30T15:50'],
    [{ to: '2025-10-09T17:30' }, '2025-10-09T17:30'],
    [{ to: '2025-10-09T17:30:00+08:00' }, '2025-10-09T17:30'],
    [{ to: '2025-10-09T09:30:00Z' }, '2025-10-09T17:30'],
  ])('moves by %j', async (body, expected) => {
    const answered = await post('/_local/clock', body);
    const { now, fired } = (await answered.json()) as { now: string; fired: number };
    expect([answered.status, now.slice(0, 16), now.slice(-6), fired]).toEqual([200, expected, '+08:00', 0]);
  });

  it('rings what is due on the way and counts it', async () => {
    const rung: number[] = [];
    const dues = [START + 3_600_000, START + 7_200_000, START + 86_400_000];
    clock.register({
      name: 'test',
      nextDue: () => dues[0],
      ring: (now) => {
        while (dues[0] !== undefined && dues[0] <= now) rung.push(dues.shift()!);
      },
    });
    const answered = await post('/_local/clock', { advance: 'PT3H' });
    expect(await answered.json()).toMatchObject({ fired: 2 });
    expect(rung).toEqual([START + 3_600_000, START + 7_200_000]);
  });

  it.each([
    ['going back', { to: '2025-09-30T15:00' }, 'never goes back'],
    ['both', { to: '2025-10-09T17:30', advance: 'PT1H' }, 'either'],
    ['neither', {}, 'either'],
    ['a misspelt name', { advanced: 'PT1H' }, '"advanced" is not known here'],
    ['a number', { advance: 7200 }, 'must be a string'],
    ['no duration', { advance: '2h' }, 'no duration'],
    ['a month', { advance: 'P1M' }, 'no duration'],
    ['an empty duration', { advance: 'P' }, 'no duration'],
    ['an empty time part', { advance: 'PT' }, 'no duration'],
    ['a negative one', { advance: '-PT1H' }, 'no duration'],
    ['beyond all years', { advance: 'P9999999D' }, 'beyond the year'],
    ['a day that is not there', { to: '2026-02-30T10:00' }, 'no instant'],
    ['an hour that is not there', { to: '2026-02-20T25:00' }, 'no instant'],
    ['a date only', { to: '2026-02-20' }, 'no instant'],
    ['no JSON', 'PT2H', 'not JSON'],
    ['a list', [], 'JSON object'],
  ])('refuses %s and stays where it is', async (_, body, message) => {
    const answered = await post('/_local/clock', body);
    expect([answered.status, answered.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
    expect(((await answered.json()) as { detail: string }).detail).toContain(message);
    expect(clock.now() - START).toBeLessThan(60_000);
  });

  it('moves by the form of the page, which it shows again', async () => {
    const answered = await fetch(at('/_local/clock'), { method: 'POST', body: new URLSearchParams({ to: '2025-10-01T08:30' }), redirect: 'manual' });
    expect([answered.status, answered.headers.get('location')]).toEqual([303, '/_local/']);
    expect(clock.now()).toBeGreaterThanOrEqual(Date.parse('2025-10-01T08:30:00+08:00'));
  });
});

describe('the rest of the console', () => {
  it.each([
    ['/_local/outbox', [{ to: ['a@x.example'], text: '待办' }]],
    ['/_local/executions', [{ name: 'zhejiang-abc-g1', status: 'RUNNING' }, { status: 'FAILED' }]],
    ['/_local/executions/zhejiang-abc-g1/history', [{ id: 1, type: 'ExecutionStarted' }]],
    ['/_local/trace/zhejiang-abc?also=/a.html&also=b', { executions: [], journal: [{ id: 'zhejiang-abc', otherNames: ['/a.html', 'b'] }] }],
    ['/_local/alarms', [{ name: 'publishing-late', state: 'OK' }, { name: 'sweeper-silent', state: 'ALARM' }]],
    ['/_local/dead-letters', [{ error: 'AccessDenied' }]],
  ])('%s', async (path, expected) => {
    expect(await (await fetch(at(path))).json()).toMatchObject(expected);
  });

  it('takes the dead letters away when it is told so', async () => {
    const answered = await fetch(at('/_local/dead-letters'), { method: 'DELETE' });
    expect([answered.status, await answered.json()]).toEqual([200, { purged: 3 }]);
  });

  it('signs in', async () => {
    expect(await (await post('/_local/sign-in', { username: 'a@x.example' })).json()).toEqual({ token: 'token-of-a' });
  });

  it.each([
    ['an unknown user', () => post('/_local/sign-in', { username: 'x' }), 404],
    ['no user', () => post('/_local/sign-in', {}), 400],
    ['an unknown execution', () => fetch(at('/_local/executions/none/history')), 404],
    ['an unknown path', () => fetch(at('/_local/nothing')), 404],
    ['a path that cannot be decoded', () => fetch(at('/_local/executions/%FF/history')), 400],
    ['another method', () => fetch(at('/_local/clock'), { method: 'DELETE' }), 405],
  ])('answers a problem for %s', async (_, call, status) => {
    const answered = await call();
    expect([answered.status, answered.headers.get('content-type')]).toEqual([status, 'application/problem+json']);
  });
});

describe('pages from elsewhere', () => {
  const rawStatus = (host: string, path = '/_local/outbox'): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      httpRequest(at(path), { headers: { host } }, (response) => resolve(response.resume().statusCode)).on('error', reject).end();
    });

  it.each(['evil.example', 'evil.example:8080', '127.0.0.1.evil.example', '192.168.1.5:8080'])('under the name %j are refused', async (host) => {
    expect(await rawStatus(host)).toBe(403);
  });

  it.each(['127.0.0.1:8080', 'localhost:8080', '[::1]:8080'])('under %s are answered', async (host) => {
    expect(await rawStatus(host)).toBe(200);
  });

  it.each<Record<string, string>>([{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])('may not post with %j', async (headers) => {
    expect((await post('/_local/clock', { advance: 'PT2H' }, headers)).status).toBe(403);
    expect(clock.now() - START).toBeLessThan(60_000);
  });

  it('but those of this laptop may', async () => {
    expect((await post('/_local/clock', { advance: 'PT2H' }, { origin: at('').replace(/\/$/, ''), 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});

describe('the page', () => {
  it('shows everything, escaped, and allows no script', async () => {
    const answered = await fetch(at('/_local/'));
    const text = await answered.text();
    for (const shown of ['zhejiang-abc-g1', '待办', 'publishing-late', 'runbook.md#late', '&lt;i&gt;Nothing', '&lt;b&gt;missing', 'AccessDenied', 'two', '/zhejiang/']) expect(text).toContain(shown);
    for (const live of ['<script', '<img', '</pre><', '<i>Nothing', '<b>missing']) expect(text).not.toContain(live);
    expect(answered.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-/);
  });
});
