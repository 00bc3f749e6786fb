import type { Refusal } from '../refusal.ts';
import { refuse } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { holds, type Person, type Role } from './person.ts';
import type { Release, SeparatedDuty, State } from './release.ts';

/** What people do to a release, beside deciding, whose roles come from the organisation's chain. */
export type Action = 'edit' | 'submit' | 'recall' | 'publish' | 'schedule' | 'cancel' | 'retry' | 'withdraw';

interface Permission {
  readonly from: readonly State[];
  readonly roles: readonly Role[];
  /** `department`: the role must be held in the submitting department; `site`: anywhere at the site. */
  readonly unit: 'department' | 'site';
  readonly separated?: SeparatedDuty;
}

/** The one table (contract.md, actions). Deny by default: what has no row is refused. */
export const permissions: Readonly<Record<Action, Permission>> = {
  edit: { from: ['draft', 'returned'], roles: ['submitter'], unit: 'department' },
  submit: { from: ['draft', 'returned'], roles: ['submitter'], unit: 'department', separated: 'submit' },
  recall: { from: ['in-review', 'approved', 'scheduled'], roles: ['submitter'], unit: 'department' },
  publish: { from: ['approved'], roles: ['publisher-a', 'publisher-b'], unit: 'site', separated: 'publish' },
  schedule: { from: ['approved', 'scheduled'], roles: ['publisher-a', 'publisher-b'], unit: 'site', separated: 'publish' },
  cancel: { from: ['scheduled'], roles: ['publisher-a', 'publisher-b'], unit: 'site' },
  retry: { from: ['publish-failed'], roles: ['publisher-a', 'publisher-b'], unit: 'site', separated: 'publish' },
  withdraw: { from: ['published'], roles: ['publisher-a', 'publisher-b', 'leader'], unit: 'site' },
};

/** Whether a person may do it now, and if not, why: not theirs to do, not in this state, or a duty that they may not combine. */
export function may(person: Person, action: Action, release: Release): Result<void, Refusal> {
  const permission = permissions[action];
  const unit = permission.unit === 'department' ? release.department : undefined;
  if (person.site !== release.site || !permission.roles.some((role) => holds(person, role, unit))) return refuse('forbidden');
  if (!permission.from.includes(release.state)) return refuse('wrong-state', { values: { state: release.state } });
  if (action === 'recall' && release.submittedBy !== person.id) return refuse('forbidden');
  return permission.separated === undefined ? ok(undefined) : mayCombine(person, permission.separated, release);
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
  const everSubmitted = release.submittedBy !== undefined;
  return everSubmitted || person.roles.some((held) => held.unit === release.department && held.role !== 'admin');
}
