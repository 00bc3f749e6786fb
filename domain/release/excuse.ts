import { refuse, type Fault, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { changeDuty } from './change-duty.ts';
import type { Change } from './change.ts';
import { isOpen, type Duty, type Excuse } from './duty.ts';
import { dutyToJudge, dutyToWorkOn } from './duty-permissions.ts';
import type { Release } from './release.ts';
import type { Act } from './submit.ts';

/** "In principle" (原则上): while a soft limit is open, its holder may give a written reason for being late. */
export function askExcuse(release: Release, dutyId: string, { reason }: { readonly reason: string }, act: Act): Result<Change, Refusal> {
  const found = dutyToWorkOn(release, dutyId, act);
  if (!found.ok) return found;
  const duty = found.value;
  if (duty.excuse !== undefined && duty.excuse.decision?.approved !== false) return refused(duty, 'excuse-asked');
  const faults: Fault[] = [
    ...(duty.hard ? [{ pointer: '', code: 'hard-limit' }] : []),
    ...(reason.trim() === '' ? [{ pointer: '/reason', code: 'reason-required' }] : []),
  ];
  if (faults.length > 0) return refuse('validation', { faults });
  const excuse: Excuse = { reason, by: act.person.id, at: new Date(act.at).toISOString() };
  return ok(changeDuty(release, { ...duty, excuse }, { type: 'ExcuseAsked', by: act.person.id, data: { duty: dutyId, rule: duty.rule, reason } }));
}

export interface ExcuseDecision {
  readonly approve: boolean;
  readonly remarks?: string | undefined;
}

/**
 * The head of the unit decides about the reason, also when the duty has been closed late meanwhile. Approved, the lateness
 * counts as late-excused (逾期（已说明）), apart from the rest; what is closed in time stays met.
 */
export function decideExcuse(release: Release, dutyId: string, { approve, remarks }: ExcuseDecision, act: Act): Result<Change, Refusal> {
  const found = dutyToJudge(release, dutyId, act);
  if (!found.ok) return found;
  const duty = found.value;
  const { excuse } = duty;
  if (!isOpen(duty) && duty.state !== 'late') return refuse('wrong-state', { values: { state: duty.state } });
  if (excuse === undefined || excuse.decision !== undefined) return refused(duty, 'no-excuse-asked');
  if (excuse.by === act.person.id) return refuse('separation-of-duties', { values: { duty: 'excuse' } });
  const said = remarks === undefined ? {} : { remarks };
  const decision = { approved: approve, by: act.person.id, at: new Date(act.at).toISOString(), ...said };
  const after: Duty = { ...duty, excuse: { ...excuse, decision }, state: approve && duty.state === 'late' ? 'late-excused' : duty.state };
  const data = { duty: dutyId, rule: duty.rule, ...said };
  return ok(changeDuty(release, after, { type: approve ? 'ExcuseApproved' : 'ExcuseDeclined', by: act.person.id, data }));
}

function refused(duty: Duty, code: 'excuse-asked' | 'no-excuse-asked'): ReturnType<typeof refuse> {
  return refuse('wrong-state', { values: { state: duty.state }, faults: [{ pointer: '', code }] });
}
