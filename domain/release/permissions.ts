import type { Refusal } from '../refusal.ts';
import { refuse } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { unitsThatMayCorrect } from './owners.ts';
import { asShownToAll, outwardState } from './outward.ts';
import { actsFor, holds, type Person, type Role } from '../people/person.ts';
import type { Release, SeparatedDuty, State } from './release.ts';

/** What people do to a release, beside what a stage's holder does, whose role comes from the organisation's chain. */
export type Action = 'edit' | 'submit' | 'recall' | 'take-suggestion' | 'publish' | 'schedule' | 'cancel' | 'retry' | 'withdraw' | 'correct' | 'abandon-correction';

interface Permission {
  /** States of the revision that is worked on; `published` stands for whatever is online, corrected or not, where it says so. */
  readonly from: readonly State[];
  readonly of?: 'what-is-online' | 'the-correction';
  readonly roles: readonly Role[];
  /** Where the role must be held: in the submitting department, with those who answer for the column too, or anywhere at the site. */
  readonly unit: 'department' | 'department-or-owners' | 'site';
  readonly separated?: SeparatedDuty;
}

const publishers = ['publisher-a', 'publisher-b'] as const;

/** The one table (contract.md, actions). Deny by default: what has no row is refused. Which post is on duty, `posts.ts` says. */
export const permissions: Readonly<Record<Action, Permission>> = {
  edit: { from: ['draft', 'returned'], roles: ['submitter'], unit: 'department' },
  submit: { from: ['draft', 'returned'], roles: ['submitter'], unit: 'department', separated: 'submit' },
  recall: { from: ['in-review', 'approved', 'scheduled'], roles: ['submitter'], unit: 'department' },
  'take-suggestion': { from: ['in-review'], roles: ['submitter'], unit: 'department', separated: 'submit' },
  publish: { from: ['approved'], roles: publishers, unit: 'site', separated: 'publish' },
  schedule: { from: ['approved', 'scheduled'], roles: publishers, unit: 'site', separated: 'publish' },
  cancel: { from: ['scheduled'], roles: publishers, unit: 'site' },
  retry: { from: ['publish-failed'], roles: publishers, unit: 'site', separated: 'publish' },
  // What has failed to be confirmed may be online all the same.
  withdraw: { from: ['published', 'publish-failed'], of: 'what-is-online', roles: [...publishers, 'leader'], unit: 'site' },
  correct: { from: ['published'], roles: ['submitter'], unit: 'department-or-owners' },
  'abandon-correction': { from: ['draft', 'returned'], of: 'the-correction', roles: ['submitter'], unit: 'department' },
};

/** Whether a person may do it now, and if not, why: not theirs to do, not in this state, or a duty that they may not combine. */
export function may(person: Person, action: Action, release: Release): Result<void, Refusal> {
  const permission = permissions[action];
  const units = unitsOf(permission, release);
  if (person.site !== release.site || !units.some((unit) => permission.roles.some((role) => holds(person, role, unit)))) return refuse('forbidden');
  if (!standsWhere(permission, release)) return wrongState(release);
  if (action === 'recall' && (release.submittedBy === undefined || !actsFor(person).has(release.submittedBy))) return refuse('forbidden');
  return permission.separated === undefined ? ok(undefined) : mayCombine(person, permission.separated, release);
}

/** `undefined` stands for any unit. */
function unitsOf({ unit }: Permission, release: Release): readonly (string | undefined)[] {
  if (unit === 'site') return [undefined];
  return unit === 'department' ? [release.department] : unitsThatMayCorrect(release);
}

function standsWhere({ from, of }: Permission, release: Release): boolean {
  if (of === 'what-is-online') return from.includes(outwardState(release).state);
  return from.includes(release.state) && (of !== 'the-correction' || release.live !== undefined);
}

/** The refusal that says where the item, or the correction of it, stands. */
export function wrongState({ state, stage }: Pick<Release, 'state' | 'stage'>): { readonly ok: false; readonly error: Refusal } {
  return refuse('wrong-state', { values: { state, ...(stage === undefined ? {} : { stage }) } });
}

/** I9: one person holds at most one separated duty on an item, across all its revisions. */
export function mayCombine(person: Person, duty: SeparatedDuty, release: Release): Result<void, Refusal> {
  const other = release.involved.find((involvement) => involvement.person === person.id && involvement.duty !== duty);
  return other === undefined ? ok(undefined) : refuse('separation-of-duties', { values: { duty: other.duty } });
}

export function involve(release: Release, person: Person, duty: SeparatedDuty): Release['involved'] {
  const known = release.involved.some((involvement) => involvement.person === person.id && involvement.duty === duty);
  return known ? release.involved : [...release.involved, { duty, person: person.id }];
}

/** Drafts are the department's own; what was submitted is read by the staff of the site. */
export function mayRead(person: Person, release: Pick<Release, 'site' | 'department' | 'submittedBy'>): boolean {
  if (person.site !== release.site) return false;
  return release.submittedBy !== undefined || isOfDepartment(person, release);
}

/** A correction that has not been submitted is the department's own too; others read what is online. */
export function asReadBy(person: Person, release: Release): Release {
  return isOfDepartment(person, release) ? release : asShownToAll(release);
}

/** The history as far as a person may know it: up to where a correction began that is the department's own. The chain holds up to there. */
export function eventsReadBy<Event extends { readonly type: string }>(person: Person, release: Release, events: readonly Event[]): readonly Event[] {
  if (asReadBy(person, release) === release) return events;
  return events.slice(0, events.findLastIndex(({ type }) => type === 'CorrectionStarted'));
}

function isOfDepartment(person: Person, { department }: Pick<Release, 'department'>): boolean {
  return person.roles.some((held) => held.unit === department && held.role !== 'admin');
}
