import { instantOf, isBeijingDate, midnightAfter, toBeijingIso } from '../calendar/beijing.ts';
import { refuse, type Fault, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { changeOfPerson, nextId, type PersonAct, type PersonChange } from './change.ts';
import { coverEffects, takeCover, type CoverEffect } from './covers.ts';
import { mayManage } from './manage.ts';
import { holds } from './person.ts';
import { firstGap, nobodyOnDuty, postsOf, type Posts } from './posts.ts';
import { currentAt, type Leave, type StaffMember } from './staff.ts';

/** 请假单: from when until when, as instants or whole days in Beijing (the last one included), and who stands in. */
export interface LeaveForm {
  readonly from: string;
  readonly until: string;
  readonly cover?: string | undefined;
  readonly reason?: string | undefined;
}

/** One's own leave, or that of somebody whose head or administrator one is. Neither post may be left with nobody. */
export function recordLeave(member: StaffMember, form: LeaveForm, act: PersonAct): Result<PersonChange, Refusal> {
  const { person, at } = act;
  if (!maySeeToLeave(member, act)) return refuse('forbidden');
  const from = isBeijingDate(form.from) ? instantOf(form.from, '00:00') : Date.parse(form.from);
  const until = isBeijingDate(form.until) ? midnightAfter(form.until) : Date.parse(form.until);
  const span = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
  const faults = [...spanFaults(from, until, at), ...overlapFaults(member, span), ...standInFaults('/cover', form.cover, member, act)];
  if (faults.length > 0) return refuse('validation', { faults });
  const leave: Leave = { id: nextId(member), ...span, ...(form.cover === undefined ? {} : { cover: form.cover }) };
  const data = { ...leave, reason: form.reason };
  const change = changeOfPerson(member, { leaves: [...member.leaves, leave] }, 'LeaveRecorded', person.id, data);
  const gap = postsOf(member).length === 0 ? undefined : firstGap(rosterAfter(member, change.person, act), Math.max(from, at), until);
  return gap === undefined ? ok(change) : refuse('blocked-by-checks', { faults: [nobodyOnDuty('/from', gap)] });
}

/** Ends a leave now, and the cover with it; one that has not begun never does. */
export function endLeave(member: StaffMember, id: string, act: PersonAct): Result<PersonChange, Refusal> {
  if (!maySeeToLeave(member, act)) return refuse('forbidden');
  const now = new Date(act.at).toISOString();
  const leave = member.leaves.find((each) => each.id === id && each.until > now && each.until > each.from);
  if (leave === undefined) return refuse('not-found');
  const until = now > leave.from ? now : leave.from;
  const leaves = member.leaves.map((each) => (each === leave ? { ...leave, until } : each));
  return ok(changeOfPerson(member, { leaves }, 'LeaveEnded', act.person.id, { id, until }));
}

/**
 * Somebody of the site who can stand in: not the person themselves, not disabled, and not the administrator who says so,
 * who would give themselves roles by it.
 */
export function standInFaults(pointer: string, id: string | undefined, member: StaffMember, { staff, person }: PersonAct): Fault[] {
  if (id === undefined) return [];
  if (id === member.id) return [{ pointer, code: 'covers-themselves' }];
  if (id === person.id && holds(person, 'admin')) return [{ pointer, code: 'own-roles' }];
  return staff.some((each) => each.id === id && each.roles.length > 0) ? [] : [{ pointer, code: 'unknown-person' }];
}

function maySeeToLeave(member: StaffMember, { person, at }: PersonAct): boolean {
  return person.id === member.id || mayManage(person, member, at);
}

function spanFaults(from: number, until: number, at: number): Fault[] {
  if (until <= from) return [{ pointer: '/until', code: 'leave-not-in-order' }];
  return until <= at ? [{ pointer: '/until', code: 'leave-over' }] : [];
}

/** Two leaves of one person at one time would say two things about who stands in. */
function overlapFaults({ leaves }: StaffMember, span: { readonly from: string; readonly until: string }): Fault[] {
  const other = leaves.find(({ from, until }) => from < span.until && span.from < until);
  return other === undefined ? [] : [{ pointer: '/from', code: 'leave-overlaps', values: { from: toBeijingIso(Date.parse(other.from)), until: toBeijingIso(Date.parse(other.until)) } }];
}

/** The roster as it will be, with who stands in at the post that they stand in for. */
function rosterAfter(before: StaffMember, after: StaffMember, { staff, at }: PersonAct): Posts {
  return rosterWith(staff.map((member) => (member.id === after.id ? after : member)), coverEffects(before, after, at));
}

/**
 * the first instant from now on at which neither post will have anybody on duty, by everybody's leaves as they are;
 * undefined where there is none. Who was recorded to stand in does, whether their own record has learned of it or not.
 */
export function emptyPostsAhead(staff: readonly StaffMember[], at: number): Fault[] {
  const effects = staff.flatMap((member) => coverEffects(undefined, currentAt(member, at), at));
  const gap = firstGap(rosterWith(staff, effects.filter(({ to, cover }) => !isKnown(staff, to, cover.id))), at, Infinity);
  return gap === undefined ? [] : [nobodyOnDuty('', gap)];
}

function isKnown(staff: readonly StaffMember[], to: string, cover: string): boolean {
  return staff.some(({ id, covers }) => id === to && covers.some((each) => each.id === cover));
}

function rosterWith(staff: readonly StaffMember[], effects: readonly CoverEffect[]): Posts {
  return staff.flatMap((member) => {
    const mine = effects.filter(({ to }) => to === member.id);
    return postsOf(mine.reduce((each, { cover }) => takeCover(each, cover)?.person ?? each, member));
  });
}
