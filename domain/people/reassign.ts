import { refuse, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { changeOfPerson, nextId, type PersonAct, type PersonChange } from './change.ts';
import { standInFaults } from './leave.ts';
import { mayManage } from './manage.ts';
import type { Reassignment, StaffMember } from './staff.ts';

/** 转办: to whom, or the person themselves, who takes their work back. */
export interface ReassignmentForm {
  readonly to: string;
  readonly remarks?: string | undefined;
}

/**
 * Gives somebody's open work to another person of the site, from now on: with all of their roles, so that drafts, recalls
 * and worklists go along. An earlier reassignment of theirs ends. By an administrator or the head of their department.
 */
export function reassign(member: StaffMember, { to, remarks }: ReassignmentForm, act: PersonAct): Result<PersonChange, Refusal> {
  const { person, at } = act;
  if (!mayManage(person, member, at)) return refuse('forbidden');
  const from = new Date(at).toISOString();
  const open = member.reassignments.filter(({ until }) => until === undefined);
  const takesBack = to === member.id && open.length > 0;
  const faults = takesBack ? [] : standInFaults('/to', to, member, act);
  if (faults.length > 0) return refuse('validation', { faults });
  const ended = member.reassignments.map((each) => (each.until === undefined ? { ...each, until: from } : each));
  const next: Reassignment[] = takesBack ? [] : [{ id: nextId(member), to, from }];
  const data = { to, remarks, ended: open.map(({ id }) => id) };
  return ok(changeOfPerson(member, { reassignments: [...ended, ...next] }, 'WorkReassigned', person.id, data));
}
