import { bellPlanFor, nextBellAfter } from '../deadlines/bells.ts';
import { dueFrom } from '../deadlines/due.ts';
import type { Limit } from '../deadlines/limit.ts';
import { calendarOf, limitAt, limitOf } from '../organisations/organisation.ts';
import type { LimitRule, Organisation } from '../organisations/schema.ts';
import { isOpen, type Duty } from './duty.ts';
import { wholeSecond } from './plan.ts';
import type { Release } from './release.ts';

export interface DutyStart {
  readonly rule: string;
  readonly unit: string;
  readonly holder: string;
  /** Epoch milliseconds of the act that starts the clock. */
  readonly from: number;
}

/** Opens a duty of the release: computes when it is due and which bell rings first. */
export function openDuty(organisation: Organisation, release: Release, start: DutyStart): Duty {
  const rule = ruleOf(organisation, start.rule);
  const limit = limitAt(rule, release.urgency);
  const calendar = calendarOf(organisation);
  const due = dueFrom(limit, start.from, calendar);
  const bell = nextBellAfter(due, start.from, calendar, bellPlanFor(limit, organisation.bells));
  return {
    id: `${release.id}-${start.rule}-${release.duties.length + 1}`,
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
    nextBellAt: wholeSecond(bell.at),
    bells: [],
  };
}

/** Ends the open duties of a rule: met in time, or late. Its clock finds that at the next bell and ends. */
export function closeDuties(duties: readonly Duty[], at: number, matches: (rule: string) => boolean): readonly Duty[] {
  return duties.map((duty) => (isOpen(duty) && matches(duty.rule) ? closed(duty, at <= Date.parse(duty.dueAt) ? 'met' : 'late') : duty));
}

/** Ends open duties that nobody has to meet any more. */
export function voidDuties(duties: readonly Duty[]): readonly Duty[] {
  return duties.map((duty) => (isOpen(duty) ? closed(duty, 'void') : duty));
}

/** Rings the bell that is due: recorded once, with the next one to wait for. Undefined when it is not this bell's turn. */
export function ringBell(organisation: Organisation, duty: Duty, urgency: Release['urgency'], at: number): Duty | undefined {
  if (!isOpen(duty) || duty.nextBellAt === undefined || Date.parse(duty.nextBellAt) > at) return undefined;
  const limit: Limit = limitAt(ruleOf(organisation, duty.rule), urgency);
  const calendar = calendarOf(organisation);
  const times = { from: Date.parse(duty.from), dueOn: duty.dueOn, dueAt: Date.parse(duty.dueAt) };
  const plan = bellPlanFor(limit, organisation.bells);
  const due = Date.parse(duty.nextBellAt);
  const rung = nextBellAfter(times, due - 1, calendar, plan);
  const next = nextBellAfter(times, due, calendar, plan);
  return {
    ...duty,
    state: rung.kind === 'amber' || rung.kind === 'ahead' ? duty.state : 'overdue',
    bells: [...duty.bells, { kind: rung.kind, at: duty.nextBellAt, rungAt: iso(at) }],
    nextBellAt: wholeSecond(next.at),
  };
}

function ruleOf(organisation: Organisation, id: string): LimitRule {
  const rule = limitOf(organisation, id);
  if (rule === undefined) throw new RangeError(`${organisation.site} has no limit for ${id}`);
  return rule;
}

function closed(duty: Duty, state: 'met' | 'late' | 'void'): Duty {
  const { nextBellAt: _, ...rest } = duty;
  return { ...rest, state };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
