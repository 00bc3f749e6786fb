import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainStart, link, type RecordedEvent } from '../../../domain/record/event.ts';
import { verifyChain, type StoredText } from '../../../domain/record/stored-chain.ts';

const START = Date.parse('2025-03-05T01:00:00.000Z');

function chainOf(count: number): RecordedEvent[] {
  const events: RecordedEvent[] = [];
  for (let place = 0; place < count; place += 1) {
    const last = events.at(-1);
    const end = last === undefined ? chainStart : { seq: last.seq, lastHash: last.hash, lastAt: last.at };
    events.push(link(end, { type: 'Noted', by: 'p1', data: { stage: 'first-review', place, remarks: '同意', nested: { ok: true, none: null } } }, START + place));
  }
  return events;
}
const row = (event: RecordedEvent, seq = event.seq): StoredText => ({ seq, place: 'row', text: JSON.stringify(event) });
const endOf = (events: readonly RecordedEvent[]) => ({ seq: events.at(-1)!.seq, lastHash: events.at(-1)!.hash, lastAt: events.at(-1)!.at });

const events = chainOf(4);
const [one, two, three, four] = events as [RecordedEvent, RecordedEvent, RecordedEvent, RecordedEvent];
const end = endOf(events);
const breaksOf = (texts: readonly StoredText[], at: typeof end | undefined = end) => verifyChain({ end: at, texts }).breaks;

describe('a stored chain', () => {
  it('control: is whole as it was written, with an event on its way in the outbox, in its row, or in both', () => {
    const way: StoredText = { seq: 4, place: 'outbox', text: JSON.stringify(four) };
    const ledger: StoredText = { seq: 2, place: 'ledger', text: JSON.stringify(two) };
    const rows = [row(one), row(two), row(three)];
    for (const texts of [[...rows, row(four)], [...rows, way], [...rows, row(four), way], [way, ...rows, ledger]]) expect(breaksOf(texts)).toEqual([]);
  });

  it('I5: any single change to any stored text of an event is found', () => {
    const texts = [...events.map((event) => row(event)), { seq: 2, place: 'ledger', text: JSON.stringify(two) } as const, { seq: 4, place: 'outbox', text: JSON.stringify(four) } as const];
    const change = fc.tuple(fc.nat(texts.length - 1), fc.nat(), fc.string({ maxLength: 1, unit: 'binary' }), fc.nat(1));
    fc.assert(
      fc.property(change, ([which, where, put, cut]) => {
        const { text } = texts[which]!;
        const at = where % text.length;
        const changed = text.slice(0, at) + put + text.slice(at + cut);
        fc.pre(changed !== text);
        return breaksOf(texts.map((each, place) => (place === which ? { ...each, text: changed } : each))).length > 0;
      }),
      { numRuns: 2000 },
    );
  });

  it.each<[string, readonly StoredText[], string]>([
    ['a changed event', [row(one), row({ ...two, by: 'p2' }), row(three), row(four)], 'event 2: does not have the hash that it bears'],
    ['a changed event with a hash of its own', [row(one), row(link({ seq: 1, lastHash: one.hash, lastAt: one.at }, { type: 'Noted', by: 'p2', data: {} }, START)), row(three), row(four)], 'event 3: does not follow the one before it'],
    ['a missing event', [row(one), row(three), row(four)], 'event 2: is missing'],
    ['two that were swapped', [row(one), row(three, 2), row(two, 3), row(four)], 'event 2 (row): has event 3 in its place'],
    ['the same in other bytes', [row(one), { ...row(two), text: ` ${JSON.stringify(two)}` }, row(three), row(four)], 'event 2 (row): is not the text that was recorded'],
    ['a copy in a ledger that says something else', [...events.map((event) => row(event)), { seq: 2, place: 'ledger', text: JSON.stringify({ ...two, by: 'x' }) }], 'event 2 (ledger): differs from the row'],
    ['a copy without its event', [...events.map((event) => row(event)), { seq: 5, place: 'ledger', text: JSON.stringify({ ...two, seq: 5 }) }], 'event 5 (ledger): is in no row and not in the outbox'],
    ['a tail that was cut', [row(one), row(two), row(three)], 'head: stands at event 4, the chain ends otherwise, at event 3'],
  ])('I5: %s is named first', (_case, texts, first) => {
    expect(breaksOf(texts)[0]).toBe(first);
  });

  it('a head that is gone, behind or otherwise is named', () => {
    const rows = events.map((event) => row(event));
    expect(verifyChain({ texts: rows }).breaks).toEqual(['head: is missing']);
    for (const other of [{ ...end, seq: 3 }, { ...end, lastHash: three.hash }, { ...end, lastAt: three.at }]) expect(breaksOf(rows, other)).toHaveLength(1);
  });
});
