import type { Limit } from '../deadlines/limit.ts';
import type { ExplainFault } from './explain.ts';

const PERIODS = { 'ten-days': 'ten days (10th, 20th, month’s end)', month: 'month', quarter: 'quarter', year: 'year' } as const;
const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** A limit in words, with its code of the rules' head where it has one. */
export function limitInWords(limit: Limit): string {
  switch (limit.kind) {
    case 'working-days':
      return `WD(${limit.days}): close of office ${workingDaysInWords(limit.days)}`;
    case 'clock-hours':
      return `CH(${limit.hours}): ${counted(limit.hours, 'clock hour')}, nights and holidays included`;
    case 'calendar-days':
      return `CD(${limit.days}): ${counted(limit.days, 'calendar day')}, a last day of rest moves to the next working day`;
    case 'months':
      return `${counted(limit.months, 'month')}, a last day of rest moves to the next working day`;
    case 'date':
      return `DATE: the whole of ${dateInWords(limit)}, never moved`;
    case 'half-working-day':
      return 'half that day’s office minutes, carried over sessions';
    case 'office-minutes':
      return counted(limit.minutes, 'office minute');
    case 'last-working-day':
      return 'close of office on the last working day of the month before';
    case 'end-of-period':
      return `the whole of the last day of the ${PERIODS[limit.unit]}`;
  }
}

const workingDaysInWords = (days: number): string => (days === 0 ? 'of the same day' : `${counted(days, 'working day')} later`);

function dateInWords({ month, day, yearsAfter }: Extract<Limit, { kind: 'date' }>): string {
  return `${day} ${MONTHS[month - 1] ?? ''}${yearsAfter === 0 ? '' : ' of the year after'}`;
}

/** Why a deadline cannot be explained, and what would be understood. */
export function faultInWords(fault: ExplainFault): string {
  switch (fault.type) {
    case 'not-a-start':
      return `${quoted(fault.text)} is no beginning. Write an instant (2025-09-30T16:00 in Beijing, or with an offset), a day (2025-09-30), a month (2026-03), a quarter (2025-Q3) or a year (2025).`;
    case 'not-a-pause':
      return `${quoted(fault.text)} is no pause. Write two days, the earlier first: 2025-09-10..2025-09-19. The first still counts as used, the second is the last paused day.`;
    case 'needs-an-instant':
      return `This limit is counted in ${fault.limit === 'clock-hours' ? 'hours' : 'office minutes'}: it runs from an instant, such as 2025-09-30T16:00.`;
    case 'wrong-period':
      return `This limit does not run from such a period. ${PERIOD_FORMS[fault.limit] ?? 'Write an instant or a day.'}`;
    case 'cannot-pause':
      return 'Only limits in working days or calendar days can be paused.';
    case 'year-out-of-range':
      return `${quoted(fault.text)} is out of range: the years ${fault.first} to ${fault.last} can be counted.`;
  }
}

const PERIOD_FORMS: Partial<Record<Limit['kind'], string>> = {
  date: 'Write a year (2025), an instant or a day.',
  'last-working-day': 'Write a month (2026-03), an instant or a day.',
  'end-of-period': 'Write a period of its own length (2025, 2025-Q3 or 2026-03), an instant or a day.',
};

const counted = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`;

const quoted = (text: string): string => JSON.stringify(text);
