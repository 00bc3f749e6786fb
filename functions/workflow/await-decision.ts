import { environment } from '../shared/environment.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { openTable } from '../shared/record/table.ts';
import { waitWithToken } from '../shared/record/wait-with-token.ts';
import type { StepInput } from '../shared/step.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION');
const store = { table: openTable(settings.RECORDS_TABLE), callRelay: relayCaller(settings.RELAY_FUNCTION) };

type AwaitInput = StepInput & { readonly token: string; readonly retryCount: number };

/** A stage is open, or the item waits for a publisher: the machine stands still until the relay wakes it by its token. */
export async function handler({ releaseId, ...wake }: AwaitInput): Promise<void> {
  const { token, generation, enteredAt, retryCount } = wake;
  await waitWithToken(store, releaseId, { token, generation, enteredAt, retryCount });
}
