import type { Refusal } from '../../../domain/refusal.ts';
import { refuse } from '../../../domain/refusal.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { logInfo } from '../log.ts';
import type { CallRelay } from './call-relay.ts';
import type { AggregateHead, KeptAnswer } from './head.ts';
import type { Table } from './table.ts';

/** Beyond this many lost races the caller is told to try again: somebody else is working on the very same thing. */
const ROUNDS = 5;

export interface DecisionOf<Change> {
  readonly change: Change | undefined;
  readonly keep?: KeptAnswer | undefined;
}

export interface Store {
  readonly table: Table;
  readonly callRelay: CallRelay;
}

/** How one kind of aggregate is read and written. */
export interface Aggregate<Head, Change> {
  read(table: Table, id: string): Promise<Head | undefined>;
  commit(table: Table, commit: { readonly head: Head; readonly change: Change; readonly at: number; readonly keep?: KeptAnswer | undefined }): Promise<Head | undefined>;
  /** What a caller is told who lost every race. */
  versionOf(head: Head): number;
}

export interface Changing<Head, Change> {
  readonly id: string;
  /** Epoch milliseconds of what happens. */
  readonly at: number;
  readonly decide: (head: Head) => Result<DecisionOf<Change>, Refusal>;
  /** A head that was read already saves the first reading. */
  readonly alreadyRead?: Head | undefined;
}

/**
 * Reads the head, lets `decide` choose, and commits. On a lost race it reads and decides anew, so a decision always rests
 * on what is there. A decision without a change writes nothing.
 */
export async function changeHead<Head extends Pick<AggregateHead, 'pk'>, Change>(
  store: Store,
  aggregate: Aggregate<Head, Change>,
  { id, at, decide, alreadyRead }: Changing<Head, Change>,
): Promise<Result<Head, Refusal>> {
  let head: Head | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    head = round === 0 && alreadyRead !== undefined ? alreadyRead : await aggregate.read(store.table, id);
    if (head === undefined) return refuse('not-found');
    const decided = decide(head);
    if (!decided.ok) return decided;
    const { change, keep } = decided.value;
    if (change === undefined) return ok(head);
    const committed = await aggregate.commit(store.table, { head, change, at, keep });
    if (committed !== undefined) {
      await callRelayQuietly(store, committed.pk);
      return ok(committed);
    }
    logInfo('COMMIT_CONFLICT', { pk: head.pk, round });
  }
  return refuse('stale-version', { values: { version: head === undefined ? 0 : aggregate.versionOf(head) } });
}

/** The commit stands whatever becomes of this call: the outbox keeps what is to be done and the sweeper finds it. */
export async function callRelayQuietly(store: Store, pk: string): Promise<void> {
  try {
    await store.callRelay(pk);
  } catch {
    logInfo('EFFECT_FAILED', { pk, effect: 'call-relay' });
  }
}

/** Who repeats a request never saw its answer: what cut that off may have cut off the relay's call as well. */
export async function callRelayAgain(store: Store, head: Pick<AggregateHead<unknown>, 'pk' | 'outbox'>): Promise<void> {
  if (Object.keys(head.outbox).length > 0) await callRelayQuietly(store, head.pk);
}
