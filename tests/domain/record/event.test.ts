import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../domain/record/canonical.ts';
import { chainStart, firstBreak, link, type ChainEnd, type RecordedEvent } from '../../../domain/record/event.ts';

const at = Date.parse('2025-09-30T07:50:00.000Z');

function chainOf(length: number): RecordedEvent[] {
  const events: RecordedEvent[] = [];
  let end: ChainEnd = chainStart;
  for (let place = 0; place < length; place += 1) {
    const event = link(end, { type: 'StageApproved', by: 'a1', data: { stage: 'first-review', note: `第${place}次` } }, at + place);
    events.push(event);
    end = { seq: event.seq, lastHash: event.hash, lastAt: event.at };
  }
  return events;
}

const chain = chainOf(6);
const text = JSON.stringify(chain);
const broken = (events: RecordedEvent[]) => firstBreak(events) !== undefined;

describe('the event chain', () => {
  it('I5: an untouched chain holds, whatever order its fields were stored in', () => {
    expect(firstBreak(chain)).toBeUndefined();
    const reordered = chain.map((event) => Object.fromEntries(Object.entries(event).reverse()) as unknown as RecordedEvent);
    expect(firstBreak(reordered)).toBeUndefined();
  });

  it('I5: no byte of the stored text can change without a break', () => {
    fc.assert(
      fc.property(fc.nat({ max: text.length - 1 }), fc.constantFrom('0', 'x', '"', ' ', '批'), (place, replacement) => {
        const tampered = text.slice(0, place) + replacement + text.slice(place + 1);
        let events: RecordedEvent[];
        try {
          events = JSON.parse(tampered) as RecordedEvent[];
        } catch {
          return; // What is no JSON any more cannot be read at all.
        }
        expect(canonicalJson(events as never) === canonicalJson(chain as never) || broken(events)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('I5: a field that is added or taken away is a break, at the event that was touched', () => {
    for (const place of chain.keys()) {
      const added = chain.map((event, each) => (each === place ? { ...event, also: 1 } : event));
      expect(firstBreak(added)).toBe(place + 1);
      for (const field of Object.keys(chain[place]!)) {
        const lacking = chain.map((event, each) => (each === place ? (Object.fromEntries(Object.entries(event).filter(([key]) => key !== field)) as unknown as RecordedEvent) : event));
        expect([place, field, firstBreak(lacking)]).toEqual([place, field, place + 1]);
      }
    }
  });

  it('I5: a cut before the tail, a doubled event and every swap are breaks', () => {
    for (const one of chain.keys()) {
      if (one < chain.length - 1) expect(firstBreak(chain.toSpliced(one, 1))).toBe(one + 1);
      expect(firstBreak(chain.toSpliced(one, 0, chain[one]!))).toBe(one + 2);
      for (const other of chain.keys()) {
        if (one >= other) continue;
        expect(firstBreak(chain.with(one, chain[other]!).with(other, chain[one]!))).toBe(one + 1);
      }
    }
  });

  it('I5: a number that was left out is a break, even where every hash fits', () => {
    const last = chain.at(-1)!;
    const skipping = link({ seq: last.seq + 1, lastHash: last.hash, lastAt: last.at }, { type: 'ReleasePublished', by: 'system', data: {} }, at);
    expect(firstBreak([...chain, skipping])).toBe(chain.length + 1);
  });

  it('I5: an event of another chain does not fit, even with its own hash intact', () => {
    const foreign = link({ seq: 2, lastHash: 'f'.repeat(64), lastAt: '' }, { type: 'StageApproved', by: 'b2', data: {} }, at);
    expect(firstBreak([...chain.slice(0, 2), foreign])).toBe(3);
  });

  it('time never runs backwards: an event is as late as the last one', () => {
    const first = link(chainStart, { type: 'DraftCreated', by: 'a1', data: {} }, at);
    const second = link({ seq: 1, lastHash: first.hash, lastAt: first.at }, { type: 'DraftSaved', by: 'a1', data: {} }, at - 5_000);
    expect(second.at).toBe(first.at);
  });

  it('equal values have one text: keys sorted, nothing undefined', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const entries = Object.entries(value);
        const turned = Object.fromEntries([...entries.reverse(), ['left-out', undefined]]);
        expect(canonicalJson(turned as never)).toBe(canonicalJson(value as never));
        expect(JSON.parse(canonicalJson(value as never))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});
