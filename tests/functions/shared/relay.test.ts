import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstBreak, type RecordedEvent } from '../../../domain/record/event.ts';
import type { Change } from '../../../domain/release/change.ts';
import { decide } from '../../../domain/release/decide.ts';
import { recall, submit } from '../../../domain/release/submit.ts';
import { createDraft } from '../../../domain/release/write-draft.ts';
import { closeEntries } from '../../../functions/shared/relay/close-entries.ts';
import { relayAggregate } from '../../../functions/shared/relay/relay-aggregate.ts';
import { restart } from '../../../functions/shared/relay/restart.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { readHead, type Head } from '../../../functions/shared/record/head.ts';
import { documentIn, textOf } from '../../../functions/shared/record/document.ts';
import { HEAD, releaseKey } from '../../../functions/shared/record/keys.ts';
import { queryAll, type Table } from '../../../functions/shared/record/table.ts';
import { waitWithToken } from '../../../functions/shared/record/wait-with-token.ts';
import { actOf, approvalOf, changeIn, head as headOfUnit, reviewer, secrecy, submitter, text, tuesday, writingOf } from '../../domain/release/sample.ts';
import { mortal } from '../cut-off.ts';
import { startEngines, type Engines } from '../engines.ts';
import { fakeMachines } from '../machines.ts';
import { quiet } from '../quiet.ts';

const logged = quiet();

let engines: Engines;
let table: Table;
beforeAll(async () => {
  engines = await startEngines();
  table = engines.table;
});
afterAll(() => engines.close());

let made = 0;
const newId = (): string => `zhejiang-relay${(made += 1)}`;

async function submitted(): Promise<Head> {
  const id = newId();
  const draft = (await commit(table, { head: undefined, change: changeIn(createDraft(id, writingOf())), at: tuesday }))!;
  return committed(draft, changeIn(submit(draft.release, actOf(submitter))));
}

async function committed(head: Head, change: Change): Promise<Head> {
  return (await commit(table, { head, change, at: tuesday }))!;
}

const approval = (head: Head, by: typeof reviewer) => changeIn(decide(head.release, approvalOf(head.release), actOf(by)));
const fresh = async (head: Head): Promise<Head> => (await readHead(table, head.release.id))!;
const rowsOf = async ({ pk }: Head): Promise<RecordedEvent[]> => {
  const rows = await queryAll(table, { condition: 'pk = :pk AND begins_with(sk, :event)', values: { ':pk': pk, ':event': 'EVENT#' } });
  return rows.map((row) => documentIn<RecordedEvent>(row['event']));
};
const isOpen = async ({ pk }: Head): Promise<boolean> => {
  const open = await queryAll(table, { index: 'outbox', condition: 'outboxOpen = :open', values: { ':open': 'open' } });
  return open.some((item) => item['pk'] === pk);
};
const quietly = () => ({ table, callRelay: () => Promise.resolve() });
const wakeOf = (token: string, enteredAt = '2025-09-30T07:50:00.000Z', retryCount = 0, generation = 1) => ({ token, generation, enteredAt, retryCount });

/** Everything that a submission must lead to, once. */
async function expectCarriedOut(head: Head, machines: ReturnType<typeof fakeMachines>): Promise<void> {
  const { id, duties } = head.release;
  const rows = await rowsOf(head);
  expect([rows.length, firstBreak(rows)]).toEqual([2, undefined]);
  expect([...machines.started.keys()].sort()).toEqual([`${duties[0]!.id}-g1`, `${id}-g1`].sort());
  expect(machines.started.get(`${id}-g1`)?.input).toEqual({ releaseId: id, generation: 1, next: 'await-decision' });
  expect(await fresh(head)).toMatchObject({ outbox: {}, failures: {} });
  expect(await isOpen(head)).toBe(false);
}

describe('the relay', () => {
  it('I7: carries out every entry, and a second and third call change nothing', async () => {
    const head = await submitted();
    const machines = fakeMachines();
    for (let time = 0; time < 3; time += 1) {
      await relayAggregate({ table, machines }, head.pk);
      await expectCarriedOut(head, machines);
    }
  });

  it('I7: cut off before any call whatever, a replay completes the work: event rows, one machine, an empty outbox', async () => {
    let finished = false;
    for (let fatal = 1; !finished; fatal += 1) {
      const head = await submitted();
      const machines = fakeMachines();
      const life = mortal(fatal);
      finished = await relayAggregate({ table: life.wrap(table), machines: life.wrap(machines) }, head.pk).then(
        () => life.calls() < fatal,
        () => false,
      );
      await relayAggregate({ table, machines }, head.pk);
      await expectCarriedOut(head, machines);
      if (finished) expect(fatal).toBeGreaterThan(6);
    }
  });

  it('I7: cut off before any call while it starts a lost machine anew, a replay starts it, once', async () => {
    let finished = false;
    for (let fatal = 1; !finished; fatal += 1) {
      const first = await submitted();
      const machines = fakeMachines();
      await relayAggregate({ table, machines }, first.pk);
      const { id, duties } = first.release;
      machines.end(`${id}-g1`);
      const head = await committed(await fresh(first), approval(first, reviewer));
      const life = mortal(fatal);
      finished = await relayAggregate({ table: life.wrap(table), machines: life.wrap(machines) }, head.pk).then(
        () => life.calls() < fatal,
        () => false,
      );
      await relayAggregate({ table, machines }, head.pk);
      const running = [...machines.started].filter(([, execution]) => execution.running).map(([name]) => name);
      expect([fatal, running.sort()]).toEqual([fatal, [`${id}-g2`, `${duties[0]!.id}-g1`, `${head.release.duties[1]!.id}-g1`].sort()]);
      expect(await fresh(head)).toMatchObject({ outbox: {}, release: { generation: 2, restarts: 1 } });
      expect(firstBreak(await rowsOf(head))).toBeUndefined();
    }
  });

  it('I5: an event row is written once and never over', async () => {
    const head = await submitted();
    await relayAggregate({ table, machines: fakeMachines() }, head.pk);
    const before = await rowsOf(head);
    const forged = { ...before[0]!, by: 'somebody-else' };
    await table.update({ pk: head.pk, sk: HEAD, expression: 'SET outbox.#key = :entry', names: { '#key': 'again' }, values: { ':entry': textOf({ kind: 'event', event: forged }) } });
    await relayAggregate({ table, machines: fakeMachines() }, head.pk);
    expect(await rowsOf(head)).toEqual(before);
  });

  it('an entry that fails blocks no other, and after ten failures lies with the dead letters', async () => {
    const head = await submitted();
    const machines = { ...fakeMachines(), start: () => Promise.reject(new Error('refused')) };
    for (let time = 1; time < 10; time += 1) await relayAggregate({ table, machines }, head.pk);
    expect(await rowsOf(head)).toHaveLength(2);
    expect(Object.values((await fresh(head)).failures)).toEqual([9, 9]);
    expect(await isOpen(head)).toBe(true);
    await relayAggregate({ table, machines }, head.pk);
    expect(await fresh(head)).toMatchObject({ outbox: {}, failures: {} });
    const dead = await queryAll(table, { condition: 'pk = :pk AND begins_with(sk, :dead)', values: { ':pk': head.pk, ':dead': 'DEAD#' } });
    expect(dead.map((item) => documentIn<{ kind: string }>(item['entry']).kind).sort()).toEqual(['start-deadline', 'start-release']);
    expect(logged.some((line) => line.includes('EFFECT_DEAD'))).toBe(true);
  });

  it('a closed name whose work is unfinished starts the next generation; one whose work is done does not', async () => {
    const head = await submitted();
    const machines = fakeMachines();
    await machines.start('release', `${head.release.id}-g1`, {});
    machines.end(`${head.release.id}-g1`);
    await relayAggregate({ table, machines }, head.pk);
    expect(machines.started.get(`${head.release.id}-g2`)?.input).toMatchObject({ generation: 2, next: 'await-decision' });

    const other = await submitted();
    const recalled = await committed(other, changeIn(recall(other.release, actOf(submitter))));
    await machines.start('release', `${other.release.id}-g1`, {});
    machines.end(`${other.release.id}-g1`);
    await relayAggregate({ table, machines }, recalled.pk);
    expect(machines.started.has(`${other.release.id}-g2`)).toBe(false);
  });

  it('a check finds a machine that was stopped, and leaves one that runs', async () => {
    const head = await submitted();
    const machines = fakeMachines();
    await relayAggregate({ table, machines }, head.pk);
    await relayAggregate({ table, machines }, head.pk, true);
    expect(machines.started.has(`${head.release.id}-g2`)).toBe(false);
    machines.end(`${head.release.id}-g1`);
    await relayAggregate({ table, machines }, head.pk, true);
    expect(machines.started.get(`${head.release.id}-g2`)?.running).toBe(true);
  });

  it('a check wakes a machine that runs and did not hear that the record has moved on, and none that has nothing to hear', async () => {
    const head = await submitted();
    const machines = fakeMachines();
    await relayAggregate({ table, machines }, head.pk);
    await waitWithToken(quietly(), head.release.id, wakeOf('kept'));
    machines.waitWith('kept');
    await relayAggregate({ table, machines }, head.pk, true);
    expect(machines.heard).toEqual([]);
    const deaf = { ...machines, signal: () => Promise.resolve(true) };
    await committed(await fresh(head), { release: { ...head.release, state: 'publishing' }, event: { type: 'Noted', by: 'x', data: {} } });
    await relayAggregate({ table, machines: deaf }, head.pk);
    expect([await isOpen(head), machines.heard]).toEqual([false, []]);
    await relayAggregate({ table, machines }, head.pk, true);
    await relayAggregate({ table, machines }, head.pk, true);
    expect(machines.heard).toEqual([{ token: 'kept', output: { next: 'publish' } }]);
    expect(machines.started.has(`${head.release.id}-g2`)).toBe(false);
  });

  it('a check finds a clock that died untold once its bell should have rung long ago, again and again, and leaves one that runs', async () => {
    const head = await submitted();
    const { id, nextBell } = head.release.duties[0]!;
    const machines = fakeMachines();
    await relayAggregate({ table, machines }, head.pk);
    const checked = async (after: number): Promise<number> => {
      await relayAggregate({ table, machines }, head.pk, true, new Date(Date.parse(nextBell!.at) + after * 60_000 + 1).toISOString());
      return [...machines.started.keys()].filter((name) => name.startsWith(id)).length;
    };
    const died = async (after: number): Promise<number> => {
      machines.end(`${id}-g${[...machines.started.keys()].filter((name) => name.startsWith(id)).length}`);
      return checked(after);
    };
    expect(await checked(60)).toBe(1);
    expect([await died(9), await checked(10), await checked(11)]).toEqual([1, 2, 2]);
    const starts: number[] = [];
    for (let after = 11; after < 300; after += 5) starts.push(await died(after));
    expect(starts.at(-1)).toBeGreaterThan(9);
    expect(starts.at(-1)).toBeLessThan(16);
  });
});

describe('starting anew', () => {
  it('goes on through lost races: a bell in between must not leave a dead machine dead', async () => {
    const head = await submitted();
    let races = 3;
    const racing: Table = {
      ...table,
      get: async (pk, sk) => {
        const item = await table.get(pk, sk);
        if ((races -= 1) >= 0) await table.update({ pk, sk, expression: 'SET seq = seq + :one', values: { ':one': 1 } });
        return item;
      },
    };
    expect(await restart(racing, head.pk, { machine: 'release', generation: 1 })).toBe(true);
    expect((await fresh(head)).release.generation).toBe(2);
    expect(await restart(table, head.pk, { machine: 'release', generation: 1 })).toBe(false);
  });

  it('an overdue duty’s clock waits for the bell that was not rung', async () => {
    const head = await submitted();
    const duty = { ...head.release.duties[0]!, state: 'overdue' as const };
    const overdue = await committed(head, { release: { ...head.release, duties: [duty] }, event: { type: 'BellRung', by: 'system', data: {} } });
    const machines = fakeMachines();
    await relayAggregate({ table, machines }, overdue.pk);
    machines.end(`${duty.id}-g1`);
    expect(await restart(table, overdue.pk, { machine: 'deadline', dutyId: duty.id, generation: 1 })).toBe(true);
    await relayAggregate({ table, machines }, overdue.pk);
    expect(machines.started.get(`${duty.id}-g2`)).toEqual({ input: { releaseId: head.release.id, dutyId: duty.id, generation: 2, bellAt: duty.nextBell!.at }, running: true });
  });
});

describe('closing entries', () => {
  it('I7: a commit at any moment of it never leaves an open outbox that the sweeper cannot find', async () => {
    for (let moment = 1; moment <= 4; moment += 1) {
      const head = await submitted();
      let calls = 0;
      const meanwhile = async (): Promise<void> => {
        if ((calls += 1) === moment) await committed(await fresh(head), { release: head.release, event: { type: 'Noted', by: 'x', data: {} } });
      };
      const interrupted: Table = {
        ...table,
        update: async (update) => {
          await meanwhile();
          return table.update(update);
        },
      };
      await closeEntries(interrupted, head, Object.keys(head.outbox));
      await meanwhile();
      const after = await fresh(head);
      expect([moment, Object.keys(after.outbox).length > 0, await isOpen(head)]).toEqual([moment, calls >= moment, calls >= moment]);
    }
  });

  it('two relays that close the same entries leave nothing behind', async () => {
    const head = await submitted();
    const keys = Object.keys(head.outbox);
    await Promise.all([closeEntries(table, head, keys), closeEntries(table, head, keys), closeEntries(table, head, keys.slice(0, 2))]);
    expect([(await fresh(head)).outbox, await isOpen(head)]).toEqual([{}, false]);
  });
});

describe('waiting with a token', () => {
  it('wakes the machine with what comes next, once; a double signal is harmless', async () => {
    const head = await submitted();
    const machines = fakeMachines();
    await relayAggregate({ table, machines }, head.pk);
    machines.waitWith('t1');
    await waitWithToken(quietly(), head.release.id, wakeOf('t1'));
    expect(machines.heard).toEqual([]);
    await committed(await fresh(head), approval(head, reviewer));
    await relayAggregate({ table, machines }, head.pk);
    await relayAggregate({ table, machines }, head.pk);
    expect(machines.heard).toEqual([{ token: 't1', output: { next: 'await-decision' } }]);
  });

  it('an older token is never left over a newer one: by entered time, then by retry', async () => {
    const head = await submitted();
    const later = '2025-09-30T07:51:00.000Z';
    const cases = [
      [wakeOf('newer', later), wakeOf('older'), 'newer'],
      [wakeOf('second', later, 2), wakeOf('first', later, 1), 'second'],
      [wakeOf('first', later, 2), wakeOf('second', later, 3), 'second'],
      [wakeOf('older', later, 4), wakeOf('newer', '2025-09-30T07:52:00.000Z'), 'newer'],
      [wakeOf('other', '2025-09-30T07:53:00.000Z', 0, 1), wakeOf('stranger', '2025-09-30T07:54:00.000Z', 0, 0), 'other'],
    ] as const;
    for (const [first, then, stays] of cases) {
      await waitWithToken(quietly(), head.release.id, first);
      await waitWithToken(quietly(), head.release.id, then);
      expect((await fresh(head)).wake?.token).toBe(stays);
    }
  });

  it('decided in between: the wake-up is ordered and the machine goes on', async () => {
    let head = await submitted();
    const machines = fakeMachines();
    await relayAggregate({ table, machines }, head.pk);
    for (const by of [reviewer, secrecy, headOfUnit, text]) head = await committed(await fresh(head), approval(head, by));
    head = await committed(head, changeIn(recall(head.release, actOf(submitter))));
    await relayAggregate({ table, machines }, head.pk);
    machines.waitWith('late');
    const called: string[] = [];
    await waitWithToken({ table, callRelay: (pk) => Promise.resolve(void called.push(pk)) }, head.release.id, wakeOf('late'));
    expect([called, await isOpen(head)]).toEqual([[releaseKey(head.release.id)], true]);
    await relayAggregate({ table, machines }, head.pk);
    expect(machines.heard).toEqual([{ token: 'late', output: { next: 'done' } }]);
    expect(await isOpen(head)).toBe(false);
  });

  it('I3: a machine of an earlier generation ends at once when a later one’s token takes the place of its own', async () => {
    const head = await submitted();
    const machines = fakeMachines();
    machines.waitWith('first');
    machines.waitWith('second');
    await waitWithToken(quietly(), head.release.id, wakeOf('first'));
    // Recalled and submitted again, before the relay has woken anybody.
    const recalled = await committed(await fresh(head), changeIn(recall(head.release, actOf(submitter))));
    const again = await committed(recalled, changeIn(submit(recalled.release, actOf(submitter))));
    expect(again.release.generation).toBe(2);
    const called: string[] = [];
    const store = { table, callRelay: (pk: string) => Promise.resolve(void called.push(pk)) };
    await waitWithToken(store, head.release.id, wakeOf('second', '2025-09-30T07:51:00.000Z', 0, 2));
    expect([called, (await fresh(head)).wake?.token]).toEqual([[head.pk], 'second']);
    await relayAggregate({ table, machines }, head.pk);
    expect(machines.heard).toContainEqual({ token: 'first', output: { next: 'done' } });
  });

  it('a machine of an older generation is told that it is done', async () => {
    const head = await submitted();
    await restart(table, head.pk, { machine: 'release', generation: 1 });
    const machines = fakeMachines();
    machines.waitWith('old');
    await waitWithToken(quietly(), head.release.id, wakeOf('old'));
    await relayAggregate({ table, machines }, head.pk);
    expect(machines.heard).toEqual([{ token: 'old', output: { next: 'done' } }]);
    expect((await fresh(head)).wake).toBeUndefined();
  });

  it('an ordered wake-up outlives a relay that cannot be called', async () => {
    const head = await submitted();
    const store = { table, callRelay: () => Promise.reject(new Error('throttled')) };
    await waitWithToken(store, head.release.id, wakeOf('old', undefined, 0, 0));
    expect(Object.values((await fresh(head)).outbox)).toContainEqual({ kind: 'wake-token', token: 'old', generation: 0 });
  });
});
