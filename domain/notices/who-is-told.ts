import { holds, type Person } from '../people/person.ts';
import { isPost, postsOf, publishersAt } from '../people/posts.ts';
import { effectiveAt, isOnLeave, type StaffMember } from '../people/staff.ts';
import type { Recipient } from '../release/duty.ts';

/** Who is to be told, once each, whatever roles of theirs a bell is for. */
export interface Audience {
  readonly people: readonly StaffMember[];
  /** Nobody was there for whom it was meant: head and administrators are told instead. */
  readonly instead: boolean;
}

export interface Roll {
  /** Everybody of the site. */
  readonly staff: readonly StaffMember[];
  /** Epoch milliseconds of the sending. */
  readonly at: number;
  /** People who may not take the item on: they are told nothing that they could not do. */
  readonly keptApart?: readonly string[];
}

/**
 * Resolves roles to people at the instant of sending: with covers, without people on leave, disabled ones, and those
 * whom no mail reaches. Where nobody is left, the heads of the units and the administrators of the site are told.
 */
export function whoIsTold(to: readonly Recipient[], { staff, at, keptApart = [] }: Roll): Audience {
  const there = staff.filter((member) => isThere(member, at) && member.email !== undefined);
  const onDuty = publishersAt(staff.flatMap(postsOf), at).map(({ person }) => person);
  const meant = there.filter((member) => !keptApart.includes(member.id) && to.some((recipient) => isFor(effectiveAt(member, at), recipient, onDuty)));
  if (meant.length > 0) return { people: meant, instead: false };
  const units = new Set(to.map(({ unit }) => unit));
  const instead = there.filter((member) => {
    const person = effectiveAt(member, at);
    return holds(person, 'admin') || [...units].some((unit) => holds(person, 'head', unit));
  });
  return { people: instead, instead: true };
}

/** Neither disabled nor on leave: somebody who can act on what they are told. */
export function isThere(member: StaffMember, at: number): boolean {
  return member.roles.length > 0 && !isOnLeave(member, at);
}

/**
 * Whether a recipient of a bell is this person now (epoch milliseconds are in `effectiveAt` already).
 * @param onDuty A-22: what is for post A is for post B while no A is there
 */
export function isFor(person: Person, { role, unit }: Recipient, onDuty: readonly string[]): boolean {
  if (holds(person, role, unit)) return true;
  return isPost(role) && role === 'publisher-a' && onDuty.includes(person.id) && holds(person, 'publisher-b', unit);
}
