import { addDays, addMonths, instantOf, isBeijingDate, lastOfMonth, type BeijingDate } from '../calendar/beijing.ts';
import { err, ok, type Result } from '../result.ts';
import type { Limit } from './limit.ts';

/** What a limit runs from: the minute of an act, its day, or the period that a duty is about. */
export type Start =
  | { kind: 'instant'; at: number }
  | { kind: 'date'; date: BeijingDate }
  | { kind: 'period'; unit: PeriodUnit; first: BeijingDate; last: BeijingDate };

type PeriodUnit = 'month' | 'quarter' | 'year';

/** Days on which a clock stands still: `from` still counts as used, `to` is the last paused day (rules, section 2). */
export interface Pause {
  from: BeijingDate;
  to: BeijingDate;
}

/** Why a deadline cannot be computed. */
export type DeadlineFault =
  | { type: 'not-a-start'; text: string }
  | { type: 'not-a-pause'; text: string }
  | { type: 'needs-an-instant'; limit: Limit['kind'] }
  | { type: 'wrong-period'; limit: Limit['kind'] }
  | { type: 'cannot-pause'; limit: Limit['kind'] };

const INSTANT = /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)?$/;
const QUARTER = /^(\d{4})-Q([1-4])$/;

/** Reads an instant (Beijing time where no offset is given), a day, a month, a quarter `2025-Q3` or a year. */
export function parseStart(text: string): Result<Start, DeadlineFault> {
  if (isBeijingDate(text)) return ok({ kind: 'date', date: text });
  if (INSTANT.test(text) && isBeijingDate(text.slice(0, 10))) {
    return ok({ kind: 'instant', at: Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}+08:00`) });
  }
  const quarter = QUARTER.exec(text);
  if (quarter) {
    const month = String((Number(quarter[2]) - 1) * 3 + 1).padStart(2, '0');
    return ok(period('quarter', `${quarter[1] ?? ''}-${month}-01`, 3));
  }
  if (/^\d{4}$/.test(text)) return ok(period('year', `${text}-01-01`, 12));
  if (/^\d{4}-\d{2}$/.test(text) && isBeijingDate(`${text}-01`)) return ok(period('month', `${text}-01`, 1));
  return err({ type: 'not-a-start', text });
}

/** Reads `FROM..TO`, two days. */
export function parsePause(text: string): Result<Pause, DeadlineFault> {
  const [from = '', to = '', ...rest] = text.split('..');
  const valid = rest.length === 0 && isBeijingDate(from) && isBeijingDate(to) && from <= to;
  return valid ? ok({ from, to }) : err({ type: 'not-a-pause', text });
}

/** The instant from which a limit runs. A day begins at its midnight; limits of hours and minutes need the minute. */
export function startingInstant(limit: Limit, start: Start): Result<number, DeadlineFault> {
  if (start.kind === 'instant') return ok(start.at);
  if (limit.kind === 'clock-hours' || limit.kind === 'office-minutes' || limit.kind === 'half-working-day') {
    return err({ type: 'needs-an-instant', limit: limit.kind });
  }
  const day = start.kind === 'date' ? start.date : dayOfPeriod(limit, start);
  return day === undefined ? err({ type: 'wrong-period', limit: limit.kind }) : ok(instantOf(day, '00:00'));
}

type Period = Extract<Start, { kind: 'period' }>;

/** A duty "after the period" runs from its last day; one within or before it from the first day of its window. */
function dayOfPeriod(limit: Limit, { unit, first, last }: Period): BeijingDate | undefined {
  switch (limit.kind) {
    case 'date':
      return unit === 'year' ? addMonths(first, 12 * limit.yearsAfter) : undefined;
    case 'last-working-day':
      return unit === 'month' ? addMonths(first, -1) : undefined;
    case 'end-of-period':
      return unit === limit.unit ? first : undefined;
    default:
      return last;
  }
}

function period(unit: PeriodUnit, first: BeijingDate, months: number): Start {
  return { kind: 'period', unit, first, last: lastOfMonth(addDays(addMonths(first, months), -1)) };
}
