import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { instantOf } from '../../../domain/calendar/beijing.ts';
import { recordPublished } from '../../../domain/release/machine-steps.ts';
import type { Change } from '../../../domain/release/change.ts';
import type { Release } from '../../../domain/release/release.ts';
import { ring } from '../../../domain/release/ring-bell.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { readHead } from '../../../functions/shared/record/head.ts';
import { relayAggregate } from '../../../functions/shared/relay/relay-aggregate.ts';
import { approved, draftOf, publishing, submitted, urgent } from '../../domain/release/sample.ts';
import { ask, deploy, enrol, faultsOf, type Answer, type Call, type Deployed, type Handler } from '../api-fixture.ts';
import { fakeMachines } from '../machines.ts';
import { quiet } from '../quiet.ts';

quiet();
let deployed: Deployed;
let duties: Handler;

beforeAll(async () => {
  deployed = await deploy();
  duties = (await import('../../../functions/api/duties.ts')).handler;
  await enrol(deployed, 'a', ['publisher-a', 'network']);
  await enrol(deployed, 'head', ['head', 'network']);
  await enrol(deployed, 'both', ['publisher-a', 'network'], ['head', 'network']);
  await enrol(deployed, 'elsewhere', ['submitter', 'finance']);
});
afterAll(() => deployed.close());

const monday = instantOf('2025-09-29', '16:00');
const letters = (number: number): string => String(number).padStart(16, 'a').replaceAll(/\d/g, (digit) => 'abcdefghij'[Number(digit)]!);
let count = 0;
const nextId = (): string => `zhejiang-${letters((count += 1))}`;

/** Puts a release into the record as it is, with its event and what follows from it. */
async function record(release: Release): Promise<Release> {
  await commit(deployed.table, { head: undefined, change: { release, event: { type: 'Made', by: 'x', data: {} } }, at: monday });
  return release;
}

async function change(id: string, made: (release: Release) => Change | undefined, at: number): Promise<void> {
  const head = (await readHead(deployed.table, id))!;
  await commit(deployed.table, { head, change: made(head.release)!, at });
}

/** A release of its own id; its duties' ids follow. */
const own = (release: Release, id = nextId()): Release => JSON.parse(JSON.stringify(release).replaceAll(release.id, id)) as Release;
const dutyOf = (release: Release) => release.duties.at(-1)!;
const list = (query: Record<string, string> = {}, as = 'elsewhere'): Promise<Answer> => ask(duties, 'GET /api/duties', undefined, { as, query });
const ledger = (query: Record<string, string> = {}): Promise<Answer> => ask(duties, 'GET /api/ledger', undefined, { as: 'elsewhere', query });
const act = (what: 'acknowledge' | 'excuse', id: string, call: Call): Promise<Answer> => ask(duties, `POST /api/duties/{id}/${what}`, id, { at: monday, ...call });
const itemsOf = ({ body }: Answer) => body['items'] as Record<string, unknown>[];
const relayed = (id: string) => relayAggregate({ table: deployed.table, machines: fakeMachines() }, `SITE#zhejiang#RELEASE#${id}`);

describe('the list of duties', () => {
  it('has the words of the contract, soonest first, for all staff of the site', async () => {
    const later = await record(own(approved(monday)));
    const sooner = await record(own(approved(monday, draftOf(urgent))));
    const items = itemsOf(await list());
    expect(items.map((item) => item['id'])).toEqual([dutyOf(sooner).id, dutyOf(later).id]);
    const { dueOn, dueAt, nextBell } = dutyOf(later);
    const from = new Date(monday).toISOString();
    expect(items[1]).toEqual({
      ...{ id: dutyOf(later).id, rule: 'A-23b', subject: later.id, title: later.title, site: 'zhejiang', unit: 'network', holder: 'publisher-a' },
      ...{ from, dueOn, dueAt, provisional: false, hard: false, state: 'running', bells: [nextBell] },
    });
  });

  it('filters by states and by unit, says closed ones only when asked, and keeps drafts to their department', async () => {
    const closed = own(publishing(monday));
    await record(recordPublished(closed, { url: '/u', indexNumber: 'n' }, monday)!.release);
    const first = await record(own(submitted(monday)));
    const states = async (query: Record<string, string>) => [...new Set(itemsOf(await list(query)).map((item) => item['state']))].sort();
    expect([await states({}), await states({ state: 'met' }), await states({ state: 'running,met' }), await states({ state: 'overdue' })]).toEqual([['running'], ['met'], ['met', 'running'], []]);
    expect(itemsOf(await list({ department: 'basic-education' })).map((item) => item['subject'])).toEqual([first.id]);
    const hidden = own(submitted(monday));
    const { submittedBy: _, ...draft } = hidden;
    await record({ ...draft, state: 'draft' });
    expect(itemsOf(await list()).some((item) => item['subject'] === hidden.id)).toBe(false);
  });

  it('pages through everything once', async () => {
    for (let made = 0; made < 60; made += 1) await record(own(approved(monday + made)));
    for (const state of ['running', 'running,met']) {
      const seen: unknown[] = [];
      for (let cursor: unknown = ''; cursor !== undefined; ) {
        const page: Answer = await list({ state, ...(cursor === '' ? {} : { cursor: cursor as string }) });
        seen.push(...itemsOf(page).map((item) => item['id']));
        cursor = page.body['cursor'];
      }
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBeGreaterThan(60);
    }
  });

  it('says everything that is wrong with a query at once, and takes no other list’s cursor', async () => {
    expect(faultsOf(await list({ state: 'running,gone', department: 'nowhere' })).sort()).toEqual(['/query/department not-allowed', '/query/state/1 not-allowed']);
    const { cursor } = (await list()).body;
    for (const query of [{ cursor: '%' }, { cursor: String(cursor), state: 'met' }]) expect(faultsOf(await list(query))).toEqual(['/query/cursor bad-cursor']);
    expect(faultsOf(await ledger({ from: '2025-02-30', to: 'x', department: 'y' })).sort()).toEqual(['/query/department not-allowed', '/query/from bad-date', '/query/to bad-date']);
    expect(faultsOf(await ledger({ cursor: 'bm8' }))).toEqual(['/query/cursor bad-cursor']);
  });
});

describe('what people do about a duty', () => {
  const open = async (): Promise<Release> => record(own(approved(monday)));

  it('acknowledge: once for a key, and the answer is the duty', async () => {
    const { id } = dutyOf(await open());
    const call = { as: 'a', body: { remarks: '在办' }, headers: { 'idempotency-key': 'one' } };
    const [first, again] = [await act('acknowledge', id, call), await act('acknowledge', id, { ...call, at: monday + 60_000 })];
    expect(first).toMatchObject({ status: 200, body: { id, acknowledged: { remarks: '在办', until: '2025-09-30T09:30:00Z' } } });
    expect(again.body).toEqual(first.body);
  });

  it('excuse: the holder asks, the head decides', async () => {
    const { id } = dutyOf(await open());
    expect(await act('excuse', id, { as: 'a', body: { reason: '名单待核' } })).toMatchObject({ status: 200, body: { excuse: { reason: '名单待核' } } });
    expect(await act('excuse', id, { as: 'head', body: { approve: true } })).toMatchObject({ status: 200, body: { excuse: { decision: { approved: true } } } });
  });

  it('refuses whom it is not for, what is closed, hard or empty, and changes nothing', async () => {
    const release = await open();
    const { id } = dutyOf(release);
    const hard = dutyOf(await record(own(approved(monday, draftOf(urgent))))).id;
    const closed = own(publishing(monday));
    await record(recordPublished(closed, { url: '/u', indexNumber: 'n' }, monday)!.release);
    const before = await readHead(deployed.table, release.id);
    const type = async (what: 'acknowledge' | 'excuse', duty: string, as: string, body: unknown) => {
      const answer = await act(what, duty, { as, body });
      return [answer.body['type'], ...faultsOf(answer)];
    };
    expect(await type('acknowledge', id, 'elsewhere', {})).toEqual(['forbidden']);
    expect(await type('acknowledge', dutyOf(closed).id, 'a', {})).toEqual(['wrong-state']);
    expect(await type('acknowledge', 'zhejiang-none-A-23b-1', 'a', {})).toEqual(['not-found']);
    expect(await type('acknowledge', `${id}9`, 'a', {})).toEqual(['not-found']);
    expect(await type('acknowledge', id, 'a', { remarks: 5, more: 1 })).toEqual(['validation', '/remarks wrong-type', '/more unknown-field']);
    expect(await type('excuse', id, 'a', {})).toEqual(['validation', '/reason required']);
    expect(await type('excuse', hard, 'a', { reason: ' ' })).toEqual(['validation', ' hard-limit', '/reason reason-required']);
    expect(await type('excuse', id, 'head', { approve: true })).toEqual(['wrong-state', ' no-excuse-asked']);
    expect(await type('excuse', id, 'head', { approve: 'yes', reason: 'x' })).toEqual(['validation', '/approve wrong-type', '/reason unknown-field']);
    expect(await readHead(deployed.table, release.id)).toEqual(before);
    await act('excuse', id, { as: 'both', body: { reason: '原因' } });
    expect(await type('excuse', id, 'both', { approve: true })).toEqual(['separation-of-duties']);
    expect(await type('excuse', id, 'a', { reason: '又一' })).toEqual(['wrong-state', ' excuse-asked']);
  });
});

describe('the ledger', () => {
  it('B-17: is read from the chain, newest first, by unit and by day, however often the relay repeats itself', async () => {
    const release = await record(own(approved(monday)));
    const { id } = dutyOf(release);
    const due = Date.parse(dutyOf(release).dueAt);
    for (const at of [due - 1, due]) await change(release.id, (now) => ring(now, id, at), at);
    await act('excuse', id, { as: 'a', body: { reason: '原因' }, at: due + 1 });
    for (let time = 0; time < 2; time += 1) await relayed(release.id);
    const mine = itemsOf(await ledger({ department: 'network' })).filter((entry) => entry['dutyId'] === id);
    expect(mine).toMatchObject([
      { state: 'overdue', excuse: 'asked', releaseId: release.id, rule: 'A-23b', unit: 'network', at: new Date(due + 1).toISOString(), by: expect.stringMatching(/^[0-9a-f]{32}$/) as string },
      { state: 'overdue', bell: 'due', by: 'system' },
      { state: 'running', bell: 'amber', handedOverTo: 'publisher-b', by: 'system' },
    ]);
    expect(mine.map(({ title }) => title)).toEqual([release.title, release.title, release.title]);
    expect(itemsOf(await ledger({ department: 'finance' }))).toEqual([]);
    const on = async (from: string, to: string) => itemsOf(await ledger({ from, to })).filter((entry) => entry['dutyId'] === id).length;
    expect([await on('2025-09-29', '2025-09-29'), await on('2025-09-30', '2025-09-30'), await on('2025-10-01', '2025-09-01')]).toEqual([0, 3, 0]);
  });

  it('pages over all units; an event of two units stands in both ledgers and once in the whole', async () => {
    const release = own(approved(monday));
    const first = release.duties[0]!;
    await record({ ...release, duties: [{ ...first, state: 'running' as const }, ...release.duties.slice(1)] });
    const close = (now: Release): Change => ({ release: { ...now, duties: now.duties.map((duty) => ({ ...duty, state: 'late' as const })) }, event: { type: 'Closed', by: 'x', data: {} } });
    await change(release.id, close, monday);
    for (let made = 0; made < 60; made += 1) await change(release.id, (now) => ({ release: { ...now, duties: now.duties.map((duty) => ({ ...duty, state: made % 2 === 0 ? ('met' as const) : ('late' as const) })) }, event: { type: 'Closed', by: 'x', data: {} } }), monday + made);
    await relayed(release.id);
    const seen: string[] = [];
    for (let cursor: unknown = ''; cursor !== undefined; ) {
      const page: Answer = await ledger(cursor === '' ? {} : { cursor: cursor as string });
      seen.push(...itemsOf(page).filter((entry) => entry['releaseId'] === release.id).map((entry) => `${String(entry['dutyId'])} ${String(entry['at'])} ${String(entry['state'])}`));
      cursor = page.body['cursor'];
    }
    const units = await Promise.all(['network', 'basic-education'].map(async (department) => itemsOf(await ledger({ department })).some((entry) => entry['releaseId'] === release.id)));
    expect(units).toEqual([true, true]);
    expect(seen.length).toBeGreaterThan(60 * release.duties.length);
    expect([...seen].sort((one, other) => (one.split(' ')[1]! < other.split(' ')[1]! ? 1 : -1)).map((entry) => entry.split(' ')[1])).toEqual(seen.map((entry) => entry.split(' ')[1]));
  });

  it('leaves out a row that is damaged, and has everything before and after it, page by page', async () => {
    const entries = async (): Promise<unknown[]> => {
      const found: unknown[] = [];
      for (let cursor: unknown = ''; cursor !== undefined; ) {
        const page: Answer = await ledger(cursor === '' ? {} : { cursor: cursor as string });
        found.push(...itemsOf(page).map((entry) => `${String(entry['dutyId'])} ${String(entry['at'])}`));
        cursor = page.body['cursor'];
      }
      return found;
    };
    const release = await record(own(approved(monday)));
    await relayed(release.id);
    const whole = await entries();
    const pk = `SITE#zhejiang#RELEASE#${release.id}`;
    const mine = new Set(release.duties.map(({ id }) => id));
    const { items } = await deployed.table.query({ condition: 'pk = :pk AND begins_with(sk, :event)', values: { ':pk': pk, ':event': 'EVENT#' } });
    expect(items.length).toBeGreaterThan(0);
    for (const { sk } of items) await deployed.table.update({ pk, sk: String(sk), expression: 'SET card = :junk', values: { ':junk': '{' } });
    const left = await entries();
    expect(left).toEqual(whole.filter((entry) => !mine.has(String(entry).split(' ')[0]!) || left.includes(entry)));
    expect(left.length).toBeLessThan(whole.length);
  });
});
