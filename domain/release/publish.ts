import { refuse, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { isFullyApproved } from './chain.ts';
import { changeByPerson, type Change } from './change.ts';
import { involve, may, type Action } from './permissions.ts';
import type { Release } from './release.ts';
import type { Act } from './submit.ts';

/** 上网: the post's holder puts an approved item online now, tries a failed one again, or sets the hour. */
export function publish(release: Release, scheduledFor: number | undefined, act: Act): Result<Change, Refusal> {
  const action = scheduledFor === undefined ? publishAction(release) : 'schedule';
  const allowed = may(act.person, action, release);
  if (!allowed.ok) return allowed;
  if (!isFullyApproved(act.organisation, release)) return refuse('wrong-state', { values: { state: release.state } });
  return scheduledFor === undefined ? ok(startPublishing(release, act)) : schedule(release, scheduledFor, act);
}

/** Takes a schedule back; the item waits for a publisher again. */
export function cancelSchedule(release: Release, { person }: Act): Result<Change, Refusal> {
  const allowed = may(person, 'cancel', release);
  if (!allowed.ok) return allowed;
  const fields = { state: 'approved', scheduledFor: undefined } as const;
  return ok(changeByPerson(release, fields, { type: 'ScheduleCancelled', by: person.id, data: { was: release.scheduledFor } }));
}

/** 撤稿: the address answers 410 with the reason from then on; the record keeps everything. */
export function withdraw(release: Release, reason: string, { person, at }: Act): Result<Change, Refusal> {
  const allowed = may(person, 'withdraw', release);
  if (!allowed.ok) return allowed;
  if (reason.trim() === '') return refuse('validation', { faults: [{ pointer: '/reason', code: 'reason-required' }] });
  const withdrawal = { reason, by: person.id, at: new Date(at).toISOString() };
  return ok(changeByPerson(release, { state: 'withdrawn', withdrawal }, { type: 'ReleaseWithdrawn', by: person.id, data: { reason } }));
}

function publishAction(release: Release): Action {
  return release.state === 'publish-failed' ? 'retry' : 'publish';
}

function startPublishing(release: Release, { person, at }: Act): Change {
  const onlineAt = new Date(at).toISOString();
  const fields = { state: 'publishing', publisher: person.id, failure: undefined, onlineAt, involved: involve(release, person, 'publish') } as const;
  return changeByPerson(release, fields, { type: 'PublicationRequested', by: person.id, data: { contentHash: release.contentHash } });
}

function schedule(release: Release, scheduledFor: number, { person, at }: Act): Result<Change, Refusal> {
  if (scheduledFor <= at) return refuse('validation', { faults: [{ pointer: '/at', code: 'schedule-in-past' }] });
  const instant = new Date(scheduledFor).toISOString();
  const fields = { state: 'scheduled', scheduledFor: instant, publisher: person.id, involved: involve(release, person, 'publish') } as const;
  return ok(changeByPerson(release, fields, { type: 'PublicationScheduled', by: person.id, data: { scheduledFor: instant } }));
}
