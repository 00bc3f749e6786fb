import type { Refusal } from '../../../domain/refusal.ts';
import { refuse } from '../../../domain/refusal.ts';
import { ok, type Result } from '../../../domain/result.ts';
import type { Change } from '../../../domain/release/change.ts';
import { logInfo } from '../log.ts';
import type { CallRelay } from './call-relay.ts';
import { commit } from './commit.ts';
import { readHead, type Head, type KeptAnswer } from './head.ts';
import type { Table } from './table.ts';

/** Beyond this many lost races the caller is told to try again: somebody else is working on the very same item. */
const ROUNDS = 5;

export interface Decision {
  readonly change: Change | undefined;
  readonly keep?: KeptAnswer | undefined;
}

export interface Store {
  readonly table: Table;
  readonly callRelay: CallRelay;
}

/**
 * Reads the head, lets `decide` choose, and commits. On a lost race it reads and decides anew, so a decision always rests
 * on what is there. A decision without a change writes nothing. A head that was read already saves the first reading.
 */
export async function changeRelease(
  store: Store,
  releaseId: string,
  at: number,
  decide: (head: Head) => Result<Decision, Refusal>,
  alreadyRead?: Head,
): Promise<Result<Head, Refusal>> {
  let head: Head | undefined;
  for (let round = 0; round < ROUNDS; round += 1) {
    head = round === 0 && alreadyRead !== undefined ? alreadyRead : await readHead(store.table, releaseId);
    if (head === undefined) return refuse('not-found');
    const decided = decide(head);
    if (!decided.ok) return decided;
    if (decided.value.change === undefined) return ok(head);
    const committed = await commit(store.table, { head, change: decided.value.change, at, keep: decided.value.keep });
    if (committed !== undefined) {
      await callRelayQuietly(store, committed.pk);
      return ok(committed);
    }
    logInfo('COMMIT_CONFLICT', { releaseId, round });
  }
  return refuse('stale-version', { values: { version: head?.release.version ?? 0 } });
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
export async function callRelayAgain(store: Store, head: Head): Promise<void> {
  if (Object.keys(head.outbox).length > 0) await callRelayQuietly(store, head.pk);
}
