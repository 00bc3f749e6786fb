import type { BellKind } from '../deadlines/bells.ts';
import type { Recipient } from '../release/duty.ts';

/**
 * `bell`: a clock rang. `arrived`: an urgent item waits on somebody's desk. `returned`: it came back to its department.
 * `failed`: it could not be put online.
 */
export type NoticeSubject = 'bell' | 'arrived' | 'returned' | 'failed';

/**
 * What people are told at once about an item. It leaves the system, so it has ids, rules and times only: not even the
 * title of what is not published yet.
 */
export interface Notice {
  readonly about: NoticeSubject;
  readonly urgent: boolean;
  readonly column: string;
  /** The stage that the item stands in, else its state. */
  readonly stage: string;
  /** Whose it is to do. */
  readonly unit: string;
  readonly to: readonly Recipient[];
  readonly bell?: BellKind;
  readonly rule?: string;
  readonly dutyId?: string;
  /** ISO instant. */
  readonly dueAt?: string;
}
