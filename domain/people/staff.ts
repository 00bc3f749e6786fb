import type { HeldRole, Person } from './person.ts';

/** A span of time: ISO instants in UTC, the end exclusive; without an end it goes on. */
export interface Span {
  readonly from: string;
  readonly until?: string;
}

/** 请假. `cover` is the person who has the roles in the meantime. */
export interface Leave extends Span {
  readonly id: string;
  readonly until: string;
  readonly cover?: string;
}

/** 转办 of all of somebody's work, until it is given to another person or taken back. */
export interface Reassignment extends Span {
  readonly id: string;
  readonly to: string;
}

/** What a person has of somebody else's: the roles that were handed to them, by the id of the leave or reassignment. */
export interface Cover extends Span {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly roles: readonly HeldRole[];
}

/** A person as the record knows them: an aggregate of their own, each change of which is an event. */
export interface StaffMember extends Person {
  /**
   * Where mail reaches them. It stands in the record and in no event: a chain keeps for ever what it has, and an address
   * has to go when its owner goes.
   */
  readonly email?: string;
  /** Counts people's changes: what `If-Match` means. */
  readonly version: number;
  readonly leaves: readonly Leave[];
  readonly reassignments: readonly Reassignment[];
  readonly covers: readonly Cover[];
  /** The roles that a disabled person had, so that their work can still be reassigned. */
  readonly formerly?: readonly HeldRole[];
}

export function isWithin({ from, until }: Span, at: number): boolean {
  const instant = new Date(at).toISOString();
  return from <= instant && (until === undefined || instant < until);
}

export function isOnLeave({ leaves }: Pick<StaffMember, 'leaves'>, at: number): boolean {
  return leaves.some((leave) => isWithin(leave, at));
}

/**
 * The person as they may act at an instant (epoch milliseconds): with their own roles, and those they hold for others at
 * that time. Somebody without a role of their own is disabled and stands in for nobody either.
 */
export function effectiveAt({ id, name, site, roles, covers }: StaffMember, at: number): Person {
  const covered = roles.length === 0 ? [] : covers.filter((cover) => isWithin(cover, at)).flatMap(rolesOf);
  return { id, name, site, roles: [...roles, ...covered] };
}

/** The roles of a cover as its person holds them; what was handed on twice is still the first one's. */
function rolesOf(cover: Cover): HeldRole[] {
  return cover.roles.map((held) => ({ ...held, since: cover.from, coversFor: held.coversFor ?? cover.person }));
}

/** What still counts of a person after an instant: leaves and covers that are over, or were ended before they began, are left to their history. */
export function currentAt(member: StaffMember, at: number): StaffMember {
  const instant = new Date(at).toISOString();
  const counts = ({ from, until }: Span): boolean => until === undefined || (until > instant && until > from);
  return { ...member, leaves: member.leaves.filter(counts), reassignments: member.reassignments.filter(counts), covers: member.covers.filter(counts) };
}
