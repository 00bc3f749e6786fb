import { holds, type Person } from './person.ts';
import { handedRoles } from './covers.ts';
import type { StaffMember } from './staff.ts';

/** Administrators see to everybody of their site; a head (处室负责人) to those all of whose roles lie where they are head. */
export function mayManage(person: Person, member: StaffMember, at: number): boolean {
  if (person.site !== member.site) return false;
  if (holds(person, 'admin')) return true;
  const held = [...member.roles, ...handedRoles(member, at)];
  return held.length > 0 && held.every(({ unit }) => holds(person, 'head', unit));
}
