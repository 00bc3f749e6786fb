/**
 * Beijing time without the process's time zone: Lambda runs on UTC, and a local `Date` judged 02:00 on 24 February in
 * Beijing as the 23rd (rules, section 7). China has kept +08:00 without summer time since 1992.
 */
const OFFSET = 8 * 3_600_000;
const DAY = 86_400_000;

/** A day in Beijing, `YYYY-MM-DD`. Such strings sort by time. */
export type BeijingDate = string;

/** Whether the text is a real day of the calendar (29 February only in leap years). */
export function isBeijingDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const ms = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
}

/** The Beijing day on which an instant (epoch ms) falls. */
export function beijingDate(instant: number): BeijingDate {
  return new Date(instant + OFFSET).toISOString().slice(0, 10);
}

/** Epoch ms of a wall-clock time in Beijing. Throws RangeError when either text is not a real day or time. */
export function instantOf(date: BeijingDate, time: string): number {
  const ms = Date.parse(`${date}T${time}:00+08:00`);
  if (!isBeijingDate(date) || Number.isNaN(ms)) throw new RangeError(`Not a Beijing day and time: ${date} ${time}`);
  return ms;
}

/** The day `days` later (earlier when negative). */
export function addDays(date: BeijingDate, days: number): BeijingDate {
  return new Date(utcMidnight(date) + days * DAY).toISOString().slice(0, 10);
}

/**
 * The corresponding day `months` later, or the month's end when there is none: 31 August and six months is the end of
 * February (Civil Code 202).
 */
export function addMonths(date: BeijingDate, months: number): BeijingDate {
  const first = new Date(utcMidnight(firstOfMonth(date)));
  first.setUTCMonth(first.getUTCMonth() + months);
  const target = first.toISOString().slice(0, 10);
  const corresponding = `${target.slice(0, 8)}${date.slice(8)}`;
  return isBeijingDate(corresponding) ? corresponding : lastOfMonth(target);
}

/** The first day of the month of `date`. */
export function firstOfMonth(date: BeijingDate): BeijingDate {
  return `${date.slice(0, 8)}01`;
}

/** The last day of the month of `date`. */
export function lastOfMonth(date: BeijingDate): BeijingDate {
  return addDays(firstOfMonth(addDays(firstOfMonth(date), 31)), -1);
}

/** The day of the week, 0 for Sunday to 6 for Saturday. */
export function weekday(date: BeijingDate): number {
  return new Date(utcMidnight(date)).getUTCDay();
}

/** The midnight that ends a day: the exclusive limit of "the whole of that day". */
export function midnightAfter(date: BeijingDate): number {
  return instantOf(addDays(date, 1), '00:00');
}

/** ISO 8601 with Beijing's offset, `2025-10-09T17:30:00+08:00`; milliseconds only where there are some. */
export function toBeijingIso(instant: number): string {
  return `${new Date(instant + OFFSET).toISOString().replace(/(\.000)?Z$/, '')}+08:00`;
}

function utcMidnight(date: BeijingDate): number {
  if (!isBeijingDate(date)) throw new RangeError(`Not a day: ${date}`);
  return Date.parse(`${date}T00:00:00Z`);
}
