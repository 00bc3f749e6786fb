import { openStates } from '../../../domain/release/duty.ts';
import type { Duty, Role } from '../api/types.ts';

type Rights = Pick<Duty, 'holder' | 'unit' | 'state' | 'hard' | 'excuse' | 'acknowledged'>;

interface Somebody {
  readonly id: string;
  readonly roles: readonly { readonly role: Role; readonly unit: string }[];
}

export interface DutyRights {
  readonly mayAcknowledge: boolean;
  readonly mayAsk: boolean;
  readonly mayJudge: boolean;
}

/** What somebody is offered on a duty at an instant. The API decides; a test holds this to what it decides. */
export function rightsOn(duty: Rights, me: Somebody, now: number): DutyRights {
  const isMine = openStates.has(duty.state) && isHeldBy(me, duty);
  const isAcknowledged = duty.acknowledged !== undefined && Date.parse(duty.acknowledged.until) > now;
  return { mayAcknowledge: isMine && !isAcknowledged, mayAsk: isMine && mayBeExcused(duty), mayJudge: waitsForHead(duty, me) };
}

/** Posts A and B hold what is to be put online together. */
export function isHeldBy(me: Pick<Somebody, 'roles'>, { holder, unit }: Pick<Duty, 'holder' | 'unit'>): boolean {
  const isPost = holder === 'publisher-a' || holder === 'publisher-b';
  return isPost ? has(me, 'publisher-a', unit) || has(me, 'publisher-b', unit) : has(me, holder, unit);
}

/** A soft limit, of which no reason has been given, or one that was declined. */
function mayBeExcused({ hard, excuse }: Rights): boolean {
  return !hard && (excuse === undefined || excuse.decision?.approved === false);
}

/** While it is open, and once it was closed late: what was done in time needs no excuse. Administrators decide nothing. */
function waitsForHead({ excuse, unit, state }: Rights, me: Somebody): boolean {
  const isAsked = excuse !== undefined && excuse.decision === undefined && (openStates.has(state) || state === 'late');
  return isAsked && excuse.by !== me.id && has(me, 'head', unit) && !me.roles.some(({ role }) => role === 'admin');
}

function has(me: Pick<Somebody, 'roles'>, role: Role, unit: string): boolean {
  return me.roles.some((held) => held.role === role && held.unit === unit);
}
