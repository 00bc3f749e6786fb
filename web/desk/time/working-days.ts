import { addDays, beijingDate, type BeijingDate } from '../../../domain/calendar/beijing.ts';
import { WorkingCalendar } from '../../../domain/calendar/working-calendar.ts';
import years from '../../../domain/calendar/years.json' with { type: 'json' };

const calendar = new WorkingCalendar(years, { normal: [], summer: { sessions: [], seasons: [] } });

export function isWorkingDay(day: BeijingDate): boolean {
  return calendar.isWorkingDay(day);
}

/** How many working days began after the day of one instant, up to the day of another. */
export function workingDaysBetween(from: number, to: number): number {
  let count = 0;
  const last = beijingDate(to);
  for (let day = addDays(beijingDate(from), 1); day <= last; day = addDays(day, 1)) if (calendar.isWorkingDay(day)) count += 1;
  return count;
}
