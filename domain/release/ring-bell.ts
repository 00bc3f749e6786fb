import type { BellKind } from '../deadlines/bells.ts';
import { limitOf, organisationOf } from '../organisations/organisation.ts';
import type { Organisation } from '../organisations/schema.ts';
import { changeDuty, dutyIn } from './change-duty.ts';
import type { Change } from './change.ts';
import { bellAfter, voidDuty } from './duties.ts';
import { isOpen, type Duty, type Recipient, type RungBell } from './duty.ts';
import { handOver } from './hand-over.ts';
import type { Release } from './release.ts';

/**
 * Rings a duty's bell once and says so in the chain. Undefined when the duty is closed or the bell is not due yet. A duty
 * whose rule is no longer there has no limit to be measured by: it is void.
 */
export function ring(release: Release, dutyId: string, at: number): Change | undefined {
  const duty = dutyIn(release, dutyId);
  const organisation = organisationOf(release.site);
  if (duty !== undefined && isOpen(duty) && limitOf(organisation, duty.rule) === undefined) {
    return changeDuty(release, voidDuty(duty), { type: 'DutyVoided', by: 'system', data: { duty: dutyId, rule: duty.rule } });
  }
  const rung = duty === undefined ? undefined : ringBell(organisation, duty, release.urgency, at);
  if (duty === undefined || rung === undefined) return undefined;
  const bell = rung.bells.at(-1);
  const data = {
    duty: dutyId,
    rule: rung.rule,
    bell: bell?.kind,
    at: bell?.at,
    to: bell?.to,
    channel: bell?.channel,
    ...(rung.holder === duty.holder ? {} : { handedOver: { from: duty.holder, to: rung.holder } }),
  };
  return changeDuty(release, rung, { type: 'BellRung', by: 'system', data });
}

/** Records the bell that is due, with whom it is for, and the next one to wait for. Undefined when it is not this bell's turn. */
export function ringBell(organisation: Organisation, duty: Duty, urgency: Release['urgency'], at: number): Duty | undefined {
  const bell = duty.nextBell;
  if (!isOpen(duty) || bell === undefined || Date.parse(bell.at) > at) return undefined;
  const { restarts: _, ...after } = handOver(organisation, duty, bell.kind, at);
  const rung: RungBell = {
    ...bell,
    rungAt: new Date(at).toISOString(),
    to: recipientsOf(organisation, duty, after, bell.kind),
    channel: organisation.bells.channels[urgency],
  };
  return {
    ...after,
    state: bell.kind === 'amber' || bell.kind === 'ahead' ? duty.state : 'overdue',
    bells: [...duty.bells, rung],
    nextBell: bellAfter(organisation, duty, urgency, Date.parse(bell.heldFrom ?? bell.at)),
  };
}

/** By the organisation's table. Where the bell hands the duty over, it is for who has it and for who gets it. */
function recipientsOf(organisation: Organisation, before: Duty, after: Duty, kind: BellKind): readonly Recipient[] {
  const holders = [...new Set([before.holder, after.holder])].map((role): Recipient => ({ role, unit: after.unit }));
  const people: Readonly<Record<Organisation['bells']['to'][BellKind][number], readonly Recipient[]>> = {
    holder: holders,
    head: [{ role: 'head', unit: after.unit }],
    leader: [{ role: 'leader', unit: organisation.office }],
  };
  return organisation.bells.to[kind].flatMap((recipient) => people[recipient]);
}
