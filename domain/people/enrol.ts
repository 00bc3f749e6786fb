import type { PersonChange } from './change.ts';
import type { HeldRole, Person } from './person.ts';
import { addressChange } from './address.ts';
import { changeOfPerson } from './change.ts';
import type { StaffMember } from './staff.ts';

/** A person as listed. Without an address the one that is known stays. */
export type Enrolment = Person & Pick<StaffMember, 'email'>;

/**
 * Binds a person to the record, or gives one who is there the name, roles and address as listed: an operator's act, for
 * the first people of a site. Undefined when they stand there so already.
 */
export function enrol(member: StaffMember | undefined, { id, name, site, roles, email }: Enrolment): PersonChange | undefined {
  const address = addressChange(member, email);
  if (member !== undefined && address === undefined && textOf(member) === textOf({ id, name, site, roles })) return undefined;
  const fresh: StaffMember = { id, name, site, roles, version: 0, leaves: [], reassignments: [], covers: [] };
  const data = { name, site, roles: roles.map((held) => ({ ...held })), ...address?.data };
  return changeOfPerson(member ?? fresh, { name, site, roles, formerly: undefined, ...address?.fields }, 'PersonEnrolled', 'system', data);
}

/** Since when a role is held says the enrolment that came first. */
function textOf({ name, site, roles }: Person): string {
  const places = (held: readonly HeldRole[]): string[] => held.map(({ role, unit }) => `${role} ${unit}`).sort();
  return JSON.stringify([name, site, places(roles)]);
}
