import type { BellKind } from '../deadlines/bells.ts';
import type { Duty, DutyState } from './duty.ts';
import type { Release } from './release.ts';

/** What an event changed about a duty: an entry of the ledger (台账, B-17) where it is one that counts. */
export type DutyChange = {
  readonly id: string;
  readonly rule: string;
  readonly unit: string;
  readonly state: DutyState;
  readonly dueAt: string;
  /** The bell that rang. */
  readonly bell?: BellKind;
  /** Who holds it since the hand-over from post A to post B. */
  readonly handedOverTo?: string;
  /** Until when an acknowledgement holds escalation. */
  readonly acknowledgedUntil?: string;
  readonly excuse?: 'asked' | 'approved' | 'declined';
};

/** Derived from the difference that a commit makes, so that no command can forget to account for a clock. */
export function dutyChanges(before: Release | undefined, after: Release): readonly DutyChange[] {
  const known = new Map(before?.duties.map((duty) => [duty.id, duty]));
  return after.duties.flatMap((duty) => changeOf(known.get(duty.id), duty));
}

function changeOf(before: Duty | undefined, after: Duty): readonly DutyChange[] {
  const what = {
    ...(before !== undefined && before.bells.length < after.bells.length ? { bell: after.bells.at(-1)?.kind } : {}),
    ...(before !== undefined && before.holder !== after.holder ? { handedOverTo: after.holder } : {}),
    ...(isSame(before?.acknowledged, after.acknowledged) ? {} : { acknowledgedUntil: after.acknowledged?.until }),
    ...excuseChange(before, after),
  };
  if (before?.state === after.state && Object.keys(what).length === 0) return [];
  const { id, rule, unit, state, dueAt } = after;
  return [{ id, rule, unit, state, dueAt, ...what } as DutyChange];
}

function excuseChange(before: Duty | undefined, { excuse }: Duty): Pick<DutyChange, 'excuse'> {
  if (excuse === undefined || isSame(before?.excuse, excuse)) return {};
  if (excuse.decision === undefined) return { excuse: 'asked' };
  return { excuse: excuse.decision.approved ? 'approved' : 'declined' };
}

function isSame(one: object | undefined, other: object | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
