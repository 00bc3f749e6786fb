import { bellPlanFor, nextBellAfter } from '../deadlines/bells.ts';
import { dueFrom } from '../deadlines/due.ts';
import { calendarOf, limitAt, limitOf } from '../organisations/organisation.ts';
import type { LimitRule, Organisation } from '../organisations/schema.ts';
import { dutyIdOf, isExcused, isOpen, type Duty, type DutyState, type WaitingBell } from './duty.ts';
import { heldBack } from './hold-bells.ts';
import type { Role } from '../people/person.ts';
import { wholeSecond } from './plan.ts';
import type { Release } from './release.ts';

export interface DutyStart {
  readonly rule: string;
  readonly unit: string;
  readonly holder: Role;
  /** Epoch milliseconds of the act that starts the clock. */
  readonly from: number;
}

/** Opens a duty of the release: computes when it is due and which bell rings first. */
export function openDuty(organisation: Organisation, release: Release, start: DutyStart): Duty {
  const rule = ruleOf(organisation, start.rule);
  const due = dueFrom(limitAt(rule, release.urgency), start.from, calendarOf(organisation));
  const duty: Duty = {
    id: dutyIdOf(release.id, start.rule, release.duties.length + 1),
    rule: start.rule,
    unit: start.unit,
    holder: start.holder,
    from: iso(start.from),
    dueOn: due.dueOn,
    dueAt: iso(due.dueAt),
    provisional: due.provisional,
    hard: rule.hard,
    state: 'running',
    generation: 1,
    bells: [],
  };
  return { ...duty, nextBell: bellAfter(organisation, duty, release.urgency, start.from) };
}

/** The first bell planned later than an instant (epoch milliseconds), or its later time where an acknowledgement holds it. */
export function bellAfter(organisation: Organisation, duty: Duty, urgency: Release['urgency'], instant: number): WaitingBell {
  const limit = limitAt(ruleOf(organisation, duty.rule), urgency);
  const times = { from: Date.parse(duty.from), dueOn: duty.dueOn, dueAt: Date.parse(duty.dueAt) };
  const { kind, at } = nextBellAfter(times, instant, calendarOf(organisation), bellPlanFor(limit, organisation.bells));
  return heldBack({ kind, at: wholeSecond(at) }, duty.acknowledged);
}

/**
 * Ends the open duties of a rule: met in time, late, or late-excused where the head approved the reason for it. The clock
 * finds that at the next bell and ends.
 */
export function closeDuties(duties: readonly Duty[], at: number, matches: (rule: string) => boolean): readonly Duty[] {
  return duties.map((duty) => (isOpen(duty) && matches(duty.rule) ? closed(duty, closingState(duty, at)) : duty));
}

/** Ends open duties that nobody has to meet any more: the item was recalled or withdrawn. */
export function voidDuties(duties: readonly Duty[]): readonly Duty[] {
  return duties.map((duty) => (isOpen(duty) ? voidDuty(duty) : duty));
}

export function voidDuty(duty: Duty): Duty {
  return closed(duty, 'void');
}

function closingState(duty: Duty, at: number): DutyState {
  if (at <= Date.parse(duty.dueAt)) return 'met';
  return isExcused(duty) ? 'late-excused' : 'late';
}

function ruleOf(organisation: Organisation, id: string): LimitRule {
  const rule = limitOf(organisation, id);
  if (rule === undefined) throw new RangeError(`${organisation.site} has no limit for ${id}`);
  return rule;
}

function closed(duty: Duty, state: DutyState): Duty {
  const { nextBell: _, ...rest } = duty;
  return { ...rest, state };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
