import { isOpen } from '../../../domain/release/duty.ts';
import { keptApart } from '../../../domain/release/kept-apart.ts';
import { asOnline, isUnsubmittedCorrection, outwardState, type OutwardState } from '../../../domain/release/outward.ts';
import type { Release } from '../../../domain/release/release.ts';

/** What lists show of a release. It lies beside the head, so that an index carries this and not the whole record. */
export type Card = Pick<
  Release,
  | 'id'
  | 'site'
  | 'department'
  | 'column'
  | 'kind'
  | 'title'
  | 'urgency'
  | 'state'
  | 'stage'
  | 'version'
  | 'revision'
  | 'url'
  | 'createdAt'
  | 'publishedAt'
  | 'submittedBy'
> & {
  /** Where a correction of it stands. */
  readonly pending?: OutwardState['pending'];
  /** The duty that runs now, and until when. */
  readonly dutyId?: string | undefined;
  readonly dueAt?: string | undefined;
  /** The role that holds that duty; post B after a hand-over. */
  readonly holder?: string | undefined;
  /** The people to whom it is not offered where it waits: they have done another duty on it, or wrote it. */
  readonly keptApart?: readonly string[] | undefined;
  /** Since when a machine has had something to do on it that people see: putting it online, or taking it down. */
  readonly machineSince?: string | undefined;
};

export function cardOf(release: Release): Card {
  const { id, site, department, version, url, createdAt, publishedAt, submittedBy } = release;
  // Lists are for the whole staff: what a correction would say is shown from its submission on.
  const { column, kind, title, urgency, revision } = isUnsubmittedCorrection(release) ? asOnline(release) : release;
  const { state, stage, pending } = outwardState(release);
  const duty = release.duties.find(isOpen);
  const always = { id, site, department, column, kind, title, urgency, state, version, revision, createdAt };
  const apart = keptApart(release);
  const sometimes = { keptApart: apart.length === 0 ? undefined : apart, machineSince: machineSince(release), stage, pending, url, publishedAt, submittedBy, dutyId: duty?.id, dueAt: duty?.dueAt, holder: duty?.holder };
  return { ...always, ...Object.fromEntries(Object.entries(sometimes).filter(([, value]) => value !== undefined)) };
}

/** Restarts do not count: however often its machine began anew, people have waited since then. */
function machineSince({ state, scheduledFor, onlineAt, withdrawal }: Release): string | undefined {
  if (state === 'scheduled') return scheduledFor;
  if (state === 'publishing') return onlineAt;
  return state === 'withdrawn' && withdrawal?.takenDownAt === undefined ? withdrawal?.at : undefined;
}
