import { GetExecutionHistoryCommand, ListExecutionsCommand, SendTaskSuccessCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expecting } from '../../local/demonstration/api-client.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { approvalOf, castOf, goodRelease, publishNow, stages, type Cast } from '../support/release-line.ts';
import { clientSettings } from './clients.ts';
import { readHistory, readPage, readRelease } from './observe.ts';

let laptop: TestLaptop;
let cast: Cast;
let machines: SFNClient;
let stateMachineArn: string;
beforeAll(async () => {
  laptop = await startTestLaptop();
  cast = await castOf(laptop);
  machines = new SFNClient(clientSettings(laptop));
  stateMachineArn = laptop.cloud.template.outputs()['ReleaseMachine'] ?? '';
});
afterAll(() => laptop.end());

const quiet = (): Promise<void> => laptop.cloud.clock.activity.quiet();

interface Submitted {
  readonly id: string;
  readonly contentHash: unknown;
}

async function submitted(): Promise<Submitted> {
  const { id, contentHash } = await expecting(cast.submitter.call('POST', '/releases', goodRelease));
  await expecting(cast.submitter.call('POST', `/releases/${String(id)}/submission`, {}));
  await quiet();
  return { id: String(id), contentHash };
}

async function approve({ id, contentHash }: Submitted, ...of: readonly (typeof stages)[number][]): Promise<void> {
  for (const stage of of) await expecting(cast.reviewers[stage].call('POST', `/releases/${id}/decisions`, approvalOf(stage, contentHash)));
  await quiet();
}

/** The tokens that an item's machine has been given, oldest first. */
async function tokensOf(id: string): Promise<string[]> {
  const { executions = [] } = await machines.send(new ListExecutionsCommand({ stateMachineArn }));
  const execution = executions.find(({ name }) => name?.startsWith(id));
  const { events = [] } = await machines.send(new GetExecutionHistoryCommand({ executionArn: execution?.executionArn ?? '' }));
  return events.flatMap(({ taskScheduledEventDetails }) => {
    const { Payload } = JSON.parse(taskScheduledEventDetails?.parameters ?? '{}') as { Payload?: { token?: string } };
    return Payload?.token === undefined ? [] : [Payload.token];
  });
}

const signal = (taskToken: string | undefined, output: object) => machines.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));

async function goesThrough(item: Submitted): Promise<void> {
  await publishNow(cast, item.id);
  await quiet();
  const { state, url } = await readRelease(cast.submitter, item.id);
  expect(state).toBe('published');
  expect((await readPage(laptop, url)).status).toBe(200);
}

it('a signal that comes late, or twice, is refused and changes nothing', async () => {
  const item = await submitted();
  const [token] = await tokensOf(item.id);
  await approve(item, 'first-review');
  const before = await readHistory(cast.submitter, item.id);
  for (const output of [{ next: 'await-decision' }, { next: 'publish' }]) await expect(signal(token, output)).rejects.toMatchObject({ name: expect.stringMatching(/^(TaskTimedOut|TaskDoesNotExist|InvalidToken)$/) as string });
  await quiet();
  expect(await readHistory(cast.submitter, item.id)).toEqual(before);
  await approve(item, ...stages.slice(1));
  await goesThrough(item);
});

it('a signal that says more than the record publishes nothing: the record is asked again', async () => {
  const item = await submitted();
  const before = await readHistory(cast.submitter, item.id);
  await signal((await tokensOf(item.id)).at(-1), { next: 'publish' });
  await quiet();
  expect(await readRelease(cast.submitter, item.id)).toMatchObject({ state: 'in-review', stage: 'first-review' });
  expect(await readHistory(cast.submitter, item.id)).toEqual(before);
  await approve(item, ...stages);
  await goesThrough(item);
});

it('a second machine for the same item, of an older or unknown generation, ends and does nothing', async () => {
  const item = await submitted();
  await approve(item, ...stages);
  const before = await readHistory(cast.submitter, item.id);
  for (const generation of [0, 7]) {
    await machines.send(new StartExecutionCommand({ stateMachineArn, name: `${item.id}-stray-${generation}`, input: JSON.stringify({ releaseId: item.id, generation, next: 'publish' }) }));
  }
  await quiet();
  expect(await readHistory(cast.submitter, item.id)).toEqual(before);
  expect((await readRelease(cast.submitter, item.id))['state']).toBe('approved');
  await goesThrough(item);
});
