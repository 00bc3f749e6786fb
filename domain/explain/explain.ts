import { toBeijingIso, type BeijingDate } from '../calendar/beijing.ts';
import { dueFor, type CountedDay } from '../deadlines/due.ts';
import { parsePause, parseStart, type DeadlineFault, type Pause } from '../deadlines/start.ts';
import { calendarOf } from '../organisations/organisation.ts';
import { err, ok, type Result } from '../result.ts';
import type { Entry } from './rule-book.ts';

/** A deadline with every day that was looked at on the way to it. */
export interface Explanation {
  readonly rule: string;
  /** As it was asked. */
  readonly from: string;
  /** The last day in Beijing. */
  readonly dueOn: BeijingDate;
  /** ISO 8601 with Beijing's offset: close of office, the exact minute, or the exclusive next midnight. */
  readonly dueAt: string;
  readonly provisional: boolean;
  readonly days: readonly CountedDay[];
}

/** Beijing's offset is +08:00 since 1992; beyond 2199 nobody asks. */
const YEARS = { first: '1992', last: '2199' };

/** Why there is no answer, beside what the arithmetic itself refuses. */
export type ExplainFault = DeadlineFault | { type: 'year-out-of-range'; text: string; first: string; last: string };

/** When the limit is due that runs from `from`: an instant, a day or a period, as somebody wrote it; pauses likewise. */
export function explain({ id, limit, organisation }: Entry, from: string, pauses: readonly string[] = []): Result<Explanation, ExplainFault> {
  const start = parseStart(from);
  if (!start.ok) return start;
  const read = readPauses(pauses);
  if (!read.ok) return read;
  const strange = [from, ...read.value.flatMap((pause) => [pause.from, pause.to])].find(isOutOfRange);
  if (strange !== undefined) return err({ type: 'year-out-of-range', text: strange, ...YEARS });
  const due = dueFor(limit, start.value, calendarOf(organisation), { pauses: read.value });
  if (!due.ok) return due;
  const { dueOn, dueAt, provisional, days } = due.value;
  return ok({ rule: id, from, dueOn, dueAt: toBeijingIso(dueAt), provisional, days });
}

function isOutOfRange(text: string): boolean {
  const year = text.slice(0, 4);
  return year < YEARS.first || year > YEARS.last;
}

function readPauses(texts: readonly string[]): Result<Pause[], DeadlineFault> {
  const pauses: Pause[] = [];
  for (const text of texts) {
    const pause = parsePause(text);
    if (!pause.ok) return pause;
    pauses.push(pause.value);
  }
  return ok(pauses);
}
