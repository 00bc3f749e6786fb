import { organisationOf } from '../organisations/organisation.ts';
import { isOpen, type Duty, type Recipient } from '../release/duty.ts';
import { isPublishing } from '../release/hand-over.ts';
import type { Release } from '../release/release.ts';
import type { Notice } from './notice.ts';

/**
 * What people have to be told at once after a commit, derived from the difference that it makes: bells of that channel, an
 * urgent item on a new desk, and what could not be put online. Everything else is for the morning's digest.
 */
export function noticesOf(before: Release | undefined, after: Release): readonly Notice[] {
  const known = new Map(before?.duties.map((duty) => [duty.id, duty]));
  const ofDuties = after.duties.flatMap((duty) => [...bellNotices(after, known.get(duty.id), duty), ...arrivalNotices(after, known.get(duty.id), duty)]);
  return [...ofDuties, ...stateNotices(before, after)];
}

function bellNotices(release: Release, before: Duty | undefined, duty: Duty): Notice[] {
  const rung = duty.bells.slice(before?.bells.length ?? 0).filter(({ channel }) => channel === 'at-once');
  return rung.map(({ kind, to }) => ({ ...about(release, 'bell', to, duty), bell: kind }));
}

/** A stage that opens, or the last approval, starts a clock: whoever is to work against it is told of it. */
function arrivalNotices(release: Release, before: Duty | undefined, duty: Duty): Notice[] {
  const isDesk = duty.rule.startsWith('S-') || isPublishing(organisationOf(release.site), duty);
  if (release.urgency !== 'urgent' || before !== undefined || !isOpen(duty) || !isDesk) return [];
  return [about(release, 'arrived', [{ role: duty.holder, unit: duty.unit }], duty)];
}

function stateNotices(before: Release | undefined, after: Release): Notice[] {
  if (before === undefined || before.state === after.state) return [];
  const department: Recipient = { role: 'submitter', unit: after.department };
  if (after.state === 'returned' && after.urgency === 'urgent') return [about(after, 'returned', [department])];
  if (after.state !== 'publish-failed') return [];
  const { publishingUnit } = organisationOf(after.site);
  return [about(after, 'failed', [department, { role: 'publisher-a', unit: publishingUnit }])];
}

function about(release: Release, subject: Notice['about'], to: readonly Recipient[], duty?: Duty): Notice {
  const { column, stage, state, urgency, department } = release;
  const clock = duty === undefined ? {} : { rule: duty.rule, dutyId: duty.id, dueAt: duty.dueAt };
  return { about: subject, urgent: urgency === 'urgent', column, stage: stage ?? state, unit: duty?.unit ?? department, to, ...clock };
}
