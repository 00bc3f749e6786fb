import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, beijingDate, instantOf, toBeijingIso } from '../../../domain/calendar/beijing.ts';
import { officeHoursSchema } from '../../../domain/calendar/office-hours.ts';
import { officialYears, officialYearsSchema } from '../../../domain/calendar/official-years.ts';
import { calendar, hours, summerCalendar } from './hours.ts';

const at = (text: string) => instantOf(text.slice(0, 10), text.slice(11));

describe('the official calendar', () => {
  it('§7: the 1,096 days of 2024 to 2026 have 251, 248 and 248 working days', () => {
    const counts: Record<string, number> = {};
    let days = 0;
    for (let date = '2024-01-01'; date <= '2026-12-31'; date = addDays(date, 1)) {
      days += 1;
      const year = date.slice(0, 4);
      if (calendar.isWorkingDay(date)) counts[year] = (counts[year] ?? 0) + 1;
      expect(calendar.dayKind(date).provisional).toBe(false);
    }
    expect(days).toBe(1096);
    expect(counts).toEqual({ 2024: 251, 2025: 248, 2026: 248 });
    expect(Object.values(officialYears).map((year) => year.workingDays)).toEqual([251, 248, 248]);
  });

  it.each([
    ['2024-02-09', true, 'weekday'],
    ['2024-02-18', true, 'make-up-day'],
    ['2024-06-09', false, 'weekend'],
    ['2025-01-28', false, 'holiday'],
    ['2025-09-28', true, 'make-up-day'],
    ['2026-02-23', false, 'holiday'],
    ['2026-02-28', true, 'make-up-day'],
  ])('§7: %s counts: %s, %s', (date, counts, why) => {
    expect(calendar.dayKind(date)).toEqual({ counts, why, provisional: false });
  });

  it('§7: a year without a notice goes by weekdays and says so', () => {
    expect(calendar.dayKind('2027-10-01')).toEqual({ counts: true, why: 'weekday', provisional: true });
    expect(calendar.dayKind('2027-10-02')).toEqual({ counts: false, why: 'weekend', provisional: true });
  });

  it('finds working days on either side of a holiday', () => {
    expect(calendar.nextWorkingDay('2025-09-30')).toBe('2025-10-09');
    expect(calendar.workingDayFrom('2026-02-14')).toBe('2026-02-14');
    expect(calendar.workingDayUntil('2025-10-08')).toBe('2025-09-30');
  });

  it('refuses data that contradicts itself, naming the year', () => {
    const year = { noticeNo: null, noticeDate: '2025-11-04', off: ['2027-10-01'], work: ['2027-10-01', '2026-01-04'], workingDays: 250 };
    const messages = officialYearsSchema.safeParse({ 2027: year }).error?.issues.map((issue) => issue.message);
    expect(messages).toEqual([
      '2026-01-04 is not in this year',
      '2027-10-01 is both off and worked',
      '2027-10-01 is no weekend day, so it cannot be made up',
    ]);
    expect(officialYearsSchema.safeParse({ 2027: { ...year, off: ['2027-02-29'] } }).success).toBe(false);
  });
});

describe('office hours', () => {
  it('§7: a working day has 420 minutes, a rest day none, a make-up Saturday all', () => {
    expect(calendar.officeMinutes('2025-09-30')).toBe(420);
    expect(calendar.officeMinutes('2025-10-01')).toBe(0);
    expect(calendar.officeMinutes('2025-10-11')).toBe(420);
  });

  it('§7: summer sessions hold in the configured season only', () => {
    expect(toBeijingIso(summerCalendar.closeOfOffice('2025-07-01'))).toBe('2025-07-01T18:00:00+08:00');
    expect(toBeijingIso(summerCalendar.closeOfOffice('2025-09-01'))).toBe('2025-09-01T17:30:00+08:00');
    expect(toBeijingIso(calendar.closeOfOffice('2025-07-01'))).toBe('2025-07-01T17:30:00+08:00');
    expect(summerCalendar.officeMinutes('2025-08-29')).toBe(420);
    expect(toBeijingIso(summerCalendar.addOfficeMinutes(at('2025-08-29 11:30'), 60))).toBe('2025-08-29T15:00:00+08:00');
  });

  it.each([
    ['2025-09-29 08:30', 210, '2025-09-29T12:00'],
    ['2025-09-29 08:30', 211, '2025-09-29T14:01'],
    ['2025-09-29 12:30', 1, '2025-09-29T14:01'],
    ['2025-09-29 06:00', 420, '2025-09-29T17:30'],
    ['2025-09-30 17:00', 31, '2025-10-09T08:31'],
    ['2026-05-08 16:30', 210, '2026-05-09T11:00'],
    ['2025-12-31 17:30', 1, '2026-01-04T08:31'],
  ])('%s and %i office minutes is %s', (from, minutes, expected) => {
    expect(toBeijingIso(calendar.addOfficeMinutes(at(from), minutes))).toBe(`${expected}:00+08:00`);
  });

  it('counts nothing outside the office or backwards', () => {
    expect(calendar.officeMinutesBetween(at('2025-10-01 00:00'), at('2025-10-09 08:30'))).toBe(0);
    expect(calendar.officeMinutesBetween(at('2025-09-29 17:00'), at('2025-09-29 09:00'))).toBe(0);
    expect(calendar.officeMinutesBetween(at('2025-09-29 11:00'), at('2025-09-30 15:00'))).toBe(60 + 210 + 210 + 60);
  });

  it('adding office minutes and counting them are inverse, and adding never stays or goes back', () => {
    const instant = fc.integer({ min: at('2024-01-01 00:00'), max: at('2026-11-01 00:00') });
    const minutes = fc.integer({ min: 1, max: 20 * 420 });
    fc.assert(
      fc.property(instant, minutes, fc.constantFrom(calendar, summerCalendar), (from, count, office) => {
        const end = office.addOfficeMinutes(from, count);
        expect(office.officeMinutesBetween(from, end)).toBe(count);
        expect(end).toBeGreaterThan(from);
        expect(office.isWorkingDay(beijingDate(end))).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('refuses sessions that overlap or close before they open, and seasons that end before they begin', () => {
    const overlapping = [{ opens: '08:30', closes: '12:00' }, { opens: '11:00', closes: '17:30' }];
    expect(officeHoursSchema.safeParse({ ...hours, normal: overlapping }).success).toBe(false);
    expect(officeHoursSchema.safeParse({ ...hours, normal: [{ opens: '12:00', closes: '08:30' }] }).success).toBe(false);
    const seasons = [{ from: '2025-09-01', to: '2025-07-01' }];
    expect(officeHoursSchema.safeParse({ ...hours, summer: { ...hours.summer, seasons } }).success).toBe(false);
    expect(officeHoursSchema.safeParse(hours).success).toBe(true);
  });
});
