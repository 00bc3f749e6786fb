import {
  addDays,
  addMonths,
  beijingDate,
  firstOfMonth,
  lastOfMonth,
  midnightAfter,
  type BeijingDate,
} from '../calendar/beijing.ts';
import type { DayReason, WorkingCalendar } from '../calendar/working-calendar.ts';
import { err, ok, type Result } from '../result.ts';
import type { Limit } from './limit.ts';
import { startingInstant, type DeadlineFault, type Pause, type Start } from './start.ts';

/** One day that the counting looked at. */
export interface CountedDay {
  date: BeijingDate;
  counts: boolean;
  why: DayReason | 'day-of-act' | 'paused' | 'moved-to';
}

export interface Due {
  /** Epoch ms from which the limit runs; the midnight that begins the day where only a day is known. */
  from: number;
  /** The last day in Beijing. */
  dueOn: BeijingDate;
  /** Epoch ms: close of office for working days, exact for hours and minutes, else the exclusive next midnight. */
  dueAt: number;
  /** A day that decided it lies in a year without an official calendar: compute again when the notice comes. */
  provisional: boolean;
  days: CountedDay[];
}

/**
 * When a duty is due. A restart (a correction received, a fee paid) is a new call from the later act.
 * Errors: a limit of hours or minutes without a minute, a period that does not fit, a pause where no days are counted.
 */
export function dueFor(
  limit: Limit,
  start: Start,
  calendar: WorkingCalendar,
  options: { pauses?: readonly Pause[] } = {},
): Result<Due, DeadlineFault> {
  const { pauses = [] } = options;
  if (pauses.length > 0 && limit.kind !== 'working-days' && limit.kind !== 'calendar-days') {
    return err({ type: 'cannot-pause', limit: limit.kind });
  }
  const from = startingInstant(limit, start);
  return from.ok ? ok(dueFrom(limit, from.value, calendar, pauses)) : from;
}

/** The same from a known instant (epoch ms), which every limit accepts. Pauses matter to limits in days only. */
export function dueFrom(limit: Limit, from: number, calendar: WorkingCalendar, pauses: readonly Pause[] = []): Due {
  switch (limit.kind) {
    case 'working-days':
      return limit.days === 0 ? sameDay(from, calendar) : workingDays(limit.days, from, calendar, pauses);
    case 'calendar-days':
      return calendarDays(limit.days, from, calendar, pauses);
    case 'months':
      return moved(from, addMonths(beijingDate(from), limit.months), [], calendar);
    case 'clock-hours':
      return exact(from, from + limit.hours * 3_600_000, calendar, false);
    case 'office-minutes':
      return exact(from, calendar.addOfficeMinutes(from, limit.minutes), calendar, true);
    case 'half-working-day': {
      const day = calendar.workingDayFrom(beijingDate(from));
      return exact(from, calendar.addOfficeMinutes(from, calendar.officeMinutes(day) / 2), calendar, true);
    }
    case 'date':
      return wholeDay(from, nextDate(beijingDate(from), limit.month, limit.day), calendar);
    case 'end-of-period':
      return wholeDay(from, endOfPeriod(beijingDate(from), limit.unit), calendar);
    case 'last-working-day':
      return lastWorkingDay(from, calendar);
  }
}

/** WD(n): day of the act excluded, end of office hours on the n-th working day (Civil Code 201, 203). */
function workingDays(n: number, from: number, calendar: WorkingCalendar, pauses: readonly Pause[]): Due {
  const days = countDays(n, from, pauses, calendar, (date) => calendar.isWorkingDay(date));
  return closing(from, days, calendar, days.slice(1));
}

/** CD(n): every day counts, a last day of rest moves to the next working day. */
function calendarDays(n: number, from: number, calendar: WorkingCalendar, pauses: readonly Pause[]): Due {
  const days = countDays(n, from, pauses, calendar, () => true);
  const last = days.at(-1)?.date ?? beijingDate(from);
  return moved(from, last, days.slice(0, -1), calendar);
}

function countDays(
  n: number,
  from: number,
  pauses: readonly Pause[],
  calendar: WorkingCalendar,
  runs: (date: BeijingDate) => boolean,
): CountedDay[] {
  let date = beijingDate(from);
  const days: CountedDay[] = [{ date, counts: false, why: 'day-of-act' }];
  for (let left = n; left > 0; ) {
    date = addDays(date, 1);
    const paused = pauses.some((pause) => pause.from < date && date <= pause.to);
    const counts = !paused && runs(date);
    days.push({ date, counts, why: paused ? 'paused' : calendar.dayKind(date).why });
    if (counts) left -= 1;
  }
  return days;
}

/** WD(0), "the same day": close of the day received; what comes after it is received the next working day. */
function sameDay(from: number, calendar: WorkingCalendar): Due {
  const today = beijingDate(from);
  const inTime = calendar.isWorkingDay(today) && from < calendar.closeOfOffice(today);
  const days = daysBetween(today, inTime ? today : calendar.nextWorkingDay(today), calendar, true);
  if (!inTime && days[0]) days[0] = { ...days[0], counts: false };
  return closing(from, days, calendar, days);
}

/** C-04: month-end is the last working day; when that is past, the next month's. */
function lastWorkingDay(from: number, calendar: WorkingCalendar): Due {
  const today = beijingDate(from);
  const dueIn = (month: BeijingDate) => calendar.workingDayUntil(lastOfMonth(month));
  const passed = calendar.closeOfOffice(dueIn(today)) < from;
  const month = passed ? addMonths(firstOfMonth(today), 1) : today;
  const looked = daysBetween(dueIn(month), lastOfMonth(month), calendar, true);
  return { ...closing(from, looked.slice(0, 1), calendar, looked), days: looked };
}

/** A nominal last day, moved when it is one of rest (Civil Code 203). Only from it on does the calendar decide. */
function moved(from: number, nominal: BeijingDate, before: CountedDay[], calendar: WorkingCalendar): Due {
  const dueOn = calendar.workingDayFrom(nominal);
  const tail = daysBetween(nominal, dueOn, calendar, false).map((day, index, all): CountedDay => {
    if (index === 0) return { ...day, counts: true };
    return index === all.length - 1 ? { ...day, counts: false, why: 'moved-to' } : { ...day, counts: false };
  });
  const provisional = anyProvisional(tail, calendar);
  return { from, dueOn, dueAt: midnightAfter(dueOn), provisional, days: [...before, ...tail] };
}

function wholeDay(from: number, dueOn: BeijingDate, calendar: WorkingCalendar): Due {
  const days: CountedDay[] = [{ date: dueOn, counts: true, why: calendar.dayKind(dueOn).why }];
  return { from, dueOn, dueAt: midnightAfter(dueOn), provisional: false, days };
}

function exact(from: number, dueAt: number, calendar: WorkingCalendar, office: boolean): Due {
  const dueOn = beijingDate(dueAt);
  const days = daysBetween(beijingDate(from), dueOn, calendar, office);
  return { from, dueOn, dueAt, provisional: office && anyProvisional(days, calendar), days };
}

function closing(from: number, days: CountedDay[], calendar: WorkingCalendar, deciding: CountedDay[]): Due {
  const dueOn = days.at(-1)?.date ?? beijingDate(from);
  return { from, dueOn, dueAt: calendar.closeOfOffice(dueOn), provisional: anyProvisional(deciding, calendar), days };
}

function daysBetween(first: BeijingDate, last: BeijingDate, calendar: WorkingCalendar, office: boolean): CountedDay[] {
  const days: CountedDay[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    const { counts, why } = calendar.dayKind(date);
    days.push({ date, counts: office ? counts : true, why });
  }
  return days;
}

function anyProvisional(days: CountedDay[], calendar: WorkingCalendar): boolean {
  return days.some(({ date }) => calendar.dayKind(date).provisional);
}

function nextDate(today: BeijingDate, month: number, day: number): BeijingDate {
  const monthDay = `-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  const thisYear = `${today.slice(0, 4)}${monthDay}`;
  return thisYear >= today ? thisYear : `${addMonths(today, 12).slice(0, 4)}${monthDay}`;
}

type PeriodUnit = Extract<Limit, { kind: 'end-of-period' }>['unit'];

/** The last day of the unit that holds `date`; ten days (旬) end on the 10th, the 20th and the month's last day. */
function endOfPeriod(date: BeijingDate, unit: PeriodUnit): BeijingDate {
  if (unit === 'ten-days') {
    const day = date.slice(8);
    if (day <= '20') return `${date.slice(0, 8)}${day <= '10' ? '10' : '20'}`;
    return lastOfMonth(date);
  }
  if (unit === 'month') return lastOfMonth(date);
  if (unit === 'year') return `${date.slice(0, 4)}-12-31`;
  const month = Number(date.slice(5, 7));
  return lastOfMonth(addMonths(firstOfMonth(date), (3 - (month % 3)) % 3));
}
