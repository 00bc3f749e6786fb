import { areApproved } from './chain.ts';
import { withFields } from '../record/with-fields.ts';
import { fieldsOf, withoutContent } from './content.ts';
import type { LiveRevision, Release, State } from './release.ts';

/** What the contract says of an item: a correction that is prepared leaves it `published` and stands beside it. */
export interface OutwardState {
  readonly state: State;
  readonly stage?: string;
  readonly pending?: { readonly revision: number; readonly state: State; readonly stage?: string };
}

export function outwardState({ state, stage, revision, live }: Pick<Release, 'state' | 'stage' | 'revision' | 'live'>): OutwardState {
  const now = { state, ...(stage === undefined ? {} : { stage }) };
  return live === undefined ? now : { state: 'published', pending: { revision, ...now } };
}

/** What an item keeps of itself while it is corrected. */
export function liveOf(release: Release): LiveRevision {
  const { revision, contentHash, approvals, demanded, lastEditedBy, submittedBy, publisher, department } = release;
  return { fields: fieldsOf(release), revision, contentHash, approvals, demanded, lastEditedBy, submittedBy, publisher, department };
}

/** What gives up the correction: the fields that make the item what the public reads. */
export function backToOnline(release: Release) {
  const { live } = release;
  if (live === undefined) return {};
  const { fields, ...rest } = live;
  const over = { stage: undefined, live: undefined, scheduledFor: undefined, failure: undefined, suggestion: undefined, taken: undefined, correcting: undefined };
  return { ...withoutContent(release), ...fields, ...rest, ...over, state: 'published' } as const;
}

/** The item as the public reads it; the same item where no correction is on its way. */
export function asOnline(release: Release): Release {
  return withFields(release, backToOnline(release));
}

/** Whether nobody beyond the department has been shown the correction yet; one before it that came to nothing is another matter. */
export function isUnsubmittedCorrection({ correcting, revisions }: Pick<Release, 'correcting' | 'revisions'>): boolean {
  return correcting !== undefined && !revisions.some(({ revision, submittedAt }) => revision >= correcting.revision && submittedAt !== undefined);
}

/** The item as all its readers may know it: of a correction that has not been submitted nothing, not even its hash. */
export function asShownToAll(release: Release): Release {
  if (!isUnsubmittedCorrection(release)) return release;
  const online = asOnline(release);
  return { ...online, revisions: online.revisions.filter(({ submittedAt }) => submittedAt !== undefined) };
}

/**
 * I2: the revision that may be online, approved by every stage that was demanded of it; undefined where nothing may. A
 * correction takes the place of what it corrects when it is put online, and not before.
 */
export function onlineRevision(release: Release): Release | undefined {
  if (release.state === 'withdrawn') return undefined;
  const goesOnline = release.state === 'publishing' || release.state === 'published';
  const candidate = goesOnline ? release : release.live === undefined ? undefined : asOnline(release);
  return candidate?.demanded !== undefined && areApproved(candidate, candidate.demanded) ? candidate : undefined;
}

/** The corrections that the page of a revision tells of. */
export function correctionsShown({ corrections = [], revision }: Pick<Release, 'corrections' | 'revision'>): NonNullable<Release['corrections']> {
  return corrections.filter((correction) => correction.revision <= revision);
}
