import { beijingDate } from '../../../../domain/calendar/beijing.ts';
import type { Column } from '../../api/types.ts';
import { workingDaysBetween } from '../../time/working-days.ts';

const DAY = 86_400_000;

/** `fresh`: within its cycle. `due`: this cycle has nothing yet. `stale`: a whole cycle went by without anything (B-11). */
export type Freshness = 'fresh' | 'due' | 'stale';

/**
 * How a column stands against its update class, by the instant of what was put online last: a hint, and no judgement. Real
 * time is 24 hours, daily a working day, ten-day 旬, and the others those of the calendar in Beijing.
 */
export function freshnessOf(updateClass: Column['updateClass'], last: number, now: number): Freshness {
  if (updateClass === 'real-time') return now - last <= DAY ? 'fresh' : 'stale';
  const behind = updateClass === 'daily' ? workingDaysBetween(last, now) : cycleOf(updateClass, now) - cycleOf(updateClass, last);
  return behind <= 0 ? 'fresh' : behind === 1 ? 'due' : 'stale';
}

/** Whole days in Beijing since then. */
export function daysSince(last: number, now: number): number {
  return Math.max(0, Math.round((Date.parse(beijingDate(now)) - Date.parse(beijingDate(last))) / DAY));
}

/** Numbers the cycles of a class, so that neighbours differ by one. */
function cycleOf(updateClass: string, instant: number): number {
  const [year = 0, month = 1, day = 1] = beijingDate(instant).split('-').map(Number);
  const months = year * 12 + month - 1;
  switch (updateClass) {
    case 'ten-day':
      return months * 3 + Math.min(2, Math.floor((day - 1) / 10));
    case 'monthly':
      return months;
    case 'quarterly':
      return Math.floor(months / 3);
    default:
      return year;
  }
}
