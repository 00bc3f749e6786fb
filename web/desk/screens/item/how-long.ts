import type { Say } from '../../text/text.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A span in the one unit that people would say it in. */
export function howLong(milliseconds: number, say: Say): string {
  if (milliseconds < HOUR) return say('desk.item.minutes', { count: Math.max(1, Math.round(milliseconds / MINUTE)) });
  if (milliseconds < DAY) return say('desk.item.hours', { count: Math.round(milliseconds / HOUR) });
  return say('desk.item.days', { count: Math.round(milliseconds / DAY) });
}
