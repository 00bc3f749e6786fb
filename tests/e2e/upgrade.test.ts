import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { auditFolder } from '../../bin/audit/places.ts';
import type { Organisation } from '../../domain/organisations/schema.ts';
import { expecting } from '../../local/demonstration/api-client.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { stages } from '../support/release-line.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { as, finish, finishAll, itemsInEveryState, look, newItem, placesOf } from './every-state.ts';
import { nextBuild } from './next-build.ts';
import { readPage } from './observe.ts';
import { operate } from './operate.ts';

// Many people act one after the other; nothing here waits for time to pass.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

/** The second review is gone, the leader in charge comes last, and nothing of the old review's target is left. */
function changedChain(text: string): string {
  const organisation = JSON.parse(text) as { -readonly [Key in keyof Organisation]: Organisation[Key] };
  const own = organisation.chains.submission;
  const last = own.at(-1)!;
  organisation.chains = { ...organisation.chains, submission: [...own.filter(({ id }) => id !== 'second-review'), { ...last, id: 'final-review', role: 'leader', needs: [] }] };
  const { separatedDuties } = organisation;
  organisation.separatedDuties = { ...separatedDuties, duties: [...separatedDuties.duties, 'final-review'] };
  const target = organisation.limits.find(({ rule }) => rule === 'S-text-review')!;
  organisation.limits = [...organisation.limits.filter(({ rule }) => rule !== 'S-second-review'), { ...target, rule: 'S-final-review' }];
  return JSON.stringify(organisation);
}

/** One state has another name, and one more stands before it. */
function changedMachine(text: string): string {
  const renamed = text.replaceAll('"Publish page"', '"Put page online"');
  return renamed.replace('"Next": "Put page online" },', '"Next": "Look around" },').replace('"Done": {', '"Look around": { "Type": "Pass", "Next": "Put page online" },\n    "Done": {');
}

/** The states that an execution has been in, by name; none where there is no such execution. */
async function statesOf(laptop: TestLaptop, id: string, generation: number): Promise<readonly string[]> {
  const answer = await fetch(`${laptop.origin}/_local/executions/${id}-g${generation}/history`);
  const events = answer.ok ? ((await answer.json()) as readonly { readonly stateEnteredEventDetails?: { readonly name: string } }[]) : [];
  return events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
}

async function stagesApproved(laptop: TestLaptop, id: string): Promise<readonly string[]> {
  const { items } = await expecting((await as(laptop, 'submitter.personnel')).call('GET', `/releases/${id}/events`));
  return (items as readonly { readonly type: string; readonly data: { readonly stage?: string } }[]).flatMap(({ type, data }) => (type === 'StageApproved' ? (data.stage ?? '') : []));
}

let next: string;
let data: string;
let laptop: TestLaptop;
let before: Record<string, string>;
let pageBefore: string;

beforeAll(async () => {
  next = nextBuild({ 'domain/organisations/zhejiang.json': changedChain, 'statemachines/release.asl.json': changedMachine });
  data = temporaryFolder('fabu-upgrade-');
  laptop = await startTestLaptop({ data, now: '2025-03-05T09:00+08:00' });
  before = await itemsInEveryState(laptop, stages);
  pageBefore = (await readPage(laptop, (await look(laptop, before['corrected']!))['url'])).html;
  await laptop.stop();
  laptop = await startTestLaptop({ data, assembly: next });
});
afterAll(async () => {
  await laptop.end();
});

const own = Object.fromEntries(stages.map((stage) => [stage, stage]));

describe('the next build, with another chain and another machine', () => {
  it('finds every item where it was, and what is online as it was', async () => {
    expect(await placesOf(laptop, before)).toMatchObject({ ...own, returned: 'returned', approved: 'approved', scheduled: 'scheduled', corrected: 'second-review', 'publish-failed': 'publish-failed' });
    expect((await readPage(laptop, (await look(laptop, before['corrected']!))['url'])).html).toBe(pageBefore);
  });

  it('refuses to publish what was approved under the old chain, and says which stage is missing', async () => {
    const { status, body } = await (await as(laptop, 'publisher-a.network')).call('POST', `/releases/${before['approved']!}/publication`, {});
    expect([status, JSON.stringify(body)]).toEqual([409, expect.stringContaining('final-review')]);
  });

  it('adopts its rules: a stage that is gone is left, one that is new is asked for, what was set out is finished', async () => {
    const { status, stdout } = await operate('adopt-rules', ['--data', data]);
    expect([status, stdout]).toEqual([0, 'zhejiang: 4 of 10 items changed.\nshangqiu: 0 of 0 items changed.\nhangzhou: 0 of 0 items changed.\n']);
    await laptop.cloud.clock.activity.quiet();
    expect(await placesOf(laptop, before)).toMatchObject({ ...own, 'second-review': 'text-review', approved: 'final-review', scheduled: 'final-review', corrected: 'text-review', 'publish-failed': 'publish-failed' });
    expect((await operate('adopt-rules', ['--data', data, '--site', 'zhejiang'])).stdout).toBe('zhejiang: 0 of 10 items changed.\n');
  });

  it('finishes every item: by the new chain, or by the one under which it began to be published', async () => {
    expect(await finishAll(laptop, before)).toEqual(Object.keys(before).map(() => 'published'));
    const approved = await Promise.all(Object.values(before).map(async (id) => [...new Set(await stagesApproved(laptop, id))]));
    const wanted = { ...Object.fromEntries(Object.keys(before).map((name) => [name, 'final-review'])), 'publish-failed': 'text-review', publishing: 'text-review' };
    expect(Object.fromEntries(Object.keys(before).map((name, place) => [name, approved[place]!.at(-1)]))).toEqual(wanted);
  });

  it('lets an execution that runs keep the definition that it began with', async () => {
    const running = await statesOf(laptop, before['publishing']!, 1);
    expect(running).toContain('Publish page');
    expect(running).not.toContain('Put page online');
    const id = await newItem(laptop, 4);
    expect(await finish(laptop, id)).toBe('published');
    expect(await statesOf(laptop, id, 1)).toEqual(expect.arrayContaining(['Look around', 'Put page online']));
  });
});

describe('the build before, deployed again', () => {
  it('finishes what waits in every state of the later one', async () => {
    const later = await itemsInEveryState(laptop, ['first-review', 'confidentiality-review', 'text-review', 'final-review']);
    await laptop.stop();
    laptop = await startTestLaptop({ data });
    const { stdout } = await operate('adopt-rules', ['--data', data, '--site', 'zhejiang']);
    expect(stdout).toMatch(/^zhejiang: 3 of 21 items changed\.$/m);
    expect(await finishAll(laptop, later)).toEqual(Object.keys(later).map(() => 'published'));
    expect(await statesOf(laptop, later['publishing']!, 1)).toContain('Put page online');
    expect(laptop.cloud.stepFunctions.counts().executions).not.toHaveProperty('FAILED');
    await laptop.stop();
    expect((await auditFolder(data)).breaks).toEqual([]);
  });
});
