import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beijingDate, instantOf, toBeijingIso } from '../../../domain/calendar/beijing.ts';
import { bellPlanFor, bellsFor, firstBells, nextBellAfter, type Bell } from '../../../domain/deadlines/bells.ts';
import { dueFrom } from '../../../domain/deadlines/due.ts';
import type { Limit } from '../../../domain/deadlines/limit.ts';
import { calendar } from '../calendar/hours.ts';

const house = { amberPercent: 75, aheadDays: [30, 7, 1], dailyBells: 10 };
const workingDay: Limit = { kind: 'working-days', days: 1 };
const annualReport: Limit = { kind: 'date', month: 1, day: 31, yearsAfter: 1 };

const at = (text: string) => instantOf(text.slice(0, 10), text.slice(11));
const bellsOf = (limit: Limit, from: number) => firstBells(dueFrom(limit, from, calendar), calendar, bellPlanFor(limit, house));
const written = (bells: Bell[]) => bells.map((bell) => `${bell.kind} ${toBeijingIso(bell.at).slice(0, 16)}`);

/** The bells without end, cut after so many. */
function take(limit: Limit, from: number, count: number): Bell[] {
  const bells = bellsFor(dueFrom(limit, from, calendar), calendar, bellPlanFor(limit, house));
  return Array.from({ length: count }, () => bells.next().value);
}

describe('bells', () => {
  it('A-23b: amber at 75 % of the office minutes, due, the leader next working day, then ten days', () => {
    const bells = written(bellsOf(workingDay, at('2025-09-29 16:00')));
    // 90 minutes of Monday and 420 of Tuesday: 382.5 of 510 are gone on Tuesday at 15:22:30.
    expect(bells.slice(0, 4)).toEqual(['amber 2025-09-30T15:22', 'due 2025-09-30T17:30', 'escalation 2025-10-09T08:30', 'daily 2025-10-10T08:30']);
    expect(bells).toHaveLength(13);
    expect(bells.at(-1)).toBe('daily 2025-10-22T08:30');
  });

  it('A-23a: clock minutes for two hours, on a holiday too', () => {
    expect(written(bellsOf({ kind: 'clock-hours', hours: 2 }, at('2025-10-01 23:00'))).slice(0, 3)).toEqual([
      'amber 2025-10-02T00:30',
      'due 2025-10-02T01:00',
      'escalation 2025-10-09T08:30',
    ]);
  });

  it('A-13: warns 30, 7 and 1 days ahead; case 9: Friday 30 January at the close', () => {
    const bells = written(bellsOf(annualReport, at('2026-01-01 00:00'))).filter((bell) => !bell.startsWith('daily'));
    expect(bells).toEqual([
      'ahead 2026-01-04T17:30', // 30 days ahead is a holiday with which the duty began
      'amber 2026-01-23T15:45',
      'ahead 2026-01-23T17:30', // 7 days ahead is Saturday 24
      'ahead 2026-01-30T17:30',
      'due 2026-02-01T00:00',
      'escalation 2026-02-02T08:30',
    ]);
  });

  it('B-03: a warning from before the duty began is left out', () => {
    const bells = written(bellsOf({ kind: 'calendar-days', days: 15 }, at('2025-11-03 09:00')));
    expect(bells.filter((bell) => bell.startsWith('ahead'))).toEqual(['ahead 2025-11-11T17:30', 'ahead 2025-11-17T17:30']);
  });

  it('A-23b: nothing rings days ahead of a limit in working days', () => {
    expect(bellsOf({ kind: 'working-days', days: 20 }, at('2025-11-03 09:00')).map((bell) => bell.kind)).not.toContain('ahead');
  });

  it('after ten days it rings each week without end, on working days, once in a long holiday', () => {
    const bells = take(workingDay, at('2025-09-01 09:00'), 20).map((bell) => `${bell.kind} ${beijingDate(bell.at)}`);
    expect(bells.slice(12, 18)).toEqual([
      'daily 2025-09-17',
      'weekly 2025-09-24',
      'weekly 2025-10-09',
      'weekly 2025-10-15',
      'weekly 2025-10-22',
      'weekly 2025-10-29',
    ]);
  });

  it('a limit with no office minute left still has its amber, by the clock', () => {
    const bells = written(bellsOf(annualReport, at('2026-01-31 00:00')));
    expect(bells[0]).toBe('amber 2026-01-31T18:00');
  });

  it('nextBellAfter goes through the same bells, years later too', () => {
    const due = dueFrom(workingDay, at('2025-09-01 09:00'), calendar);
    const plan = bellPlanFor(workingDay, house);
    let now = due.from;
    const heard = take(workingDay, due.from, 30).map((bell) => {
      const next = nextBellAfter(due, now, calendar, plan);
      now = next.at;
      return [next, bell] as const;
    });
    for (const [next, bell] of heard) expect(next).toEqual(bell);
    expect(nextBellAfter(due, at('2031-01-01 00:00'), calendar, plan)).toMatchObject({ kind: 'weekly' });
  });

  it('I4: whole seconds, never early, strictly one after another, amber before due', () => {
    const count = fc.integer({ min: 1, max: 40 });
    const limit = fc.oneof(
      count.map((days): Limit => ({ kind: 'working-days', days })),
      count.map((days): Limit => ({ kind: 'calendar-days', days })),
      count.map((hours): Limit => ({ kind: 'clock-hours', hours })),
      count.map((minutes): Limit => ({ kind: 'office-minutes', minutes })),
      fc.constantFrom<Limit>(annualReport, { kind: 'half-working-day' }, { kind: 'last-working-day' }, { kind: 'end-of-period', unit: 'month' }),
    );
    const instant = fc.integer({ min: at('2024-01-01 00:00'), max: at('2026-10-31 00:00') });
    fc.assert(
      fc.property(limit, instant, (one, from) => {
        const due = dueFrom(one, from, calendar);
        const bells = take(one, from, 25);
        const dueBell = bells.findIndex((bell) => bell.kind === 'due');
        expect(bells[dueBell]?.at).toBe(Math.ceil(due.dueAt / 1000) * 1000);
        for (const [index, bell] of bells.entries()) {
          expect(bell.at % 1000).toBe(0);
          expect(bell.at).toBeGreaterThanOrEqual(index === 0 ? from : (bells[index - 1]?.at ?? 0) + 1);
        }
        const before = bells.slice(0, dueBell);
        if (due.dueAt - from > 60_000) expect(before.map((bell) => bell.kind)).toContain('amber');
        if (one.kind !== 'clock-hours') {
          const amber = before.find((bell) => bell.kind === 'amber')?.at ?? from;
          const share = calendar.officeMinutesBetween(from, amber) / (calendar.officeMinutesBetween(from, due.dueAt) || 1);
          expect(share === 0 || share > 0.75 - 1e-12).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
