import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyAggregate } from '../../../bin/audit/verify-aggregate.ts';
import { firstBreak } from '../../../domain/record/event.ts';
import { submit } from '../../../domain/release/submit.ts';
import { createDraft } from '../../../domain/release/write-draft.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { readEvents } from '../../../functions/shared/record/events.ts';
import { readHeadAt, type Head } from '../../../functions/shared/record/head.ts';
import { HEAD } from '../../../functions/shared/record/keys.ts';
import { queryAll, type Table } from '../../../functions/shared/record/table.ts';
import { putBack, readDeadLetters, setAside, type DeadLetter } from '../../../functions/shared/relay/dead-letters.ts';
import { relayAggregate } from '../../../functions/shared/relay/relay-aggregate.ts';
import { actOf, changeIn, submitter, tuesday, writingOf } from '../../domain/release/sample.ts';
import { mortal } from '../cut-off.ts';
import { startEngines, type Engines } from '../engines.ts';
import { fakeMachines } from '../machines.ts';
import { quiet } from '../quiet.ts';

quiet();

const LATER = '2025-10-09T00:00:00.000Z';

let engines: Engines;
let table: Table;
beforeAll(async () => {
  engines = await startEngines();
  table = engines.table;
});
afterAll(() => engines.close());

let made = 0;

async function submitted(): Promise<Head> {
  const draft = (await commit(table, { head: undefined, change: changeIn(createDraft(`zhejiang-dead${(made += 1)}`, writingOf())), at: tuesday }))!;
  return (await commit(table, { head: draft, change: changeIn(submit(draft.release, actOf(submitter))), at: tuesday }))!;
}

/** Ten calls of a relay to which something fails. */
async function giveUp({ pk }: Head, relay: Partial<{ table: Table; start: () => Promise<never> }>): Promise<readonly DeadLetter[]> {
  const machines = { ...fakeMachines(), ...(relay.start === undefined ? {} : { start: relay.start }) };
  for (let time = 0; time < 10; time += 1) await relayAggregate({ table: relay.table ?? table, machines }, pk);
  return lettersOf({ pk });
}

const refused = { start: () => Promise.reject(new Error('refused')) };
const lettersOf = async ({ pk }: Pick<Head, 'pk'>) => (await readDeadLetters(table)).filter((letter) => letter.pk === pk);
const rowsOf = ({ pk }: Head) => queryAll(table, { condition: 'pk = :pk', values: { ':pk': pk } });

/** A table in which no row of an event can be written. */
function withoutRows(): Table {
  return { ...table, update: (update) => (update.sk.startsWith('EVENT#') ? Promise.reject(new Error('refused')) : table.update(update)) };
}

describe('dead letters of the relay', () => {
  it('are found by a key of their own, with what they are and since when, and no content', async () => {
    const head = await submitted();
    const letters = await giveUp(head, refused);
    expect(letters.map(({ kind, since }) => [kind, since]).sort()).toEqual([['start-deadline', head.lastAt], ['start-release', head.lastAt]]);
    expect(Object.keys(letters[0]!).sort()).toEqual(['key', 'kind', 'pk', 'since']);
    const open = await queryAll(table, { index: 'outbox', condition: 'outboxOpen = :open', values: { ':open': 'open' } });
    expect(open.map(({ pk }) => pk)).not.toContain(head.pk);
  });

  it('I7: put back they are carried out, once, however often they are put back', async () => {
    const head = await submitted();
    const letters = await giveUp(head, refused);
    for (const letter of letters) expect(await putBack(table, letter, LATER)).toBe(true);
    expect(await lettersOf(head)).toEqual([]);
    const machines = fakeMachines();
    await relayAggregate({ table, machines }, head.pk);
    for (const letter of letters) await putBack(table, letter, LATER);
    await relayAggregate({ table, machines }, head.pk);
    expect(machines.started.size).toBe(2);
    expect(await readHeadAt(table, head.pk)).toMatchObject({ outbox: {}, failures: {} });
  });

  it('I7: cut off while it is put back, a letter is in the list still, or in the outbox', async () => {
    for (let fatal = 1; fatal <= 3; fatal += 1) {
      const head = await submitted();
      const [letter] = await giveUp(head, refused);
      await putBack(mortal(fatal).wrap(table), letter!, LATER).catch(() => undefined);
      const listed = (await lettersOf(head)).some(({ key }) => key === letter!.key);
      const waiting = Object.keys((await readHeadAt(table, head.pk))!.outbox).includes(letter!.key);
      expect([fatal, listed || waiting]).toEqual([fatal, true]);
    }
  });

  it('that fail again have all their tries again, and lie there again', async () => {
    const head = await submitted();
    const letters = await giveUp(head, refused);
    for (const letter of letters) await putBack(table, letter, LATER);
    await relayAggregate({ table, machines: { ...fakeMachines(), ...refused } }, head.pk);
    expect(Object.values((await readHeadAt(table, head.pk))!.failures)).toEqual([1, 1]);
    expect(await giveUp(head, refused)).toEqual(letters);
  });

  it('set aside are listed no more, and their rows stay', async () => {
    const head = await submitted();
    const letters = await giveUp(head, refused);
    for (const letter of letters) await setAside(table, letter, LATER);
    expect(await lettersOf(head)).toEqual([]);
    expect((await rowsOf(head)).filter(({ setAsideAt }) => setAsideAt === LATER)).toHaveLength(2);
  });

  it('of an aggregate that has no head stay where they are', async () => {
    await table.update({ pk: 'SITE#zhejiang#RELEASE#gone', sk: 'DEAD#000001-1-wake', expression: 'SET entry = :entry, outboxOpen = :dead, outboxSince = :at', values: { ':entry': '{"kind":"wake"}', ':dead': 'dead', ':at': LATER } });
    const [letter] = await lettersOf({ pk: 'SITE#zhejiang#RELEASE#gone' });
    expect(await putBack(table, letter!, LATER)).toBe(false);
    expect(await lettersOf(letter!)).toEqual([letter]);
  });

  it('I5: an event that could not get its row is part of the history, in the audit too, and gets its row when it is put back', async () => {
    const head = await submitted();
    const letters = await giveUp(head, { table: withoutRows() });
    expect(letters.map(({ kind }) => kind)).toEqual(['event', 'event']);
    const audited = async () => {
      const rows = await rowsOf(head);
      return verifyAggregate({ pk: head.pk, head: rows.find(({ sk }) => sk === HEAD), rows: rows.filter(({ sk }) => sk !== HEAD) });
    };
    const events = await readEvents(table, (await readHeadAt(table, head.pk))!);
    expect([events.length, firstBreak(events)]).toEqual([2, undefined]);
    expect((await audited()).breaks).toEqual([]);
    for (const letter of letters) await putBack(table, letter, LATER);
    expect((await audited()).breaks).toEqual([]);
    await relayAggregate({ table, machines: fakeMachines() }, head.pk);
    expect((await rowsOf(head)).filter(({ sk }) => String(sk).startsWith('EVENT#'))).toHaveLength(2);
    expect((await audited()).breaks).toEqual([]);
  });

  it('I5: an event that was changed where it lies is named', async () => {
    const head = await submitted();
    await giveUp(head, { table: withoutRows() });
    const rows = (await rowsOf(head)).map((row) => (String(row['sk']).startsWith('DEAD#000002') ? { ...row, entry: String(row['entry']).replace('ReleaseSubmitted', 'ReleaseRecalled') } : row));
    const { breaks } = verifyAggregate({ pk: head.pk, head: rows.find(({ sk }) => sk === HEAD), rows: rows.filter(({ sk }) => sk !== HEAD) });
    expect(breaks).toEqual(['event 2: does not have the hash that it bears']);
  });
});
