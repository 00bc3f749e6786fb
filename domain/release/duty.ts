import type { BellKind } from '../deadlines/bells.ts';

export interface RungBell {
  readonly kind: BellKind;
  /** ISO instant at which it was to ring, and at which it rang. */
  readonly at: string;
  readonly rungAt: string;
}

/** A clock that somebody has to beat: a stage's target, a publishing limit. Instants are ISO 8601. */
export interface Duty {
  readonly id: string;
  /** The rule of `rules.md` that it comes from, such as `A-23b`, or `S-` and a stage for an internal target. */
  readonly rule: string;
  readonly unit: string;
  readonly holder: string;
  readonly from: string;
  readonly dueOn: string;
  readonly dueAt: string;
  readonly provisional: boolean;
  readonly hard: boolean;
  readonly state: 'running' | 'met' | 'late' | 'overdue' | 'void';
  readonly generation: number;
  /** The bell that the running execution waits for. */
  readonly nextBellAt?: string;
  readonly bells: readonly RungBell[];
}

export function isOpen(duty: Duty): boolean {
  return duty.state === 'running' || duty.state === 'overdue';
}
