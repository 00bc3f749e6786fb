import { SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expecting } from '../../local/demonstration/api-client.ts';
import { clientSettings } from '../e2e/clients.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { approvalOf, castOf, goodRelease, publishNow, stages, type Cast } from '../support/release-line.ts';
import { usageIn, usageOf, type Usage } from './measure.ts';

/** goals.md: what a machine may use. The service itself ends an execution at 25,000 events and a state at 256 KB. */
const MOST_TRANSITIONS = 20;
const MOST_EVENTS = 150;
const LARGEST_STATE_BYTES = 8 * 1024;

/** `npm run test:quota` lets a clock ring for a hundred days; otherwise for thirty. */
const FULL = process.env['FABU_QUOTA'] === 'full';
const DAYS = FULL ? 100 : 30;
const MOST_EVENTS_OF_A_CLOCK = FULL ? 400 : 150;

let laptop: TestLaptop;
let cast: Cast;
let sfn: SFNClient;
beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2025-03-05T09:00+08:00' });
  cast = await castOf(laptop);
  sfn = new SFNClient(clientSettings(laptop));
});
afterAll(async () => {
  sfn.destroy();
  await laptop.end();
});

async function usage(machine: string, id: string): Promise<readonly Usage[]> {
  await laptop.cloud.clock.activity.quiet();
  const machines = laptop.cloud.template.outputs();
  const arn = machines[machine];
  if (arn === undefined) throw new Error(`The template has no output ${machine}.`);
  return usageOf(sfn, arn, id);
}

const sum = (all: readonly Usage[], of: 'transitions' | 'events'): number => all.reduce((total, each) => total + each[of], 0);
const largest = (all: readonly Usage[]): number => Math.max(...all.map(({ largestState }) => largestState));

/** Once the machine waits for it: acts that come faster spare the machine its states. */
async function approveAlone(stage: (typeof stages)[number], id: string, contentHash: unknown): Promise<void> {
  await laptop.cloud.clock.activity.quiet();
  await expecting(cast.reviewers[stage].call('POST', `/releases/${id}/decisions`, approvalOf(stage, contentHash)));
  await laptop.cloud.clock.activity.quiet();
}

/** Returned at the last stage, changed so that everybody is asked again, and submitted once more. */
async function returnLoop(id: string): Promise<void> {
  const before = await expecting(cast.submitter.call('GET', `/releases/${id}`));
  for (const stage of stages.slice(0, 3)) await approveAlone(stage, id, before['contentHash']);
  const refusal = { stage: 'text-review', outcome: 'return', contentHash: before['contentHash'], remarks: '请改。'.repeat(600) };
  const returned = await expecting(cast.reviewers['text-review'].call('POST', `/releases/${id}/decisions`, refusal));
  await expecting(cast.submitter.call('PUT', `/releases/${id}`, { ...goodRelease, title: `第 ${String(returned['version'])} 稿` }, { 'if-match': String(returned['version']) }));
  await expecting(cast.submitter.call('POST', `/releases/${id}/submission`, {}));
}

describe('what the release machine uses', () => {
  it('a straight item: at most 20 transitions', async () => {
    const { id, contentHash } = await expecting(cast.submitter.call('POST', '/releases', goodRelease));
    await expecting(cast.submitter.call('POST', `/releases/${String(id)}/submission`, {}));
    for (const stage of stages) await approveAlone(stage, String(id), contentHash);
    await publishNow(cast, String(id));
    const used = await usage('ReleaseMachine', String(id));
    console.log(`straight: ${sum(used, 'transitions')} transitions, ${sum(used, 'events')} history events, ${largest(used)} bytes of state at most`);
    expect(used).toHaveLength(1);
    expect(sum(used, 'transitions')).toBeLessThanOrEqual(MOST_TRANSITIONS);
    expect(largest(used)).toBeLessThanOrEqual(LARGEST_STATE_BYTES);
  });

  it('three return loops and a withdrawal: no execution beyond 20 transitions and 150 events, no state beyond 8 KB, whatever was written', async () => {
    const draft = await expecting(cast.submitter.call('POST', '/releases', { ...goodRelease, title: '长'.repeat(200), body: `<p>${'文'.repeat(100_000)}</p>` }));
    const id = String(draft['id']);
    await expecting(cast.submitter.call('POST', `/releases/${id}/submission`, {}));
    for (let loop = 0; loop < 3; loop += 1) await returnLoop(id);
    const { contentHash } = await expecting(cast.submitter.call('GET', `/releases/${id}`));
    for (const stage of stages) await approveAlone(stage, id, contentHash);
    await publishNow(cast, id);
    await laptop.cloud.clock.activity.quiet();
    await expecting(cast.publisher.call('POST', `/releases/${id}/withdrawal`, { reason: '因'.repeat(600) }));
    const used = await usage('ReleaseMachine', id);
    const worst = { transitions: Math.max(...used.map(({ transitions }) => transitions)), events: Math.max(...used.map(({ events }) => events)) };
    console.log(`three return loops and a withdrawal: ${used.length} executions, ${worst.transitions} transitions and ${worst.events} events in the longest, ${sum(used, 'transitions')} and ${sum(used, 'events')} in all, ${largest(used)} bytes of state at most`);
    expect(used).toHaveLength(5);
    expect(worst.transitions).toBeLessThanOrEqual(MOST_TRANSITIONS);
    expect(worst.events).toBeLessThanOrEqual(MOST_EVENTS);
    expect(largest(used)).toBeLessThanOrEqual(LARGEST_STATE_BYTES);
  });
});

it(`a clock that rings for ${DAYS} days stays as small`, { timeout: 120_000 }, async () => {
  const draft = await expecting(cast.submitter.call('POST', '/releases', goodRelease));
  await expecting(cast.submitter.call('POST', `/releases/${String(draft['id'])}/submission`, {}));
  await laptop.cloud.clock.moveTo(laptop.cloud.clock.now() + DAYS * 24 * 3_600_000);
  const used = await usage('DeadlineMachine', String(draft['id']));
  const [clock] = used;
  console.log(`a clock over ${DAYS} days: ${clock?.transitions ?? 0} transitions, ${clock?.events ?? 0} history events, ${largest(used)} bytes of state at most`);
  expect(used).toHaveLength(1);
  expect(clock?.events).toBeLessThanOrEqual(MOST_EVENTS_OF_A_CLOCK);
  expect(largest(used)).toBeLessThanOrEqual(LARGEST_STATE_BYTES);
});

it('control: a body in the state, or a machine that asks every minute, is over', () => {
  const entered = (input: string) => ({ timestamp: new Date(0), id: 1, type: 'TaskStateEntered' as const, stateEnteredEventDetails: { name: 'Ask', input } });
  expect(usageIn([entered(JSON.stringify({ body: '文'.repeat(3000) }))]).largestState).toBeGreaterThan(LARGEST_STATE_BYTES);
  const polling = usageIn(Array.from({ length: 60 }, () => entered('{}')));
  expect(polling.transitions).toBeGreaterThan(MOST_TRANSITIONS);
});
