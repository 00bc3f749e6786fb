import { beijingDate, type BeijingDate } from '../calendar/beijing.ts';
import type { BellKind } from '../deadlines/bells.ts';
import { calendarOf } from '../organisations/organisation.ts';
import type { Organisation } from '../organisations/schema.ts';
import type { Person } from '../people/person.ts';
import { isOpen, type Duty, type Recipient } from '../release/duty.ts';
import { keptApart } from '../release/kept-apart.ts';
import type { Release } from '../release/release.ts';
import { isFor } from './who-is-told.ts';

const MINUTE = 60_000;

/** A working morning of a site: from when its digest goes out (epoch milliseconds). */
export interface Morning {
  readonly date: BeijingDate;
  readonly at: number;
  /** No official calendar says that it is one. */
  readonly provisional: boolean;
}

/** The morning that an instant belongs to; undefined on a day off, and before the digest's time. */
export function morningAt(organisation: Organisation, instant: number): Morning | undefined {
  const calendar = calendarOf(organisation);
  const date = beijingDate(instant);
  const { counts, provisional } = calendar.dayKind(date);
  const at = calendar.openOfOffice(date) + organisation.bells.digestMinutesAfterOpening * MINUTE;
  return counts && at <= instant ? { date, at, provisional } : undefined;
}

/** Why an item stands in a digest, in the order in which it is told. */
export const digestReasons = ['overdue', 'due-today', 'rang', 'waiting'] as const;

export type DigestReason = (typeof digestReasons)[number];

/** One item of somebody's digest. Like a notice it has no word of the text. */
export interface DigestLine {
  readonly releaseId: string;
  readonly why: DigestReason;
  readonly column: string;
  readonly stage: string;
  readonly urgent: boolean;
  readonly rule?: string;
  /** ISO instant. */
  readonly dueAt?: string;
  /** The last bell that rang for this person. */
  readonly bell?: BellKind;
}

export interface DigestSpan {
  /** Epoch milliseconds: what rang after `since`, up to and including `until`. */
  readonly since: number;
  readonly until: number;
}

/**
 * What a person is told of an item in the morning, if anything: the most pressing of its open clocks. Bells that rang at
 * once have been told already; their clocks still count as overdue or due.
 * @param onDuty who puts online now
 */
export function digestLine(person: Person, release: Release, onDuty: readonly string[], span: DigestSpan): DigestLine | undefined {
  const { id: releaseId, column, urgency } = release;
  const stage = release.stage ?? release.state;
  const base = { releaseId, column, stage, urgent: urgency === 'urgent' };
  const mayNot = keptApart(release).includes(person.id);
  const lines = release.duties.filter(isOpen).flatMap((duty): DigestLine[] => {
    const rang = bellFor(person, duty, onDuty, span);
    const mine = !mayNot && isFor(person, { role: duty.holder, unit: duty.unit }, onDuty);
    const why = mine ? whyMine(duty, rang !== undefined, span.until) : 'rang';
    if (!mine && rang === undefined) return [];
    return [{ ...base, why, rule: duty.rule, dueAt: duty.dueAt, ...(rang === undefined ? {} : { bell: rang }) }];
  });
  const [first] = lines.sort(byPressure);
  if (first !== undefined) return first;
  return mayNot || !desksOf(release).some((desk) => isFor(person, desk, onDuty)) ? undefined : { ...base, why: 'waiting' };
}

/** The most pressing first. */
export function byPressure(one: DigestLine, other: DigestLine): number {
  const order = digestReasons.indexOf(one.why) - digestReasons.indexOf(other.why);
  return order !== 0 ? order : (one.dueAt ?? '9').localeCompare(other.dueAt ?? '9');
}

function whyMine(duty: Duty, rang: boolean, now: number): DigestReason {
  if (Date.parse(duty.dueAt) <= now) return 'overdue';
  if (duty.dueOn === beijingDate(now)) return 'due-today';
  return rang ? 'rang' : 'waiting';
}

function bellFor(person: Person, { bells }: Duty, onDuty: readonly string[], { since, until }: DigestSpan): BellKind | undefined {
  const heard = bells.filter(({ channel, rungAt, to }) => {
    const at = Date.parse(rungAt);
    return channel === 'digest' && since < at && at <= until && to.some((recipient) => isFor(person, recipient, onDuty));
  });
  return heard.at(-1)?.kind;
}

/** Where an item waits for somebody without a clock of its own. */
function desksOf({ state, department }: Release): readonly Recipient[] {
  return state === 'returned' ? [{ role: 'submitter', unit: department }] : [];
}
