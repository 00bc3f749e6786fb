import { beijingDate } from '../calendar/beijing.ts';
import { calendarOf } from '../organisations/organisation.ts';
import type { Organisation } from '../organisations/schema.ts';
import type { Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { changeDuty } from './change-duty.ts';
import type { Change } from './change.ts';
import type { Acknowledgement, Duty } from './duty.ts';
import { dutyToWorkOn } from './duty-permissions.ts';
import { heldBack } from './hold-bells.ts';
import { wholeSecond } from './plan.ts';
import type { Release } from './release.ts';
import type { Act } from './submit.ts';

/**
 * 有人在办: a holder says that somebody is on it. Escalation and what follows it wait, for 30 minutes where the item is
 * urgent, else until the office closes one working day on (contract, Bells). The clock of a bell that moves is started
 * anew, since the Wait that it stands in cannot be woken.
 */
export function acknowledge(release: Release, dutyId: string, form: { readonly remarks?: string | undefined }, act: Act): Result<Change, Refusal> {
  const found = dutyToWorkOn(release, dutyId, act);
  if (!found.ok) return found;
  const { remarks } = form;
  const acknowledged: Acknowledgement = {
    by: act.person.id,
    at: new Date(act.at).toISOString(),
    until: heldUntil(act.organisation, release.urgency, act.at),
    ...(remarks === undefined ? {} : { remarks }),
  };
  const data = { duty: dutyId, rule: found.value.rule, until: acknowledged.until, remarks };
  return ok(changeDuty(release, held({ ...found.value, acknowledged }), { type: 'DutyAcknowledged', by: act.person.id, data }));
}

function held(duty: Duty): Duty {
  const bell = duty.nextBell;
  const moved = bell === undefined ? undefined : heldBack(bell, duty.acknowledged);
  if (moved === undefined || moved === bell) return duty;
  const { restarts: _, ...rest } = duty;
  return { ...rest, nextBell: moved, generation: duty.generation + 1 };
}

function heldUntil(organisation: Organisation, urgency: Release['urgency'], at: number): string {
  const { urgentMinutes, ordinaryWorkingDays } = organisation.bells.acknowledgementHolds;
  if (urgency === 'urgent') return wholeSecond(at + urgentMinutes * 60_000);
  const calendar = calendarOf(organisation);
  let day = beijingDate(at);
  for (let left = ordinaryWorkingDays; left > 0; left -= 1) day = calendar.nextWorkingDay(day);
  return wholeSecond(calendar.closeOfOffice(day));
}
