import { ListExecutionsCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alarmIds } from '../../lib/alarms/catalogue.ts';
import { expecting, type ApiClient } from '../../local/demonstration/api-client.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { bringToApproved, castOf, goodRelease, publishNow, type Cast } from '../support/release-line.ts';
import { clientSettings } from './clients.ts';
import { moveBy, readRelease } from './observe.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

let laptop: TestLaptop;
let cast: Cast;
let admin: ApiClient;

interface Alarm {
  readonly name: string;
  readonly state: string;
}

async function alarms(): Promise<readonly Alarm[]> {
  return (await (await fetch(`${laptop.origin}/_local/alarms`)).json()) as Alarm[];
}

/** The alarms that are on, without what their names share. */
async function ringing(): Promise<readonly string[]> {
  return (await alarms()).filter(({ state }) => state === 'ALARM').map(({ name }) => name.replace('fabu-laptop-', '')).sort();
}

const takeDown = (...down: string[]): void => void laptop.cloud.faults.set({ down });
const mend = (): void => void laptop.cloud.faults.set({});
const quiet = (): Promise<void> => laptop.cloud.clock.activity.quiet();

async function submitted(department: string): Promise<string> {
  const submitter = await laptop.as(`submitter.${department}`);
  const { id } = await expecting(submitter.call('POST', '/releases', goodRelease));
  await expecting(submitter.call('POST', `/releases/${String(id)}/submission`, {}));
  return String(id);
}

beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2025-03-05T09:00+08:00' });
  [cast, admin] = [await castOf(laptop), await laptop.as('admin.office')];
});
afterAll(() => laptop.end());

describe('a quiet, healthy laptop', () => {
  it('has every alarm of the catalogue, and none is on, after minutes and after days', async () => {
    expect((await alarms()).map(({ name }) => name).sort()).toEqual(alarmIds.map((id) => `fabu-laptop-${id}`).sort());
    await bringToApproved(cast).then((id) => publishNow(cast, id));
    await moveBy(laptop, 10 * MINUTE);
    expect(await ringing()).toEqual([]);
    await moveBy(laptop, 4 * DAY);
    expect((await alarms()).map(({ state }) => state)).toEqual(alarmIds.map(() => 'OK'));
  });
});

describe('goes off when its fault is made, and comes back when it is mended', () => {
  it('public-site-not-answering', async () => {
    takeDown('/zhejiang/');
    await moveBy(laptop, 15 * MINUTE);
    expect(await ringing()).toEqual(['public-site-not-answering']);
    mend();
    await moveBy(laptop, 15 * MINUTE);
    expect(await ringing()).toEqual([]);
  });

  it('api-errors', async () => {
    takeDown('desk-api-read');
    const answers = await Promise.all([1, 2, 3].map(() => cast.submitter.call('GET', '/me')));
    expect(answers.map(({ status }) => status)).toEqual([500, 500, 500]);
    mend();
    await moveBy(laptop, 3 * MINUTE);
    expect(await ringing()).toEqual(['api-errors']);
    await moveBy(laptop, 10 * MINUTE);
    expect(await ringing()).toEqual([]);
  });

  it('executions-failed', async () => {
    await submitted('legal');
    await quiet();
    const machines = new SFNClient(clientSettings(laptop));
    const { executions = [] } = await machines.send(new ListExecutionsCommand({ stateMachineArn: laptop.cloud.template.outputs()['ReleaseMachine'], statusFilter: 'RUNNING' }));
    expect(executions).toHaveLength(1);
    await machines.send(new StopExecutionCommand({ executionArn: executions[0]!.executionArn }));
    machines.destroy();
    await moveBy(laptop, 3 * MINUTE);
    expect(await ringing()).toEqual(['executions-failed']);
    await moveBy(laptop, 10 * MINUTE);
    expect(await ringing()).toEqual([]);
  });

  it('publishing-late-or-failed', async () => {
    const id = await bringToApproved(cast);
    takeDown('publish-page');
    await publishNow(cast, id);
    await moveBy(laptop, 20 * MINUTE);
    expect((await readRelease(cast.submitter, id))['state']).toBe('publish-failed');
    expect(await ringing()).toEqual(['publishing-late-or-failed']);
    mend();
    await publishNow(cast, id);
    await moveBy(laptop, 10 * MINUTE);
    expect((await readRelease(cast.submitter, id))['state']).toBe('published');
    expect(await ringing()).toEqual([]);
  });

  it('duties-without-holder', async () => {
    const leaving = ['reviewer.planning', 'all.planning'];
    const people = await Promise.all(leaving.map(async (name) => expecting((await laptop.as(name)).call('GET', '/me'))));
    const give = (place: number, roles: unknown): Promise<unknown> => expecting(admin.call('PUT', `/people/${String(people[place]!['id'])}/roles`, { roles }));
    await submitted('planning');
    for (const place of people.keys()) await give(place, [{ role: 'liaison', unit: 'planning' }]);
    await moveBy(laptop, 2 * DAY);
    expect(await ringing()).toEqual(['duties-without-holder']);
    await give(0, [{ role: 'reviewer', unit: 'planning' }]);
    await moveBy(laptop, 20 * MINUTE);
    expect(await ringing()).toEqual([]);
  });

  it('outbox-not-draining, and dead-letters once it is given up', async () => {
    takeDown('states');
    await submitted('finance');
    await moveBy(laptop, 5 * MINUTE);
    await moveBy(laptop, 5 * MINUTE);
    expect(await ringing()).toEqual(['outbox-not-draining']);
    for (let minute = 0; minute < 15; minute += 1) await moveBy(laptop, MINUTE);
    expect(await ringing()).toEqual(['dead-letters']);
    mend();
    await replayDeadLetters();
    await moveBy(laptop, 10 * MINUTE);
    expect(await ringing()).toEqual([]);
  });

  it('seal-missing; the event that was given up lies with the dead letters and rings for itself', async () => {
    takeDown('seals-seal');
    await moveBy(laptop, 30 * HOUR);
    expect(await ringing()).toEqual(['dead-letters', 'seal-missing']);
    mend();
    await moveBy(laptop, DAY);
    expect(await ringing()).toEqual(['dead-letters']);
    await purgeQueue();
    expect(await ringing()).toEqual([]);
  });

  it('sweeper-silent', async () => {
    takeDown('sweep');
    await moveBy(laptop, 10 * MINUTE);
    expect(await ringing()).toEqual(['sweeper-silent']);
    mend();
    await moveBy(laptop, 5 * MINUTE);
    expect(await ringing()).toEqual([]);
  });
});

/** As `docs/runbook.md` says of events in the queue. */
async function purgeQueue(): Promise<void> {
  await fetch(`${laptop.origin}/_local/dead-letters`, { method: 'DELETE' });
  await moveBy(laptop, 10 * MINUTE);
}

/** As `docs/runbook.md` says of effects. */
async function replayDeadLetters(): Promise<void> {
  const { invoker, template, clock } = laptop.cloud;
  const functionName = template.outputs()['DeadLettersFunction'] ?? '';
  const { functionError } = await invoker.invoke({ kind: 'account' }, { functionName, payload: JSON.stringify({ at: new Date(clock.now()).toISOString(), replay: 'all' }) });
  expect(functionError).toBeUndefined();
  await quiet();
}
