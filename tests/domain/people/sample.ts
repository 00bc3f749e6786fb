import type { PersonAct } from '../../../domain/people/change.ts';
import { coverEffects, takeCover } from '../../../domain/people/covers.ts';
import type { PersonChange } from '../../../domain/people/change.ts';
import type { Role } from '../../../domain/people/person.ts';
import { effectiveAt, type StaffMember } from '../../../domain/people/staff.ts';
import { tuesday, zhejiang } from '../release/sample.ts';

/** One good site; a test changes what it is about. The people are made up. */
export function member(id: string, ...roles: readonly (readonly [Role, string])[]): StaffMember {
  const held = roles.map(([role, unit]) => ({ role, unit, since: '2025-01-01T00:00:00.000Z' }));
  return { id, name: id, site: 'zhejiang', roles: held, version: 1, leaves: [], reassignments: [], covers: [] };
}

export const admin = member('admin', ['admin', 'office']);
export const a = member('a', ['publisher-a', 'network']);
export const b = member('b', ['publisher-b', 'network']);
export const writer = member('writer', ['submitter', 'finance']);
export const reviewer = member('reviewer', ['reviewer', 'finance']);
export const head = member('head', ['head', 'finance']);
export const staff: readonly StaffMember[] = [admin, a, b, writer, reviewer, head];

export function actBy(by: StaffMember, everybody = staff, at = tuesday): PersonAct {
  return { organisation: zhejiang, person: effectiveAt(by, at), at, staff: everybody };
}

/** The site after a change and all that follows from it, as the relay brings it about. */
export function carriedOut({ person }: PersonChange, everybody = staff, at = tuesday): StaffMember[] {
  const effects = coverEffects(everybody.find(({ id }) => id === person.id), person, at);
  const changed = everybody.map((each) => (each.id === person.id ? person : each));
  return changed.map((each) => effects.filter(({ to }) => to === each.id).reduce((now, { cover }) => takeCover(now, cover)?.person ?? now, each));
}

export function named(id: string, everybody: readonly StaffMember[]): StaffMember {
  return everybody.find((each) => each.id === id)!;
}
