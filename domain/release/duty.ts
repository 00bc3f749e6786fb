import type { BellKind } from '../deadlines/bells.ts';
import type { Role } from '../people/person.ts';

/** The states of `contract.md`. `void`: superseded or no longer needed; `late-excused` 逾期（已说明） is reported by itself. */
export const dutyStates = ['running', 'paused', 'met', 'late', 'late-excused', 'overdue', 'void'] as const;

export type DutyState = (typeof dutyStates)[number];

/** Whom a bell is for: everybody who holds the role in the unit when it rings. */
export type Recipient = { readonly role: Role; readonly unit: string };

/** A bell that is waited for. Instants are ISO 8601. */
export interface WaitingBell {
  readonly kind: BellKind;
  readonly at: string;
  /** When it would have rung, had no acknowledgement held it. */
  readonly heldFrom?: string;
}

export interface RungBell extends WaitingBell {
  readonly rungAt: string;
  readonly to: readonly Recipient[];
  /** At once, or with the morning digest. */
  readonly channel: 'at-once' | 'digest';
}

/** 有人在办: somebody is on it, so escalation waits until then. */
export interface Acknowledgement {
  readonly by: string;
  readonly at: string;
  readonly until: string;
  readonly remarks?: string;
}

/** A soft limit's written reason, and what the head of the unit decided about it. */
export interface Excuse {
  readonly reason: string;
  readonly by: string;
  readonly at: string;
  readonly decision?: { readonly approved: boolean; readonly by: string; readonly at: string; readonly remarks?: string };
}

/** A clock that somebody has to beat: a stage's target, a publishing limit. Instants are ISO 8601. */
export interface Duty {
  readonly id: string;
  /** The rule of `rules.md` that it comes from, such as `A-23b`, or `S-` and a stage for an internal target. */
  readonly rule: string;
  readonly unit: string;
  readonly holder: Role;
  readonly from: string;
  readonly dueOn: string;
  readonly dueAt: string;
  readonly provisional: boolean;
  readonly hard: boolean;
  readonly state: DutyState;
  /** Numbers the executions of its clock; an older one ends itself. */
  readonly generation: number;
  /** How often in a row the clock had to be started anew without a bell rung. */
  readonly restarts?: number;
  /** The bell that the running execution waits for. */
  readonly nextBell?: WaitingBell;
  readonly bells: readonly RungBell[];
  /** the bell at which post A's open work went to post B. */
  readonly handedOver?: { readonly at: string; readonly from: Role; readonly to: Role };
  readonly acknowledged?: Acknowledgement;
  readonly excuse?: Excuse;
}

export function isOpen(duty: Duty): boolean {
  return openStates.has(duty.state);
}

export const openStates: ReadonlySet<DutyState> = new Set(['running', 'paused', 'overdue'] as const);

export function isExcused({ excuse }: Duty): boolean {
  return excuse?.decision?.approved === true;
}

/** The duty's number on its release keeps ids apart where a rule starts twice. */
export function dutyIdOf(releaseId: string, rule: string, number: number): string {
  return `${releaseId}-${rule}-${number}`;
}

/** A release's id has no capital letter, and a rule begins with one. The whole text where it is no duty's id. */
export function releaseIdOfDuty(dutyId: string): string {
  return /^(.+?)-[A-Z]/.exec(dutyId)?.[1] ?? dutyId;
}
