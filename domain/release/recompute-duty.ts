import { dueFrom } from '../deadlines/due.ts';
import { calendarOf, limitAt, limitOf } from '../organisations/organisation.ts';
import type { Organisation } from '../organisations/schema.ts';
import { withFields } from '../record/with-fields.ts';
import { bellAfter, voidDuty } from './duties.ts';
import type { Duty } from './duty.ts';
import type { Release } from './release.ts';

/**
 * An open duty under the organisation's limits and calendar as they are now; the same duty where nothing differs. Its clock
 * starts anew in the next generation, so that the bells of the old one are void; what has rung stays told. A rule that is
 * no longer there has no limit, and its duty is void.
 */
export function recomputeDuty(organisation: Organisation, duty: Duty, urgency: Release['urgency'], at: number): Duty {
  const rule = limitOf(organisation, duty.rule);
  if (rule === undefined) return voidDuty(duty);
  const due = dueFrom(limitAt(rule, urgency), Date.parse(duty.from), calendarOf(organisation));
  const dueAt = new Date(due.dueAt).toISOString();
  if (dueAt === duty.dueAt && due.dueOn === duty.dueOn && due.provisional === duty.provisional) return duty;
  const state = duty.state === 'overdue' && due.dueAt > at ? 'running' : duty.state;
  const moved = withFields(duty, { dueAt, dueOn: due.dueOn, provisional: due.provisional, state, generation: duty.generation + 1, restarts: undefined });
  return { ...moved, nextBell: bellAfter(organisation, moved, urgency, heardUntil(moved, at)) };
}

/** What has rung does not ring once more; of a limit that turns out to have passed, the first to ring is that it has. */
function heardUntil(duty: Duty, at: number): number {
  const dueAt = Date.parse(duty.dueAt);
  if (dueAt <= at && duty.state !== 'overdue') return dueAt - 1;
  return Math.max(Date.parse(duty.from), ...duty.bells.map((bell) => Date.parse(bell.heldFrom ?? bell.at)));
}
