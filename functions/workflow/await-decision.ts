import { planFor, type Plan } from '../../domain/release/plan.ts';
import { environment } from '../shared/environment.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { headOf, readHead, type Head, type Wake } from '../shared/record/head.ts';
import { HEAD, releaseKey } from '../shared/record/keys.ts';
import { openTable } from '../shared/record/table.ts';
import type { StepInput } from '../shared/step.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION');
const table = openTable(settings.RECORDS_TABLE);
const callRelay = relayCaller(settings.RELAY_FUNCTION);

type AwaitInput = StepInput & { readonly token: string; readonly retryCount: number };

/**
 * Leaves the task token in the record, never over a newer one, for the relay to wake the machine with. When there is
 * nothing to wait for any more (the item was decided faster than this step ran, or belongs to a later generation), the
 * wake-up is ordered at once.
 */
export async function handler(input: AwaitInput): Promise<void> {
  const { releaseId, token, generation, enteredAt, retryCount } = input;
  const wake: Wake = { token, generation, enteredAt, retryCount };
  const head = (await leaveToken(releaseId, wake)) ?? (await readHead(table, releaseId));
  if (head === undefined || !isWaitedFor(head, wake)) await orderWakeUp(releaseId, wake);
}

async function leaveToken(releaseId: string, wake: Wake): Promise<Head | undefined> {
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
  const plan: Plan = planFor(head.release);
  return head.release.generation === wake.generation && plan.next === 'await-decision';
}

/** Only the relay signals machines. The entry in the outbox outlives this step, should it be cut off here. */
async function orderWakeUp(releaseId: string, wake: Wake): Promise<void> {
  const pk = releaseKey(releaseId);
  await table.update({
    pk,
    sk: HEAD,
    expression: 'SET outbox.#key = :entry, outboxOpen = :open, outboxSince = :at',
    condition: 'attribute_exists(pk)',
    names: { '#key': `wake-${wake.enteredAt}-${wake.retryCount}` },
    values: { ':entry': { kind: 'wake-token', token: wake.token, generation: wake.generation }, ':open': 'open', ':at': wake.enteredAt },
  });
  await callRelay(pk);
}
