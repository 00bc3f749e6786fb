import { beijingDate, toBeijingIso, type BeijingDate } from '../calendar/beijing.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** From so many hours on the hour of the day says more than how many are left. */
const FEW_HOURS = 6;

/** A time until or since which people are to be told in words. */
export interface TimeLeft {
  readonly kind: 'minutes' | 'hours' | 'today' | 'until' | 'over-minutes' | 'over-hours' | 'over-days' | 'over-rest-days';
  /** Whole minutes, hours, working days, or days where none of them was worked; what is begun counts in what is left and not in what is over. */
  readonly count: number;
}

/** How long it is from `at` until a limit, or since it passed (epoch milliseconds). */
export function timeLeft(dueAt: number, at: number, calendar: WorkingCalendar): TimeLeft {
  const left = dueAt - at;
  if (left <= 0) return timeOver(dueAt, at, calendar);
  if (left < HOUR) return { kind: 'minutes', count: Math.ceil(left / MINUTE) };
  if (left <= FEW_HOURS * HOUR) return { kind: 'hours', count: Math.floor(left / HOUR) };
  return { kind: lastDay(dueAt) === beijingDate(at) ? 'today' : 'until', count: 0 };
}

function timeOver(dueAt: number, at: number, calendar: WorkingCalendar): TimeLeft {
  const days = workingDaysBetween(lastDay(dueAt), beijingDate(at), calendar);
  if (days > 0) return { kind: 'over-days', count: days };
  const over = at - dueAt;
  if (over < HOUR) return { kind: 'over-minutes', count: Math.floor(over / MINUTE) };
  return over < DAY ? { kind: 'over-hours', count: Math.floor(over / HOUR) } : { kind: 'over-rest-days', count: Math.floor(over / DAY) };
}

/** Working days after the one day, up to and including the other. */
function workingDaysBetween(from: BeijingDate, to: BeijingDate, calendar: WorkingCalendar): number {
  let count = 0;
  for (let day = calendar.nextWorkingDay(from); day <= to; day = calendar.nextWorkingDay(day)) count += 1;
  return count;
}

/** A limit's last day and hour as people say them: midnight is 24:00 of the day that it ends. */
export function lastMoment(dueAt: number): { readonly date: BeijingDate; readonly time: string } {
  const time = toBeijingIso(dueAt).slice(11, 16);
  return { date: lastDay(dueAt), time: time === '00:00' ? '24:00' : time };
}

function lastDay(dueAt: number): BeijingDate {
  return beijingDate(dueAt - 1);
}
