import type { HeldRole } from './person.ts';
import type { PersonChange } from './change.ts';
import { isWithin, type Cover, type Span, type StaffMember } from './staff.ts';

/** What follows from a commit on a person: another person's own record learns of a cover, or that it ends. */
export interface CoverEffect {
  readonly kind: 'cover';
  readonly to: string;
  readonly cover: Cover;
}

/**
 * The roles that go to who stands in for a person: their own (a disabled person's last ones), and those that were
 * reassigned to them for good. Administration is no work to be covered: it is given as a role, by an administrator.
 */
export function handedRoles(member: StaffMember, at: number): HeldRole[] {
  const own = member.roles.length === 0 ? (member.formerly ?? []) : member.roles;
  const passedOn = member.covers.filter((cover) => cover.until === undefined && isWithin(cover, at));
  const received = passedOn.flatMap(({ person, roles }) => roles.map((held) => ({ ...held, coversFor: held.coversFor ?? person })));
  return [...own, ...received].filter(({ role }) => role !== 'admin');
}

/** Derived from the difference that a commit makes, so that no command can forget one. */
export function coverEffects(before: StaffMember | undefined, after: StaffMember, at: number): CoverEffect[] {
  const leaves = after.leaves.flatMap(({ id, from, until, cover }) => (cover === undefined ? [] : [{ id, from, until, to: cover }]));
  const known = [...(before?.leaves ?? []), ...(before?.reassignments ?? [])];
  const narrowed = hasLostRoles(before, after);
  return [...leaves, ...after.reassignments]
    .filter(({ id, until }) => narrowed || !known.some((earlier) => earlier.id === id && earlier.until === until))
    .map(({ id, from, until, to }) => {
      const span: Span = { from, ...(until === undefined ? {} : { until }) };
      return { kind: 'cover', to, cover: { id, person: after.id, name: after.name, roles: handedRoles(after, at), ...span } };
    });
}

/** A role that is taken from somebody is taken from who holds it for them. Who is disabled leaves their work to others. */
function hasLostRoles(before: StaffMember | undefined, after: StaffMember): boolean {
  return after.roles.length > 0 && before?.roles.some((held) => !after.roles.some(same(held))) === true;
}

/**
 * Enters a cover with the person who stands in, once for each leave or reassignment. Told of it again, they keep the
 * earlier end, and of the roles those that both name: so it does not matter in which order, and how often, they learn of
 * it. Undefined when they know already.
 */
export function takeCover(member: StaffMember, cover: Cover): PersonChange | undefined {
  const known = member.covers.find(({ id }) => id === cover.id);
  if (known === undefined) return { person: { ...member, covers: [...member.covers, cover] }, event: eventOf('CoverTaken', cover) };
  const ends = cover.until !== undefined && (known.until === undefined || cover.until < known.until);
  const roles = known.roles.filter((held) => cover.roles.some(same(held)));
  if (!ends && roles.length === known.roles.length) return undefined;
  const less: Cover = { ...known, roles, ...(ends ? { until: cover.until } : {}) };
  const covers = member.covers.map((each) => (each === known ? less : each));
  return { person: { ...member, covers }, event: eventOf(ends ? 'CoverEnded' : 'CoverNarrowed', less) };
}

function same(one: HeldRole): (other: HeldRole) => boolean {
  return (other) => one.role === other.role && one.unit === other.unit && one.coversFor === other.coversFor;
}

function eventOf(type: string, { id, person, roles, from, until }: Cover): PersonChange['event'] {
  return { type, by: 'system', data: { id, person, roles: roles.map((held) => ({ ...held })), from, until } };
}
