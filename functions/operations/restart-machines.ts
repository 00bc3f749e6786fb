import * as z from 'zod';
import { beijingDate } from '../../domain/calendar/beijing.ts';
import { startAnew } from '../../domain/release/start-anew.ts';
import { environment } from '../shared/environment.ts';
import { logInfo } from '../shared/log.ts';
import { readOrder, siteOrder, sitesOf } from '../shared/order.ts';
import { leapSerials } from '../shared/portal/numbers.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { changeEveryRelease, type Passed } from '../shared/record/change-every-release.ts';
import { openTable } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION');
const store = { table: openTable(settings.RECORDS_TABLE), callRelay: relayCaller(settings.RELAY_FUNCTION) };

/** `restored`: the record has gone back to a point in time, so that numbers given out since are not to come again. */
const order = siteOrder.extend({ restored: z.boolean().default(false) });

/**
 * Starts anew the machine and the clocks of everything that is waited for: when executions were lost, or after a restore,
 * when those that run belong to a time that the record does not know. Older ones end themselves. Called by an operator.
 */
export async function handler(event: unknown): Promise<Readonly<Record<string, Passed>>> {
  const { restored, ...told } = readOrder(order, event);
  const at = Date.parse(told.at);
  const passed: Record<string, Passed> = {};
  for (const site of sitesOf(told)) {
    if (restored) await leapSerials(store.table, site, Number(beijingDate(at).slice(0, 4)));
    passed[site] = await changeEveryRelease(store, site, at, startAnew);
    logInfo('MACHINES_STARTED_ANEW', { site, ...passed[site] });
  }
  return passed;
}
