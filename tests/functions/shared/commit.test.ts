import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstBreak } from '../../../domain/record/event.ts';
import { decide } from '../../../domain/release/decide.ts';
import { submit } from '../../../domain/release/submit.ts';
import { createDraft } from '../../../domain/release/write-draft.ts';
import { changeRelease } from '../../../functions/shared/record/change-release.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { readEvents } from '../../../functions/shared/record/events.ts';
import { readHead, type Head } from '../../../functions/shared/record/head.ts';
import { HEAD, releaseKey } from '../../../functions/shared/record/keys.ts';
import { queryAll, type Table } from '../../../functions/shared/record/table.ts';
import { readWorklists } from '../../../functions/shared/record/worklists.ts';
import { actOf, approvalOf, changeIn, reviewer, submitter, tuesday, writingOf } from '../../domain/release/sample.ts';
import { relayAggregate } from '../../../functions/shared/relay/relay-aggregate.ts';
import { startEngines, type Engines } from '../engines.ts';
import { fakeMachines } from '../machines.ts';
import { quiet } from '../quiet.ts';

quiet();

let engines: Engines;
let table: Table;
beforeAll(async () => {
  engines = await startEngines();
  table = engines.table;
});
afterAll(() => engines.close());

const creation = (id: string) => changeIn(createDraft(id, writingOf()));
const created = async (id: string): Promise<Head> => (await commit(table, { head: undefined, change: creation(id), at: tuesday }))!;
const submission = (head: Head) => changeIn(submit(head.release, actOf(submitter)));
const quietly = (overTable: Table) => ({ table: overTable, callRelay: () => Promise.resolve() });

describe('commit', () => {
  it('creates once: the second create under the same id is told that somebody was faster', async () => {
    expect(await created('zhejiang-once')).toMatchObject({ seq: 1, release: { state: 'draft' } });
    expect(await commit(table, { head: undefined, change: creation('zhejiang-once'), at: tuesday + 1 })).toBeUndefined();
  });

  it('I5: of many commits on the same head exactly one is made, and one event tells of it', async () => {
    const head = await created('zhejiang-race');
    const all = await Promise.all(Array.from({ length: 12 }, (_, place) => commit(table, { head, change: submission(head), at: tuesday + place })));
    expect(all.filter((each) => each !== undefined)).toHaveLength(1);
    const after = (await readHead(table, 'zhejiang-race'))!;
    expect(after.seq).toBe(2);
    const events = await readEvents(table, after);
    expect([events.map((event) => event.type), firstBreak(events)]).toEqual([['DraftCreated', 'ReleaseSubmitted'], undefined]);
  });

  it('a write whose answer was lost is refused by what it has written itself, and stands, however far the chain has gone on', async () => {
    const head = await created('zhejiang-unheard');
    // Before the client has sent it once more, somebody decides, and the relay has done its work.
    const overtaken: Table = {
      ...table,
      async update(update) {
        await table.update(update);
        const after = (await readHead(table, 'zhejiang-unheard'))!;
        const decision = changeIn(decide(after.release, approvalOf(after.release), actOf(reviewer)));
        const decided = (await commit(table, { head: after, change: decision, at: tuesday + 1 }))!;
        await relayAggregate({ table, machines: fakeMachines() }, decided.pk);
        return table.update(update);
      },
    };
    expect(await commit(overtaken, { head, change: submission(head), at: tuesday })).toMatchObject({ seq: 2, release: { state: 'in-review' } });
    const after = (await readHead(table, 'zhejiang-unheard'))!;
    expect((await readEvents(table, after)).map(({ type }) => type)).toEqual(['DraftCreated', 'ReleaseSubmitted', 'StageApproved']);
  });

  it('I5: of two acts that are alike to the letter and the millisecond one is made, and the other is told so', async () => {
    const head = await created('zhejiang-alike');
    const change = submission(head);
    const other = { ...change, release: { ...change.release, title: '另一份' } };
    const both = await Promise.all([change, other].map((each) => commit(table, { head, change: each, at: tuesday })));
    expect(both.filter((each) => each !== undefined)).toHaveLength(1);
    expect((await readHead(table, 'zhejiang-alike'))?.release).toEqual(both.find((each) => each !== undefined)?.release);
    await relayAggregate({ table, machines: fakeMachines() }, head.pk);
    expect(await commit(table, { head, change, at: tuesday })).toBeUndefined();
    expect(await commit(table, { head: undefined, change: creation('zhejiang-alike'), at: tuesday })).toBeUndefined();
  });

  it('carries the event and what follows from it in one outbox, which the sweeper finds', async () => {
    const head = await created('zhejiang-outbox');
    const after = (await commit(table, { head, change: submission(head), at: tuesday + 5 }))!;
    expect(Object.keys(after.outbox)).toEqual(['000001-0-event', '000002-0-event', '000002-1-start-release', '000002-2-start-deadline']);
    const open = await queryAll(table, { index: 'outbox', condition: 'outboxOpen = :open', values: { ':open': 'open' } });
    expect(open).toContainEqual({ pk: after.pk, sk: HEAD, outboxOpen: 'open', outboxSince: new Date(tuesday + 5).toISOString() });
  });

  it('stands in the worklist of who has to act, until they have', async () => {
    const mine = async (person: typeof reviewer) => (await readWorklists(table, person)).filter((task) => task.releaseId === 'zhejiang-list');
    const head = await created('zhejiang-list');
    expect(await mine(reviewer)).toEqual([]);
    const after = (await commit(table, { head, change: submission(head), at: tuesday }))!;
    const duty = after.release.duties[0]!;
    expect(await mine(reviewer)).toEqual([expect.objectContaining({ stage: 'first-review', dutyId: duty.id, dueAt: duty.dueAt })]);
    await commit(table, { head: after, change: changeIn(decide(after.release, approvalOf(after.release, { outcome: 'reject', remarks: '否' }), actOf(reviewer))), at: tuesday });
    expect(await mine(reviewer)).toEqual([]);
  });

  it('an event is never earlier than the one before it', async () => {
    const head = await created('zhejiang-time');
    expect((await commit(table, { head, change: submission(head), at: tuesday - 60_000 }))?.lastAt).toBe(head.lastAt);
  });

  it('keeps the answers to the last twenty keys', async () => {
    let head = await created('zhejiang-keys');
    for (let place = 1; place <= 22; place += 1) {
      head = (await commit(table, { head, change: { release: head.release, event: { type: 'Noted', by: 'x', data: {} } }, at: tuesday, keep: { key: `k${place}`, status: 200, answer: { place } } }))!;
    }
    expect(head.kept.map((kept) => kept.key)).toEqual(Array.from({ length: 20 }, (_, place) => `k${place + 3}`));
  });
});

describe('changing a release', () => {
  it('decides anew on what is there when a race was lost', async () => {
    await created('zhejiang-anew');
    const seen: number[] = [];
    const changed = await changeRelease(quietly(table), 'zhejiang-anew', tuesday, (head) => {
      seen.push(head.seq);
      return { ok: true, value: { change: submission(head) } };
    });
    expect([changed.ok, seen]).toEqual([true, [1]]);
    const racing: Table = {
      ...table,
      update: async (update) => {
        const { pk, sk } = update;
        if (seen.length < 4) await table.update({ pk, sk, expression: 'SET seq = seq + :one', values: { ':one': 1 } });
        return table.update(update);
      },
    };
    const lost = await changeRelease(quietly(racing), 'zhejiang-anew', tuesday, (head) => {
      seen.push(head.seq);
      return { ok: true, value: { change: { release: head.release, event: { type: 'Noted', by: 'x', data: {} } } } };
    });
    expect([lost.ok, seen]).toEqual([true, [1, 2, 3, 4]]);
  });

  it('gives up after five lost races, and says which version is there', async () => {
    await created('zhejiang-lost');
    const hopeless: Table = { ...table, update: () => Promise.resolve(undefined) };
    const lost = await changeRelease(quietly(hopeless), 'zhejiang-lost', tuesday, (head) => ({ ok: true, value: { change: submission(head) } }));
    expect(lost).toEqual({ ok: false, error: { type: 'stale-version', values: { version: 1 } } });
  });

  it('stands when the relay cannot be called, and writes nothing without a change', async () => {
    await created('zhejiang-quiet');
    const store = { table, callRelay: () => Promise.reject(new Error('throttled')) };
    expect((await changeRelease(store, 'zhejiang-quiet', tuesday, (head) => ({ ok: true, value: { change: submission(head) } }))).ok).toBe(true);
    await changeRelease(store, 'zhejiang-quiet', tuesday, () => ({ ok: true, value: { change: undefined } }));
    expect((await table.get(releaseKey('zhejiang-quiet'), HEAD))?.['seq']).toBe(2);
  });
});
