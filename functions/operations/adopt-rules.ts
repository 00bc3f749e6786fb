import { organisationOf } from '../../domain/organisations/organisation.ts';
import { adoptRules } from '../../domain/release/adopt-rules.ts';
import { environment } from '../shared/environment.ts';
import { logInfo } from '../shared/log.ts';
import { readOrder, siteOrder, sitesOf } from '../shared/order.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { changeEveryRelease, type Passed } from '../shared/record/change-every-release.ts';
import { openTable } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION');
const store = { table: openTable(settings.RECORDS_TABLE), callRelay: relayCaller(settings.RELAY_FUNCTION) };

/**
 * After a deployment that changed an organisation's data or the calendar, forward or back: what is on its way comes under
 * the rules as they are now. Called by an operator; a second run finds nothing left to do.
 */
export async function handler(event: unknown): Promise<Readonly<Record<string, Passed>>> {
  const order = readOrder(siteOrder, event);
  const at = Date.parse(order.at);
  const passed: Record<string, Passed> = {};
  for (const site of sitesOf(order)) {
    passed[site] = await changeEveryRelease(store, site, at, (release) => adoptRules(release, organisationOf(site), at));
    logInfo('RULES_ADOPTED', { site, ...passed[site] });
  }
  return passed;
}
