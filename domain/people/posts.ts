import { toBeijingIso } from '../calendar/beijing.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import type { Person, Role } from './person.ts';
import { isOnLeave, isWithin, type Leave, type Span, type StaffMember } from './staff.ts';

/** 发布岗 A 角、B 角. */
export type Post = Extract<Role, 'publisher-a' | 'publisher-b'>;

export const posts = ['publisher-a', 'publisher-b'] as const satisfies readonly Post[];

/** Somebody at a post, for good or, in the place of `coversFor`, for a span of time. */
export interface PostHolder {
  readonly person: string;
  readonly name: string;
  readonly post: Post;
  readonly leaves: readonly Leave[];
  readonly coversFor?: string;
  readonly span?: Span;
}

/** The site's roster: who holds which post. */
export type Posts = readonly PostHolder[];

/** That B, or who stands in for somebody, works in the place of A. */
export interface PostWork {
  readonly covering?: 'publisher-a';
}

export function isPost(role: Role): role is Post {
  return posts.some((post) => post === role);
}

/** The posts that a person holds or will hold; a disabled person holds none. */
export function postsOf({ id, name, roles, leaves, covers }: StaffMember): PostHolder[] {
  if (roles.length === 0) return [];
  const holder = { person: id, name, leaves };
  const own = roles.flatMap(({ role }) => (isPost(role) ? [{ ...holder, post: role }] : []));
  const covered = covers.flatMap(({ from, until, person, roles: handed }) => {
    const span = { from, ...(until === undefined ? {} : { until }) };
    return handed.flatMap(({ role }) => (isPost(role) ? [{ ...holder, post: role, coversFor: person, span }] : []));
  });
  return [...own, ...covered];
}

/** Those who are there at an instant: at the post at that time, and not on leave. */
export function onDutyAt(roster: Posts, at: number): PostHolder[] {
  return roster.filter((holder) => holdsAt(holder, at) && !isOnLeave(holder, at));
}

/**
 * whether a person may put online at an instant. A on duty may; B may, in the place of A, when every A is on leave
 * or the duty was handed over to B.
 */
export function mayWorkPost(roster: Posts, person: Pick<Person, 'id'>, dutyHolder: string | undefined, at: number): Result<PostWork, Refusal> {
  const mine = roster.filter((holder) => holder.person === person.id && holdsAt(holder, at));
  if (mine.length === 0) return refuse('forbidden');
  const onDuty = onDutyAt(roster, at);
  if (onDuty.length === 0) return refuse('blocked-by-checks', { faults: [nobodyOnDuty('', at)] });
  if (mine.every((holder) => isOnLeave(holder, at))) return refuse('forbidden', { faults: [{ pointer: '', code: 'on-leave' }] });
  const asA = mine.filter(isPostA);
  if (asA.length > 0) return ok(asA.some(({ coversFor }) => coversFor === undefined) ? {} : { covering: 'publisher-a' });
  const atA = onDuty.find(isPostA);
  if (atA === undefined || dutyHolder === 'publisher-b') return ok({ covering: 'publisher-a' });
  return refuse('forbidden', { faults: [{ pointer: '', code: 'post-a-on-duty', values: { name: atA.name } }] });
}

/** Who puts online at an instant: every A on duty, or every B in their place. */
export function publishersAt(roster: Posts, at: number): PostHolder[] {
  const onDuty = onDutyAt(roster, at);
  const atA = onDuty.filter(isPostA);
  return atA.length > 0 ? atA : onDuty;
}

/** The first instant of a span (epoch milliseconds, end exclusive) at which neither post has anybody on duty. */
export function firstGap(roster: Posts, from: number, until: number): number | undefined {
  const leavings = roster.flatMap(({ leaves, span }) => [...leaves.map((leave) => leave.from), ...(span?.until === undefined ? [] : [span.until])]);
  const within = leavings.map((instant) => Date.parse(instant)).filter((instant) => from < instant && instant < until);
  return [from, ...within.sort((one, other) => one - other)].find((instant) => onDutyAt(roster, instant).length === 0);
}

export function nobodyOnDuty(pointer: string, at: number) {
  return { pointer, code: 'nobody-on-duty', values: { at: toBeijingIso(at) } };
}

function holdsAt({ span }: PostHolder, at: number): boolean {
  return span === undefined || isWithin(span, at);
}

function isPostA({ post }: PostHolder): boolean {
  return post === 'publisher-a';
}
