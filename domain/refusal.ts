import { err } from './result.ts';

/** The stable problem types of the API that the domain itself can answer with. */
export type RefusalType =
  | 'validation'
  | 'forbidden'
  | 'separation-of-duties'
  | 'not-found'
  | 'stale-version'
  | 'stale-content'
  | 'wrong-state'
  | 'blocked-by-checks';

/** One thing that is wrong with what was sent: where (JSON pointer) and what, by a code that `web/text/` puts into words. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly values?: Readonly<Record<string, string | number>>;
}

/** Why something was not done. Nothing has changed. */
export interface Refusal {
  readonly type: RefusalType;
  readonly faults?: readonly Fault[];
  /** Facts for the sentence that the person reads, such as the state that the item is in. */
  readonly values?: Readonly<Record<string, string | number>>;
}

export function refuse(type: RefusalType, details: Omit<Refusal, 'type'> = {}): { readonly ok: false; readonly error: Refusal } {
  return err({ type, ...details });
}
