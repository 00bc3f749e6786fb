import { addDays, beijingDate, type BeijingDate } from '../calendar/beijing.ts';
import type { WorkingCalendar } from '../calendar/working-calendar.ts';
import type { Due } from './due.ts';
import type { Limit } from './limit.ts';

const MINUTE = 60_000;

/** `ahead` warns days before, `amber` at a share of the time, `escalation` goes to the leader in charge. */
export type BellKind = 'ahead' | 'amber' | 'due' | 'escalation' | 'daily' | 'weekly';

export interface Bell {
  kind: BellKind;
  /** Epoch ms on a whole second, never early: a Wait state knows no finer time. */
  at: number;
}

/** When the bells of a duty ring; the numbers are organisation data. */
export interface BellPlan {
  /** What amber is a share of: office minutes, or clock minutes for limits in hours. */
  units: 'office' | 'clock';
  amberPercent: number;
  /** Days before the due day on which to warn. */
  aheadDays: readonly number[];
  /** Working days after the escalation on which to ring, before it becomes weekly. */
  dailyBells: number;
}

export type BellTimes = Pick<Due, 'from' | 'dueOn' | 'dueAt'>;

/** The plan for a limit: clock minutes for CH, and DATE and CD duties also ring days ahead. */
export function bellPlanFor(limit: Limit, house: Omit<BellPlan, 'units'>): BellPlan {
  const longDated = limit.kind === 'date' || limit.kind === 'calendar-days';
  return {
    units: limit.kind === 'clock-hours' ? 'clock' : 'office',
    amberPercent: house.amberPercent,
    aheadDays: longDated ? house.aheadDays : [],
    dailyBells: house.dailyBells,
  };
}

/**
 * Every bell of a duty in order of time, without end: somebody has to close it. No two ring at the same instant.
 * Everything after due rings as the office opens, on working days only.
 */
export function* bellsFor(due: BellTimes, calendar: WorkingCalendar, plan: BellPlan): Generator<Bell, never> {
  yield* bellsBefore(due, calendar, plan);
  yield { kind: 'due', at: wholeSecond(due.dueAt) };
  let day = calendar.nextWorkingDay(due.dueOn);
  yield { kind: 'escalation', at: calendar.openOfOffice(day) };
  for (let count = 0; count < plan.dailyBells; count += 1) {
    day = calendar.nextWorkingDay(day);
    yield { kind: 'daily', at: calendar.openOfOffice(day) };
  }
  for (let week = addDays(day, 7); ; week = addDays(week, 7)) {
    const worked = calendar.workingDayFrom(week);
    // A long holiday may move two weeks' bells to the same day.
    if (worked > day) yield { kind: 'weekly', at: calendar.openOfOffice(worked) };
    day = worked;
  }
}

/** The bells up to the last daily one: what a duty is created with. */
export function firstBells(due: BellTimes, calendar: WorkingCalendar, plan: BellPlan): Bell[] {
  const first: Bell[] = [];
  for (const bell of bellsFor(due, calendar, plan)) {
    if (bell.kind === 'weekly') break;
    first.push(bell);
  }
  return first;
}

/** The first bell later than `instant` (epoch ms). There always is one. */
export function nextBellAfter(due: BellTimes, instant: number, calendar: WorkingCalendar, plan: BellPlan): Bell {
  const bells = bellsFor(due, calendar, plan);
  for (;;) {
    const bell = bells.next().value;
    if (bell.at > instant) return bell;
  }
}

function bellsBefore(due: BellTimes, calendar: WorkingCalendar, plan: BellPlan): Bell[] {
  const bells = new Map<number, Bell>();
  const add = (kind: BellKind, instant: number | undefined) => {
    if (instant === undefined) return;
    const at = wholeSecond(instant);
    if (at >= due.from && at < due.dueAt && !bells.has(at)) bells.set(at, { kind, at });
  };
  add('amber', amberAt(due, calendar, plan));
  for (const days of plan.aheadDays) add('ahead', aheadAt(due, days, calendar));
  return [...bells.values()].sort((one, other) => one.at - other.at);
}

/** In whole milliseconds, rounded up. Clock time stands in where no office minute is left, so that amber is never lost. */
function amberAt({ from, dueAt }: BellTimes, calendar: WorkingCalendar, plan: BellPlan): number {
  const share = (milliseconds: number) => Math.ceil((milliseconds * plan.amberPercent) / 100);
  const office = plan.units === 'office' ? Math.round(calendar.officeMinutesBetween(from, dueAt) * MINUTE) : 0;
  return office > 0 ? calendar.addOfficeMinutes(from, share(office) / MINUTE) : from + share(dueAt - from);
}

/**
 * Close of office so many days before the due day. On a rest day people are told on the working day before it; where
 * the duty had not begun by then, on the next one.
 */
function aheadAt({ from, dueOn }: BellTimes, days: number, calendar: WorkingCalendar): number | undefined {
  const nominal: BeijingDate = addDays(dueOn, -days);
  if (nominal < beijingDate(from)) return undefined;
  const before = calendar.closeOfOffice(calendar.workingDayUntil(nominal));
  return before >= from ? before : calendar.closeOfOffice(calendar.workingDayFrom(nominal));
}

const wholeSecond = (instant: number) => Math.ceil(instant / 1000) * 1000;
