import { environment } from '../shared/environment.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { readHead } from '../shared/record/head.ts';
import { openTable } from '../shared/record/table.ts';
import { restart } from '../shared/relay/restart.ts';
import { logInfo } from '../shared/log.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION');
const table = openTable(settings.RECORDS_TABLE);
const callRelay = relayCaller(settings.RELAY_FUNCTION);

interface StatusChange {
  readonly detail: { readonly status: string; readonly input?: string };
}

interface ExecutionInput {
  readonly releaseId: string;
  readonly generation: number;
  readonly dutyId?: string;
}

/** An execution failed, timed out or was aborted: if its work was not done, the next generation starts. */
export async function handler({ detail }: StatusChange): Promise<void> {
  const { releaseId, generation, dutyId } = JSON.parse(detail.input ?? '{}') as ExecutionInput;
  const head = await readHead(table, releaseId);
  if (head === undefined) return;
  logInfo('EXECUTION_SETTLED', { releaseId, generation, status: detail.status });
  await restart(table, head.pk, dutyId === undefined ? { machine: 'release', generation } : { machine: 'deadline', dutyId, generation });
  await callRelay(head.pk);
}
