import { describe, expect, it } from 'vitest';
import type { Person, Roster } from '../../web/desk/api/types.ts';
import { csvOf } from '../../web/desk/components/csv.ts';
import { daysSince, freshnessOf } from '../../web/desk/screens/columns/freshness.ts';
import { fourWeeksFrom } from '../../web/desk/screens/people/four-weeks.ts';
import { byUnit } from '../../web/desk/screens/people/order.ts';

const at = (text: string): number => Date.parse(`${text}+08:00`);

describe('a file for spreadsheets', () => {
  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])('makes text of %j', (text) => {
    expect(csvOf({ heading: ['x'], lines: [[text]] })).toBe(`\uFEFF"x"\r\n"'${text}"\r\n`);
  });

  it('leaves the rest as it is, quotes and lines included', () => {
    expect(csvOf({ heading: ['标题', 'b'], lines: [['他说"好"，\n是', '2025-10-09']] })).toBe('\uFEFF"标题","b"\r\n"他说""好""，\n是","2025-10-09"\r\n');
  });
});

describe('how fresh a column is (B-11)', () => {
  it.each([
    ['real-time', '2025-10-08T11:00', '2025-10-09T10:00', 'fresh'],
    ['real-time', '2025-10-08T09:00', '2025-10-09T10:00', 'stale'],
    ['daily', '2025-09-30T17:00', '2025-10-09T10:00', 'due'],
    ['daily', '2025-09-29T17:00', '2025-10-09T10:00', 'stale'],
    ['ten-day', '2025-10-01T10:00', '2025-10-10T10:00', 'fresh'],
    ['ten-day', '2025-10-31T10:00', '2025-11-01T10:00', 'due'],
    ['ten-day', '2025-10-20T10:00', '2025-11-01T10:00', 'stale'],
    ['monthly', '2025-09-30T10:00', '2025-10-01T10:00', 'due'],
    ['quarterly', '2025-06-30T10:00', '2025-10-01T10:00', 'stale'],
    ['quarterly', '2025-07-01T10:00', '2025-10-01T10:00', 'due'],
    ['yearly', '2024-01-01T10:00', '2025-12-31T10:00', 'due'],
    ['yearly', '2024-12-31T10:00', '2026-01-01T10:00', 'stale'],
  ])('%s, last %s, on %s: %s', (updateClass, last, now, expected) => {
    expect(freshnessOf(updateClass, at(last), at(now))).toBe(expected);
  });

  it('counts days in Beijing', () => {
    expect(daysSince(at('2025-07-04T23:59'), at('2025-10-09T00:01'))).toBe(97);
  });
});

describe('the roster of four weeks (A-22)', () => {
  const seat = (person: string) => ({ person, name: person, present: true });
  const roster: Roster = { a: [seat('a')], b: [seat('b'), { ...seat('c'), coversFor: 'b', from: '2025-10-10T16:00:00Z', until: '2025-10-11T16:00:00Z' }], onDuty: [] };
  const away = (id: string, from: string, until: string): Person => ({ id, name: id, version: 1, roles: [], leaves: [{ id: 'l', from: new Date(at(from)).toISOString(), until: new Date(at(until)).toISOString() }], reassignments: [], covers: [] });

  it('says for each day who is there, and who puts online, or that nobody does', () => {
    const people = [away('a', '2025-10-10T00:00', '2025-10-13T00:00'), away('b', '2025-10-11T12:00', '2025-10-13T00:00')];
    const { days, seats, publishing } = fourWeeksFrom(at('2025-10-09T23:00'), roster, people);
    expect([days.length, days[0], days[27]]).toEqual([28, '2025-10-09', '2025-11-05']);
    expect(seats.map(({ days: each }) => each.slice(0, 5))).toEqual([
      ['there', 'away', 'away', 'away', 'there'],
      ['there', 'there', 'part', 'away', 'there'],
      ['no', 'no', 'there', 'no', 'no'],
    ]);
    expect(publishing.slice(0, 5)).toEqual(['publisher-a', 'publisher-b', 'publisher-b', 'nobody', 'publisher-a']);
  });
});

describe('the order of people', () => {
  it('keeps a unit together, also where it is no more, and puts who has no role any more last', () => {
    const person = (id: string, ...units: string[]): Person => ({ id, name: id, version: 1, roles: units.map((unit) => ({ role: 'submitter', unit, since: '2025-01-01T00:00:00Z' })), leaves: [], reassignments: [], covers: [] });
    const people = [person('a', 'gone-2'), person('b'), person('c', 'gone-1'), person('d', 'gone-2'), person('e'), person('f', 'second'), person('g', 'first')];
    expect(byUnit(people, ['first', 'second']).map(({ id }) => id)).toEqual(['g', 'f', 'c', 'a', 'd', 'b', 'e']);
  });
});
