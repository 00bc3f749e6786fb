import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, beijingDate, instantOf, toBeijingIso } from '../../../domain/calendar/beijing.ts';
import { officialYears } from '../../../domain/calendar/official-years.ts';
import { WorkingCalendar } from '../../../domain/calendar/working-calendar.ts';
import { dueFor, dueFrom, type Due } from '../../../domain/deadlines/due.ts';
import { limitSchema, type Limit } from '../../../domain/deadlines/limit.ts';
import { parsePause, parseStart, type Pause } from '../../../domain/deadlines/start.ts';
import { calendar, hours, summerCalendar } from '../calendar/hours.ts';

const workingDays = (days: number): Limit => ({ kind: 'working-days', days });
const calendarDays = (days: number): Limit => ({ kind: 'calendar-days', days });
const clockHours = (hours: number): Limit => ({ kind: 'clock-hours', hours });
const months = (count: number): Limit => ({ kind: 'months', months: count });
const endOf = (unit: 'ten-days' | 'month' | 'quarter' | 'year'): Limit => ({ kind: 'end-of-period', unit });
const annualReport: Limit = { kind: 'date', month: 1, day: 31, yearsAfter: 1 };
const half: Limit = { kind: 'half-working-day' };
const lastWorkingDay: Limit = { kind: 'last-working-day' };

function due(limit: Limit, from: string, pauses: Pause[] = []): Due {
  const start = parseStart(from);
  if (!start.ok) throw new Error(start.error.type);
  const result = dueFor(limit, start.value, calendar, { pauses });
  if (!result.ok) throw new Error(result.error.type);
  return result.value;
}

const atOf = (answer: Due) => toBeijingIso(answer.dueAt).slice(0, 16);

describe('WD: working days', () => {
  it('A-23b: shows every day it looked at, the day of the act excluded', () => {
    const { days } = due(workingDays(1), '2024-09-30T11:20');
    expect(days[0]).toEqual({ date: '2024-09-30', counts: false, why: 'day-of-act' });
    expect(days[1]).toEqual({ date: '2024-10-01', counts: false, why: 'holiday' });
    expect(days.at(-1)).toEqual({ date: '2024-10-08', counts: true, why: 'weekday' });
    expect(days).toHaveLength(9);
  });

  it('A-19: over the Spring Festival of 2025 with its make-up days', () => {
    expect(due(workingDays(1), '2025-01-25').dueOn).toBe('2025-01-26');
    expect(due(workingDays(2), '2025-01-26T10:00').dueOn).toBe('2025-02-05');
    expect(due(workingDays(4), '2025-02-04T23:59').dueOn).toBe('2025-02-08');
  });

  it('A-16: on New Year’s Eve 2024, a working day before the holiday', () => {
    expect(due(workingDays(1), '2024-02-08').dueOn).toBe('2024-02-09');
    expect(due(workingDays(2), '2024-02-08').dueOn).toBe('2024-02-18');
  });

  it('A-23b: over the end of the year, and over a leap day', () => {
    expect(due(workingDays(1), '2025-12-31').dueOn).toBe('2026-01-04');
    expect(due(workingDays(1), '2024-02-28').dueOn).toBe('2024-02-29');
  });

  it('A-23b: before or after the office closes, the day of the act is excluded alike', () => {
    expect(due(workingDays(1), '2025-09-28T00:00').dueOn).toBe('2025-09-29');
    expect(due(workingDays(1), '2025-09-28T23:59:59.999').dueOn).toBe('2025-09-29');
  });

  it('§7: a day in a year without a notice makes it provisional, one that was not looked at does not', () => {
    expect(due(workingDays(1), '2026-12-31')).toMatchObject({ dueOn: '2027-01-01', provisional: true });
    expect(due(workingDays(1), '2026-12-30').provisional).toBe(false);
    expect(due(workingDays(1), '2023-12-31')).toMatchObject({ dueOn: '2024-01-02', provisional: false });
  });

  it('C-06: the same day ends as that day closes; what comes later is of the next working day', () => {
    expect(atOf(due(workingDays(0), '2025-09-30T17:29'))).toBe('2025-09-30T17:30');
    expect(atOf(due(workingDays(0), '2025-09-30T17:30'))).toBe('2025-10-09T17:30');
    expect(due(workingDays(0), '2025-09-27T10:00').days.map((day) => day.counts)).toEqual([false, true]);
  });

  it('C-05: after a quarter it runs from the quarter’s last day', () => {
    expect(due(workingDays(5), '2025-Q3').dueOn).toBe('2025-10-14');
    expect(due(workingDays(5), '2026-Q2').dueOn).toBe('2026-07-07');
  });
});

describe('pauses', () => {
  const consultation: Pause = { from: '2025-09-10', to: '2025-09-19' };

  it('REG-33: the day of sending counts as used, the last paused day does not', () => {
    const { days, dueOn } = due(workingDays(5), '2025-09-08', [consultation]);
    expect(dueOn).toBe('2025-09-24');
    expect(days.filter((day) => day.counts).map((day) => day.date)).toEqual(['2025-09-09', '2025-09-10', '2025-09-22', '2025-09-23', '2025-09-24']);
    expect(days.find((day) => day.date === '2025-09-19')).toMatchObject({ counts: false, why: 'paused' });
  });

  it('REG-33: a pause of one day, or one after the end, takes nothing away', () => {
    const without = due(workingDays(5), '2025-09-08').dueOn;
    expect(due(workingDays(5), '2025-09-08', [{ from: '2025-09-10', to: '2025-09-10' }]).dueOn).toBe(without);
    expect(due(workingDays(5), '2025-09-08', [{ from: '2025-11-10', to: '2025-11-20' }]).dueOn).toBe(without);
  });

  it('a pause moves the end by exactly the working days that it covers', () => {
    const day = fc.integer({ min: 0, max: 300 }).map((offset) => addDays('2025-01-01', offset));
    fc.assert(
      fc.property(day, fc.nat(30), fc.nat(30), fc.integer({ min: 1, max: 25 }), (act, gap, length, n) => {
        const from = addDays(act, gap);
        const to = addDays(from, length);
        const paused = due(workingDays(n), act, [{ from, to }]);
        const whole = paused.days.filter((one) => one.why === 'paused' && calendar.isWorkingDay(one.date)).length;
        expect(paused.dueOn).toBe(due(workingDays(n + whole), act).dueOn);
      }),
      { numRuns: 60 },
    );
  });

  it('is refused where no days are counted', () => {
    const start = { kind: 'instant', at: 0 } as const;
    expect(dueFor(clockHours(2), start, calendar, { pauses: [consultation] })).toEqual({ ok: false, error: { type: 'cannot-pause', limit: 'clock-hours' } });
  });

  it('is read from FROM..TO', () => {
    expect(parsePause('2025-09-10..2025-09-19')).toEqual({ ok: true, value: consultation });
    for (const text of ['2025-09-10', '2025-09-19..2025-09-10', '2025-09-31..2025-10-01', '2025-09-10..2025-09-19..2025-09-20']) {
      expect(parsePause(text)).toMatchObject({ ok: false, error: { type: 'not-a-pause' } });
    }
  });
});

describe('CH, CD, months, dates and periods', () => {
  it('A-23a: two clock hours run through holidays and nights, to the millisecond', () => {
    expect(atOf(due(clockHours(2), '2025-10-01T23:30'))).toBe('2025-10-02T01:30');
    expect(due(clockHours(2), '2025-10-01T23:30:00.250').dueAt % 60_000).toBe(250);
    expect(due(clockHours(2), '2027-10-01T23:30').provisional).toBe(false);
  });

  it('B-03: a last day of rest moves and is shown, a make-up Saturday does not move', () => {
    const answer = due(calendarDays(15), '2027-05-07');
    expect(answer.provisional).toBe(true);
    expect(answer.days.slice(-3)).toEqual([
      { date: '2027-05-22', counts: true, why: 'weekend' },
      { date: '2027-05-23', counts: false, why: 'weekend' },
      { date: '2027-05-24', counts: false, why: 'moved-to' },
    ]);
    expect(answer.days.filter((day) => day.counts)).toHaveLength(15);
    expect(due(calendarDays(15), '2025-09-26').dueOn).toBe('2025-10-11');
    expect(due(calendarDays(15), '2025-09-18').dueOn).toBe('2025-10-09');
  });

  it('B-03: only a last day without an official calendar makes it provisional', () => {
    expect(due(calendarDays(15), '2023-12-25').provisional).toBe(false);
    expect(due(calendarDays(15), '2026-12-25').provisional).toBe(true);
  });

  it('ALL-46: six months go to the corresponding day or the month’s end, moved from rest days', () => {
    expect(due(months(6), '2025-03-12').dueOn).toBe('2025-09-12');
    expect(due(months(6), '2025-08-31').dueOn).toBe('2026-02-28');
    expect(due(months(6), '2025-04-01')).toMatchObject({ dueOn: '2025-10-09' });
    expect(atOf(due(months(6), '2025-03-12'))).toBe('2025-09-13T00:00');
  });

  it('A-13: never moved; from a day it is the next 31 January', () => {
    expect(due(annualReport, '2026-01-31T23:59').dueOn).toBe('2026-01-31');
    expect(due(annualReport, '2026-02-01').dueOn).toBe('2027-01-31');
    expect(due(annualReport, '2026')).toMatchObject({ dueOn: '2027-01-31', provisional: false });
  });

  it('A-14: the quarter’s own year', () => {
    expect(due({ kind: 'date', month: 3, day: 31, yearsAfter: 0 }, '2026').dueOn).toBe('2026-03-31');
  });

  it.each([
    ['A-18', endOf('month'), '2026-02', '2026-02-28'],
    ['B-11', endOf('ten-days'), '2026-02-10', '2026-02-10'],
    ['B-11', endOf('ten-days'), '2026-02-11', '2026-02-20'],
    ['B-11', endOf('ten-days'), '2024-02-21', '2024-02-29'],
    ['E-05', endOf('quarter'), '2025-11-03', '2025-12-31'],
    ['E-05', endOf('quarter'), '2025-Q1', '2025-03-31'],
    ['B-21', endOf('year'), '2025', '2025-12-31'],
  ])('%s: the whole of the last day of the period, %#', (_rule, limit, from, dueOn) => {
    expect(due(limit, from).dueOn).toBe(dueOn);
  });

  it('C-04: from a day of the month that month, once its last working day has closed the next', () => {
    expect(due(lastWorkingDay, '2026-02-10').dueOn).toBe('2026-02-28');
    expect(due(lastWorkingDay, '2026-01-30T17:30').dueOn).toBe('2026-01-30');
    expect(due(lastWorkingDay, '2026-01-30T17:31').dueOn).toBe('2026-02-28');
    expect(due(lastWorkingDay, '2025-11').days).toEqual([{ date: '2025-10-31', counts: true, why: 'weekday' }]);
    expect(due(lastWorkingDay, '2025-12').days.map((day) => day.counts)).toEqual([true, false, false]);
  });

  it('C-06: half of that day’s minutes, from before, within, between and after the sessions', () => {
    expect(atOf(due(half, '2025-09-30T07:00'))).toBe('2025-09-30T12:00');
    expect(atOf(due(half, '2025-09-30T10:00'))).toBe('2025-09-30T15:30');
    expect(atOf(due(half, '2025-09-30T13:00'))).toBe('2025-09-30T17:30');
    expect(atOf(due(half, '2025-09-30T17:30'))).toBe('2025-10-09T12:00');
    expect(atOf(due({ kind: 'office-minutes', minutes: 30 }, '2025-09-30T11:45'))).toBe('2025-09-30T14:15');
    const summer = dueFrom(half, instantOf('2025-07-02', '10:00'), summerCalendar);
    expect(toBeijingIso(summer.dueAt)).toBe('2025-07-02T16:00:00+08:00');
  });
});

describe('what a limit runs from', () => {
  it.each([
    ['2025-09-30T16:00', Date.parse('2025-09-30T08:00:00Z')],
    ['2025-09-30T16:00+08:00', Date.parse('2025-09-30T08:00:00Z')],
    ['2025-09-30T08:00:00.5Z', Date.parse('2025-09-30T08:00:00.500Z')],
  ])('%s is an instant, in Beijing where it does not say', (text, at) => {
    expect(parseStart(text)).toEqual({ ok: true, value: { kind: 'instant', at } });
  });

  it.each(['', 'today', '2025-02-30', '2025-02-30T10:00', '2025-09-30T24:00', '2025-13', '2025-Q5', '25', '2025-09-30T16:00+8'])('refuses %j', (text) => {
    expect(parseStart(text)).toEqual({ ok: false, error: { type: 'not-a-start', text } });
  });

  it.each([
    ['A-23a', clockHours(2), '2025-09-30', 'needs-an-instant'],
    ['C-06', half, '2025-09', 'needs-an-instant'],
    ['A-13', annualReport, '2025-03', 'wrong-period'],
    ['C-04', lastWorkingDay, '2025', 'wrong-period'],
    ['A-18', endOf('month'), '2025', 'wrong-period'],
  ])('%s: refuses a start that does not fit, %#', (_rule, limit, from, type) => {
    expect(() => due(limit, from)).toThrow(type);
  });

  it('refuses limits that are no limits', () => {
    for (const limit of [{ kind: 'working-days', days: -1 }, { kind: 'date', month: 2, day: 29, yearsAfter: 0 }, { kind: 'date', month: 4, day: 31, yearsAfter: 0 }, { kind: 'fortnight' }, { ...half, days: 1 }]) {
      expect(limitSchema.safeParse(limit).success).toBe(false);
    }
  });
});

describe('properties', () => {
  const instant = fc.integer({ min: instantOf('2024-01-01', '00:00'), max: instantOf('2026-10-31', '00:00') });
  const count = fc.integer({ min: 1, max: 40 });
  const anyLimit = fc.oneof(
    count.map(workingDays),
    fc.constantFrom(workingDays(0), annualReport, half, lastWorkingDay, endOf('ten-days'), endOf('month'), endOf('quarter'), endOf('year')),
    count.map(calendarDays),
    count.map(clockHours),
    count.map(months),
    count.map((minutes): Limit => ({ kind: 'office-minutes', minutes })),
  );

  it('nothing is due before it starts, and the last day is the one that the instant closes', () => {
    fc.assert(
      fc.property(anyLimit, instant, (limit, from) => {
        const answer = dueFrom(limit, from, calendar);
        expect(answer.dueAt).toBeGreaterThanOrEqual(from);
        expect(answer.dueOn >= beijingDate(from)).toBe(true);
        expect([beijingDate(answer.dueAt), beijingDate(answer.dueAt - 1)]).toContain(answer.dueOn);
      }),
      { numRuns: 300 },
    );
  });

  const pausable = fc.oneof(count.map(workingDays), count.map(calendarDays));
  const pause = fc.tuple(fc.integer({ min: -5, max: 60 }), fc.nat(30));

  it('WD, CD: exactly as many days count as the limit has, paused or not', () => {
    fc.assert(
      fc.property(pausable, instant, fc.array(pause, { maxLength: 3 }), (limit, from, pauses) => {
        const { days } = dueFrom(limit, from, calendar, pausesFrom(from, pauses));
        expect(days.filter((day) => day.counts)).toHaveLength(daysOf(limit));
        expect(days.filter((day) => day.why === 'paused' && day.counts)).toEqual([]);
      }),
    );
  });

  it('a pause never brings a deadline forward, and a longer one never less late', () => {
    fc.assert(
      fc.property(pausable, instant, pause, fc.nat(20), (limit, from, [gap, length], more) => {
        const paused = (extra: number) => dueFrom(limit, from, calendar, pausesFrom(from, [[gap, length + extra]])).dueAt;
        expect(paused(0)).toBeGreaterThanOrEqual(dueFrom(limit, from, calendar).dueAt);
        expect(paused(more)).toBeGreaterThanOrEqual(paused(0));
      }),
    );
  });

  it('§7: once the notice of its years is there a deadline is no longer provisional, and one that was not is due when it was', () => {
    fc.assert(
      fc.property(anyLimit, fc.integer({ min: instantOf('2026-06-01', '00:00'), max: instantOf('2028-12-31', '00:00') }), (limit, from) => {
        const before = dueFrom(limit, from, calendar);
        const after = dueFrom(limit, from, withNotices(before));
        expect(after.provisional).toBe(false);
        if (!before.provisional) expect([after.dueOn, after.dueAt]).toEqual([before.dueOn, before.dueAt]);
      }),
    );
  });

  it('WD: the due day is a working day, exactly n days count, and more days are due later', () => {
    fc.assert(
      fc.property(count, instant, (n, from) => {
        const answer = dueFrom(workingDays(n), from, calendar);
        expect(calendar.isWorkingDay(answer.dueOn)).toBe(true);
        expect(answer.days.filter((day) => day.counts)).toHaveLength(n);
        expect(dueFrom(workingDays(n + 1), from, calendar).dueAt).toBeGreaterThan(answer.dueAt);
      }),
    );
  });

  it('CD, months and hours: a longer limit is never due earlier, and a last day is never one of rest', () => {
    fc.assert(
      fc.property(fc.constantFrom(calendarDays, months, clockHours), count, instant, (limit, n, from) => {
        const answer = dueFrom(limit(n), from, calendar);
        expect(dueFrom(limit(n + 1), from, calendar).dueAt).toBeGreaterThanOrEqual(answer.dueAt);
        expect(limit === clockHours || calendar.isWorkingDay(answer.dueOn)).toBe(true);
      }),
    );
  });
});

const daysOf = (limit: Limit): number => ('days' in limit ? limit.days : 0);

/** Pauses that begin so many days after the act and last so long. */
function pausesFrom(from: number, gaps: readonly (readonly [gap: number, length: number])[]): Pause[] {
  return gaps.map(([gap, length]) => {
    const first = addDays(beijingDate(from), gap);
    return { from: first, to: addDays(first, length) };
  });
}

/** The calendar with a plain notice for every year that the deadline can reach and that has none. */
function withNotices({ from, dueOn }: Due): WorkingCalendar {
  const years = { ...officialYears };
  for (let year = Number(beijingDate(from).slice(0, 4)); year <= Number(dueOn.slice(0, 4)) + 1; year += 1) {
    years[year] ??= { noticeNo: null, noticeDate: `${year - 1}-11-04`, off: [`${year}-01-01`], work: [], workingDays: 260 };
  }
  return new WorkingCalendar(years, hours);
}
