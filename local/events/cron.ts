/** A schedule's expression: every `rate` milliseconds, or the calendar instants of a `cron`. */
export type Expression =
  | { readonly kind: 'rate'; readonly everyMs: number }
  | { readonly kind: 'cron'; readonly fields: CronFields };

export interface CronFields {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  /** Undefined where the field is `?` or `*`. */
  readonly daysOfMonth: ReadonlySet<number> | undefined;
  readonly months: ReadonlySet<number>;
  /** 1 is Sunday. */
  readonly daysOfWeek: ReadonlySet<number> | undefined;
  readonly years: ReadonlySet<number> | undefined;
}

const UNITS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };
const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const DAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** Reads `rate(5 minutes)` and `cron(0 9 ? * MON-FRI *)`; `L`, `W`, `#` and `at(...)` are refused. */
export function parseExpression(text: string): Expression {
  const expression = parseRate(text) ?? parseCron(text);
  if (!expression) throw new Error(`schedule expression ${JSON.stringify(text)} is not served on the laptop.`);
  return expression;
}

function parseRate(text: string): Expression | undefined {
  const [, count, unit = ''] = /^rate\(([1-9]\d*) (minute|hour|day)s?\)$/.exec(text) ?? [];
  return count === undefined ? undefined : { kind: 'rate', everyMs: Number(count) * (UNITS[unit] ?? 0) };
}

function parseCron(text: string): Expression | undefined {
  const fields = /^cron\((.+)\)$/.exec(text)?.[1]?.trim().split(/\s+/);
  if (fields?.length !== 6) return undefined;
  const [minutes, hours, daysOfMonth, months, daysOfWeek, years] = fields as [string, string, string, string, string, string];
  return {
    kind: 'cron',
    fields: {
      minutes: parseField(minutes, 0, 59),
      hours: parseField(hours, 0, 23),
      daysOfMonth: parseOptional(daysOfMonth, 1, 31),
      months: parseField(months, 1, 12, MONTHS),
      daysOfWeek: parseOptional(daysOfWeek, 1, 7, DAYS),
      years: parseOptional(years, 1970, 2199),
    },
  };
}

function parseOptional(field: string, low: number, high: number, names: readonly string[] = []): ReadonlySet<number> | undefined {
  return field === '*' || field === '?' ? undefined : parseField(field, low, high, names);
}

function parseField(field: string, low: number, high: number, names: readonly string[] = []): ReadonlySet<number> {
  const values = new Set<number>();
  for (const part of field.split(',')) {
    const range = parseRange(part, low, high, names);
    if (!range) throw new Error(`cron field ${JSON.stringify(field)} is not served on the laptop.`);
    for (let value = range.from; value <= range.to; value += range.step) values.add(value);
  }
  return values;
}

/** `5`, `MON-FRI`, `*`, and with a step `0/15`, which runs to the end of the field. */
function parseRange(part: string, low: number, high: number, names: readonly string[]): { from: number; to: number; step: number } | undefined {
  const [, first = '', last, every] = /^(\*|\w+)(?:-(\w+))?(?:\/([1-9]\d*))?$/.exec(part) ?? [];
  const from = first === '*' ? low : toNumber(first, low, names);
  const end = first === '*' || every !== undefined ? high : from;
  const to = last === undefined ? end : toNumber(last, low, names);
  return from >= low && to <= high && from <= to ? { from, to, step: Number(every ?? 1) } : undefined;
}

function toNumber(text: string, low: number, names: readonly string[]): number {
  const named = names.indexOf(text.toUpperCase());
  return named >= 0 ? named + low : /^\d+$/.test(text) ? Number(text) : Number.NaN;
}

const DAY_MS = 86_400_000;
const LOOK_AHEAD_DAYS = 366 * 8;

/** The first instant after `after` that a cron names in its time zone, or undefined where it names none in eight years. */
export function nextCron(fields: CronFields, timeZone: string, after: number): number | undefined {
  const times = timesOfDay(fields);
  const firstDay = Math.floor((after + offsetAt(timeZone, after)) / DAY_MS) * DAY_MS;
  for (let day = firstDay, last = firstDay + LOOK_AHEAD_DAYS * DAY_MS; day <= last; day += DAY_MS) {
    if (!dayMatches(fields, new Date(day))) continue;
    const instants = times.map((time) => toInstant(timeZone, day + time));
    const found = instants.find((instant) => instant !== undefined && instant > after);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Milliseconds since midnight, in order. */
function timesOfDay({ hours, minutes }: CronFields): number[] {
  const times = [...hours].flatMap((hour) => [...minutes].map((minute) => (hour * 60 + minute) * 60_000));
  return times.sort((one, other) => one - other);
}

function dayMatches(fields: CronFields, day: Date): boolean {
  return (
    fields.months.has(day.getUTCMonth() + 1) &&
    (fields.daysOfMonth?.has(day.getUTCDate()) ?? true) &&
    (fields.daysOfWeek?.has(day.getUTCDay() + 1) ?? true) &&
    (fields.years?.has(day.getUTCFullYear()) ?? true)
  );
}

/** The instant of a wall-clock time; undefined for one that a change of summer time leaves out. */
function toInstant(timeZone: string, wall: number): number | undefined {
  const guess = wall - offsetAt(timeZone, wall);
  const instant = wall - offsetAt(timeZone, guess);
  return instant + offsetAt(timeZone, instant) === wall ? instant : undefined;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Wall clock minus UTC in milliseconds. */
function offsetAt(timeZone: string, instant: number): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  formats.set(timeZone, format);
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
}
