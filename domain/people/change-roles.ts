import { unitOf } from '../organisations/organisation.ts';
import type { Organisation } from '../organisations/schema.ts';
import { addressChange } from './address.ts';
import { refuse, type Fault, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { changeOfPerson, type PersonAct, type PersonChange } from './change.ts';
import { holds, roles, type HeldRole, type Role } from './person.ts';
import { posts } from './posts.ts';
import { effectiveAt, type StaffMember } from './staff.ts';

/** A role as it is asked for; whether there is such a role and such a unit is found out here. */
export interface AskedRole {
  readonly role: string;
  readonly unit: string;
}

type Place = Pick<HeldRole, 'role' | 'unit'>;

/** A review that nobody of the site can do any more: items that stand in it wait for somebody to be given the role. */
export type WithoutHolder = Place;

export interface RolesChange {
  /** Undefined when the person holds exactly these already. */
  readonly change: PersonChange | undefined;
  readonly withoutHolder: readonly WithoutHolder[];
}

/**
 * Gives a person exactly these roles; none disables them. An administrator's act, and never on their own roles.
 * @param email their new address, null for none, undefined for the one that is known
 */
export function changeRoles(member: StaffMember, asked: readonly AskedRole[], act: PersonAct, email?: string | null): Result<RolesChange, Refusal> {
  const { person, organisation, at } = act;
  if (person.site !== member.site || !holds(person, 'admin')) return refuse('forbidden');
  if (person.id === member.id) return refuse('forbidden', { faults: [{ pointer: '/roles', code: 'own-roles' }] });
  const faults = [...rolesFaults(asked, organisation), ...postsLeft(member, asked, act)];
  if (faults.length > 0) return refuse('validation', { faults });
  const held = heldRoles(member, asked as readonly Place[], at);
  const address = addressChange(member, email);
  if (address === undefined && held.length === member.roles.length && held.every((role) => member.roles.includes(role))) return ok({ change: undefined, withoutHolder: [] });
  const formerly = held.length === 0 ? member.roles : undefined;
  const withoutHolder = reviewsWithoutHolder(member, { ...member, roles: held }, act);
  const data = { roles: held.map(placeOf), before: member.roles.map(placeOf), withoutHolder, ...address?.data };
  return ok({ change: changeOfPerson(member, { roles: held, formerly, ...address?.fields }, 'RolesChanged', person.id, data), withoutHolder });
}

function rolesFaults(asked: readonly AskedRole[], organisation: Organisation): Fault[] {
  return asked.flatMap(({ role, unit }, place) => [
    ...(roles.some((known) => known === role) ? [] : [{ pointer: `/roles/${place}/role`, code: 'unknown-role', values: { role } }]),
    ...(unitOf(organisation, unit) !== undefined ? [] : [{ pointer: `/roles/${place}/unit`, code: 'unknown-unit', values: { unit } }]),
  ]);
}

/** A and B are both named at all times. Who only stands in for a while is not enough. */
function postsLeft(member: StaffMember, asked: readonly AskedRole[], { staff }: PersonAct): Fault[] {
  const others = staff.filter(({ id }) => id !== member.id);
  return posts
    .filter((post) => holds(member, post) && !asked.some(({ role }) => role === post) && !others.some((other) => holds(other, post)))
    .map((post) => ({ pointer: '/roles', code: 'nobody-left-on-post', values: { post: post === 'publisher-a' ? 'A' : 'B' } }));
}

/** What stays is held since it was; what is asked for twice is held once. */
function heldRoles(member: StaffMember, asked: readonly Place[], at: number): HeldRole[] {
  const same = (one: Place) => (other: Place) => one.role === other.role && one.unit === other.unit;
  return asked
    .filter((place, index) => asked.findIndex(same(place)) === index)
    .map(({ role, unit }) => member.roles.find(same({ role, unit })) ?? { role, unit, since: new Date(at).toISOString() });
}

function reviewsWithoutHolder(before: StaffMember, after: StaffMember, { organisation, staff, at }: PersonAct): Place[] {
  const reviews = new Set<Role>(Object.values(organisation.chains).flatMap((chain) => chain.map((stage) => stage.role)));
  const all = [after, ...staff.filter(({ id }) => id !== before.id)].map((member) => effectiveAt(member, at));
  return effectiveAt(before, at)
    .roles.map(placeOf)
    .filter(({ role, unit }) => reviews.has(role) && !all.some((person) => holds(person, role, unit)));
}

function placeOf({ role, unit }: Place): Place {
  return { role, unit };
}
