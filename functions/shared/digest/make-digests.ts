import { byPressure, digestLine, morningAt, type DigestSpan, type Morning } from '../../../domain/notices/digest.ts';
import { isThere } from '../../../domain/notices/who-is-told.ts';
import type { Organisation } from '../../../domain/organisations/schema.ts';
import { postsOf, publishersAt } from '../../../domain/people/posts.ts';
import { effectiveAt, type StaffMember } from '../../../domain/people/staff.ts';
import type { Release } from '../../../domain/release/release.ts';
import { logError, logInfo } from '../log.ts';
import { readableStaff } from '../mail/readable-staff.ts';
import { callRelayQuietly, type Store } from '../record/change-head.ts';
import type { DigestEntry } from '../record/digest-head.ts';
import { textOf } from '../record/document.ts';
import { digestKey, HEAD } from '../record/keys.ts';
import { beginMorning, endMorning, toldUntil } from './mornings.ts';
import { waitingReleases } from './waiting-releases.ts';

/** A mail that lists more is read by nobody. */
const MOST_LINES = 50;
/** People whose digests are made at a time. */
const TOGETHER = 10;

interface Making {
  readonly store: Store;
  readonly organisation: Organisation;
  readonly morning: Morning;
  readonly span: DigestSpan;
  readonly releases: readonly Release[];
  /** Who puts online this morning. */
  readonly onDuty: readonly string[];
}

/**
 * Makes the digests of a site's working morning, one record for each person whom something waits for, and hands each to
 * the relay. A run that was cut off, or in which somebody's failed, is gone on with by the next: what has been made is not
 * made again. False where some could not be made. On a day off, before the time, and when all are made it does nothing.
 *
 * @param now epoch milliseconds: the schedule's
 */
export async function makeDigests(store: Store, organisation: Organisation, now: number): Promise<boolean> {
  const morning = morningAt(organisation, now);
  if (morning === undefined) return true;
  const { table } = store;
  const { site } = organisation;
  const { until, done } = await beginMorning(table, site, morning, now);
  if (done) return true;
  const span = { since: await toldUntil(table, organisation, morning), until: Date.parse(until) };
  const [staff, releases] = await Promise.all([readableStaff(table, site), waitingReleases(table, organisation)]);
  const onDuty = publishersAt(staff.flatMap(postsOf), span.until).map(({ person }) => person);
  const making: Making = { store, organisation, morning, span, releases, onDuty };
  const there = staff.filter((member) => isThere(member, span.until) && member.email !== undefined);
  let failed = 0;
  for (let start = 0; start < there.length; start += TOGETHER) {
    const made = await Promise.all(there.slice(start, start + TOGETHER).map((member) => tryMaking(making, member)));
    failed += made.filter((whole) => !whole).length;
  }
  if (failed === 0) await endMorning(table, site, morning, now);
  logInfo('DIGESTS_MADE', { site, date: morning.date, people: there.length, items: releases.length, failed });
  return failed === 0;
}

/** Nobody waits for somebody else's. */
async function tryMaking(making: Making, member: StaffMember): Promise<boolean> {
  try {
    await makeDigest(making, member);
    return true;
  } catch (error) {
    logError('DIGEST_FAILED', error, { person: member.id, date: making.morning.date });
    return false;
  }
}

async function makeDigest({ store, organisation, morning, span, releases, onDuty }: Making, member: StaffMember): Promise<void> {
  const person = effectiveAt(member, span.until);
  const lines = releases.map((release) => digestLine(person, release, onDuty, span)).filter((line) => line !== undefined).sort(byPressure);
  if (lines.length === 0) return;
  const { site } = organisation;
  const { date, provisional } = morning;
  const until = new Date(span.until).toISOString();
  const shown = lines.slice(0, MOST_LINES);
  const entry: DigestEntry = { kind: 'digest', site, person: member.id, date, until, lines: shown, more: lines.length - shown.length, provisional };
  const pk = digestKey(site, date, member.id);
  const made = await store.table.update({
    pk,
    sk: HEAD,
    expression: 'SET outbox = :outbox, failures = :none, lastAt = :until, outboxOpen = :open, outboxSince = :until',
    condition: 'attribute_not_exists(pk)',
    values: { ':outbox': { digest: textOf(entry) }, ':none': {}, ':until': until, ':open': 'open' },
    quiet: true,
  });
  if (made !== undefined) await callRelayQuietly(store, pk);
}
