import { organisations } from '../../domain/organisations/organisation.ts';
import { environment } from '../shared/environment.ts';
import { logInfo } from '../shared/log.ts';
import { relayCaller, type RelayOptions } from '../shared/record/call-relay.ts';
import { machineWorklist } from '../shared/record/index-keys.ts';
import { openTable, queryAll, type TableQuery } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION');
const table = openTable(settings.RECORDS_TABLE);
const callRelay = relayCaller(settings.RELAY_FUNCTION);

/** An outbox younger than this is still in the hands of the relay that its commit called. */
const GRACE_MILLISECONDS = 30_000;

/** Each minute: passes on to the relay what a lost call has left in an outbox, and machines' work that has gone quiet. */
export async function handler(event: { readonly scheduledTime: string }): Promise<void> {
  const now = Date.parse(event.scheduledTime);
  const open: TableQuery = {
    index: 'outbox',
    condition: 'outboxOpen = :open AND outboxSince < :before',
    values: { ':open': 'open', ':before': new Date(now - GRACE_MILLISECONDS).toISOString() },
  };
  const left = await pass(open, {});
  const quiet = await Promise.all(organisations.map(({ site }) => pass(quietMachines(site, now), { checkMachine: true, at: event.scheduledTime })));
  logInfo('SWEEP_DONE', { left, quiet: quiet.reduce((sum, count) => sum + count, 0) });
}

function quietMachines(site: string, now: number): TableQuery {
  const values = { ':worklist': machineWorklist(site), ':now': new Date(now).toISOString() };
  return { index: 'worklist', condition: 'worklist = :worklist AND worklistDue < :now', values };
}

async function pass(query: TableQuery, options: RelayOptions): Promise<number> {
  const items = await queryAll(table, query);
  await Promise.all(items.map((item) => callRelay(String(item['pk']), options)));
  return items.length;
}
