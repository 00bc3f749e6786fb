import { planFor } from '../../../domain/release/plan.ts';
import { callRelayQuietly, type Store } from './change-release.ts';
import { textOf } from './document.ts';
import { headOf, readHead, type Head, type Wake } from './head.ts';
import { HEAD, releaseKey } from './keys.ts';
import type { Table } from './table.ts';

/**
 * Leaves the task token in the record, never over a newer one, for the relay to wake the machine with. When there is
 * nothing to wait for any more (the item was decided faster than this step ran, or belongs to a later generation), the
 * wake-up is ordered at once.
 */
export async function waitWithToken(store: Store, releaseId: string, wake: Wake): Promise<void> {
  const head = (await leaveToken(store.table, releaseId, wake)) ?? (await readHead(store.table, releaseId));
  if (head === undefined || !isWaitedFor(head, wake)) await orderWakeUp(store, releaseId, wake);
}

async function leaveToken(table: Table, releaseId: string, wake: Wake): Promise<Head | undefined> {
  const item = await table.update({
    pk: releaseKey(releaseId),
    sk: HEAD,
    expression: 'SET wake = :wake',
    condition:
      'generation = :generation AND (attribute_not_exists(wake) OR wake.generation < :generation OR wake.enteredAt < :entered OR (wake.enteredAt = :entered AND wake.retryCount <= :retry))',
    values: { ':wake': wake, ':generation': wake.generation, ':entered': wake.enteredAt, ':retry': wake.retryCount },
  });
  return item === undefined ? undefined : headOf(item);
}

function isWaitedFor(head: Head, wake: Wake): boolean {
  return head.release.generation === wake.generation && planFor(head.release).next === 'await-decision';
}

/** Only the relay signals machines. The entry in the outbox outlives this step, should it be cut off here. */
async function orderWakeUp(store: Store, releaseId: string, wake: Wake): Promise<void> {
  const pk = releaseKey(releaseId);
  await store.table.update({
    pk,
    sk: HEAD,
    expression: 'SET outbox.#key = :entry, outboxOpen = :open, outboxSince = :at',
    condition: 'attribute_exists(pk)',
    // Machines of two generations may come to wait in the same millisecond: each has an entry of its own.
    names: { '#key': `wake-${wake.generation}-${wake.enteredAt}-${wake.retryCount}` },
    values: { ':entry': textOf({ kind: 'wake-token', token: wake.token, generation: wake.generation }), ':open': 'open', ':at': wake.enteredAt },
  });
  await callRelayQuietly(store, pk);
}
