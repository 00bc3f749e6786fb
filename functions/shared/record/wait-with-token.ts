import { planFor } from '../../../domain/release/plan.ts';
import { callRelayQuietly, type Store } from './change-release.ts';
import { textOf } from './document.ts';
import { headOf, readHead, type Head, type Wake } from './head.ts';
import { HEAD, releaseKey } from './keys.ts';
import type { Table } from './table.ts';

/** Beyond this many lost races the step fails, and its machine waits anew. */
const ROUNDS = 10;

/**
 * Leaves the task token in the record, never over a newer one, for the relay to wake the machine with. When there is
 * nothing to wait for any more (the item was decided faster than this step ran, or belongs to a later generation), the
 * wake-up is ordered at once. So is that of a machine of an earlier generation whose token this one takes the place of:
 * nobody would know it any more.
 */
export async function waitWithToken(store: Store, releaseId: string, wake: Wake): Promise<void> {
  const head = (await leaveToken(store, releaseId, wake)) ?? (await readHead(store.table, releaseId));
  if (head === undefined || !isWaitedFor(head, wake)) await orderWakeUp(store, releaseId, wake);
}

async function leaveToken(store: Store, releaseId: string, wake: Wake): Promise<Head | undefined> {
  const own = await leaveAfterOwn(store.table, releaseId, wake);
  for (let round = 0; own === undefined && round < ROUNDS; round += 1) {
    const head = await readHead(store.table, releaseId);
    if (head?.wake === undefined || head.wake.generation >= wake.generation || head.release.generation !== wake.generation) return undefined;
    const replacing = await replace(store, releaseId, head.wake, wake);
    if (replacing !== undefined) return replacing;
  }
  if (own === undefined) throw new Error('The waiting token kept changing.');
  return own;
}

/** Over none, or over an earlier one of this same machine, which has been heard or is no longer waited with. */
async function leaveAfterOwn(table: Table, releaseId: string, wake: Wake): Promise<Head | undefined> {
  const item = await table.update({
    pk: releaseKey(releaseId),
    sk: HEAD,
    expression: 'SET wake = :wake',
    condition:
      'generation = :generation AND (attribute_not_exists(wake) OR (wake.generation = :generation AND (wake.enteredAt < :entered OR (wake.enteredAt = :entered AND wake.retryCount <= :retry))))',
    values: { ':wake': wake, ':generation': wake.generation, ':entered': wake.enteredAt, ':retry': wake.retryCount },
  });
  return item === undefined ? undefined : headOf(item);
}

async function replace(store: Store, releaseId: string, earlier: Wake, wake: Wake): Promise<Head | undefined> {
  const { expression, names, values } = ordering(earlier, wake.enteredAt);
  const item = await store.table.update({
    pk: releaseKey(releaseId),
    sk: HEAD,
    expression: `${expression}, wake = :wake`,
    condition: 'generation = :generation AND wake.#token = :earlier',
    // TOKEN is a word that DynamoDB keeps for itself.
    names: { ...names, '#token': 'token' },
    values: { ...values, ':wake': wake, ':generation': wake.generation, ':earlier': earlier.token },
  });
  if (item === undefined) return undefined;
  await callRelayQuietly(store, releaseKey(releaseId));
  return headOf(item);
}

function isWaitedFor(head: Head, wake: Wake): boolean {
  return head.release.generation === wake.generation && planFor(head.release).next === 'await-decision';
}

/** Only the relay signals machines. The entry in the outbox outlives this step, should it be cut off here. */
async function orderWakeUp(store: Store, releaseId: string, wake: Wake): Promise<void> {
  const pk = releaseKey(releaseId);
  await store.table.update({ pk, sk: HEAD, condition: 'attribute_exists(pk)', ...ordering(wake, wake.enteredAt) });
  await callRelayQuietly(store, pk);
}

/** Machines of two generations may come to wait in the same millisecond: each has an entry of its own. */
function ordering({ token, generation, enteredAt, retryCount }: Wake, at: string) {
  return {
    expression: 'SET outbox.#key = :entry, outboxOpen = :open, outboxSince = :at',
    names: { '#key': `wake-${generation}-${enteredAt}-${retryCount}` },
    values: { ':entry': textOf({ kind: 'wake-token', token, generation }), ':open': 'open', ':at': at },
  };
}
