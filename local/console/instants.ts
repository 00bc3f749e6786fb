/** Beijing has had no summer time since 1991, so its offset is a constant. */
const BEIJING_OFFSET_MS = 8 * 3_600_000;
const LAST_INSTANT = Date.UTC(9999, 0);

/** What somebody wrote is no instant or duration; the message says what would be. */
export class BadValue extends Error {}

/** `2025-09-30T15:50:00.000+08:00` */
export function formatBeijing(instant: number): string {
  return `${new Date(instant + BEIJING_OFFSET_MS).toISOString().slice(0, -1)}+08:00`;
}

/** Reads an instant: with an offset or `Z`, or without one as the wall clock in Beijing. */
export function parseInstant(text: string): number {
  const [, wall, seconds = ':00', offset = '+08:00'] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?$/.exec(text) ?? [];
  const local = wall === undefined ? Number.NaN : Date.parse(`${wall}${seconds}Z`);
  // Date.parse lets 30 February pass as 2 March.
  if (Number.isNaN(local) || new Date(local).toISOString().slice(0, 16) !== wall) {
    throw new BadValue(`${JSON.stringify(text)} is no instant; write 2025-10-09T17:30 (Beijing) or 2025-10-09T17:30:00+08:00.`);
  }
  return within(Date.parse(`${wall}${seconds}${offset}`), text);
}

/** Adds an ISO 8601 duration of weeks, days, hours, minutes and seconds. Months and years have no fixed length. */
export function addDuration(instant: number, text: string): number {
  const match = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (!match) throw new BadValue(`${JSON.stringify(text)} is no duration; write PT2H, PT30M, P40D or P1DT12H.`);
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1).map((part: string | undefined) => Number(part ?? 0));
  return within(instant + ((((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000, text);
}

function within(instant: number, text: string): number {
  if (!(instant < LAST_INSTANT)) throw new BadValue(`${JSON.stringify(text)} leads beyond the year 9998 or is no time at all.`);
  return instant;
}
