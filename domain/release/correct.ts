import { refuse, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { changeByPerson, type Change } from './change.ts';
import { contentHashOf, fieldsOf, withoutContent } from './content.ts';
import { mayBringIn } from './content-faults.ts';
import { backToOnline, liveOf } from './outward.ts';
import { holds } from '../people/person.ts';
import { unitsThatMayCorrect } from './owners.ts';
import { may } from './permissions.ts';
import type { Release } from './release.ts';
import { nextRevision } from './revisions.ts';
import type { Act } from './submit.ts';
import { wholeContent, type Writing } from './write-draft.ts';

/**
 * 更正: a new revision of what is online, with its reason. It passes every review anew; the old page stays until then.
 * Approvals of earlier revisions are kept with them and count for nothing here, even where the text goes back to theirs.
 * A correction by a column's new owner is theirs: their reviewers review it, and the item is theirs once it is online.
 */
export function startCorrection(release: Release, reason: string | undefined, writing: Writing): Result<Change, Refusal> {
  const { organisation, person, whole, at } = writing;
  const allowed = may(person, 'correct', release);
  if (!allowed.ok) return allowed;
  const department = unitsThatMayCorrect(release).find((unit) => holds(person, 'submitter', unit)) ?? release.department;
  if (!mayBringIn(organisation, whole.source, department)) return refuse('forbidden');
  const missing = reason === undefined || reason.trim() === '' ? [{ pointer: '/reason', code: 'reason-required' }] : [];
  const formFaults = [...missing, ...writing.formFaults.filter(({ pointer }) => pointer !== '/reason' || missing.length === 0)];
  const live = liveOf(release);
  const written = wholeContent({ ...writing, formFaults }, [department], live);
  if (!written.ok) return written;
  const contentHash = contentHashOf(written.value);
  const { revision, revisions } = nextRevision(release, { contentHash, by: person.id, at });
  const fields = {
    ...withoutContent(release),
    ...fieldsOf(written.value),
    revision,
    revisions,
    department,
    state: 'draft',
    contentHash,
    lastEditedBy: person.id,
    approvals: [],
    demanded: undefined,
    taken: undefined,
    live,
    correcting: { reason: reason ?? '', by: person.id, revision },
  } as const;
  const data = { reason, contentHash, revision, ...(department === release.department ? {} : { department }) };
  return ok(changeByPerson(release, fields, { type: 'CorrectionStarted', by: person.id, data }));
}

/** Gives up a correction that is not in review; what is online stays as it is. */
export function abandonCorrection(release: Release, { person }: Act): Result<Change, Refusal> {
  const allowed = may(person, 'abandon-correction', release);
  if (!allowed.ok) return allowed;
  return ok(changeByPerson(release, backToOnline(release), { type: 'CorrectionAbandoned', by: person.id, data: { revision: release.revision } }));
}
