import type { Organisation } from '../../../domain/organisations/schema.ts';
import { machineWorklist, worklistName } from '../record/index-keys.ts';
import type { Table } from '../record/table.ts';
import { readWaiting, stateOf } from './waiting.ts';

/** On top of the patience after which machines' work stands in their worklist: a quarter of an hour in all. */
const FURTHER_PATIENCE_MILLISECONDS = 5 * 60 * 1000;

export interface PublishingGauges {
  /** Items that failed to go online, and machines' work (putting online, taking down) that has been quiet for a quarter of an hour. */
  readonly PublishingStuck: number;
  /** approved items that are not online at the end of their limit. */
  readonly PublishingOverdue: number;
}

/**
 * What waits for a publisher and what waits for a machine, from the worklists: items that are done are in neither, so it
 * costs what is waiting and not what was ever published. `now` in epoch milliseconds.
 */
export async function readPublishingGauges(table: Table, { site, publishingUnit }: Organisation, now: number): Promise<PublishingGauges> {
  const quietSince = new Date(now - FURTHER_PATIENCE_MILLISECONDS).toISOString();
  const [waiting, quiet] = await Promise.all([
    readWaiting(table, worklistName(site, 'publisher', publishingUnit)),
    readWaiting(table, machineWorklist(site), quietSince),
  ]);
  const instant = new Date(now).toISOString();
  return {
    PublishingStuck: waiting.filter((card) => stateOf(card) === 'publish-failed').length + quiet.length,
    PublishingOverdue: waiting.filter(({ dueAt }) => dueAt !== undefined && dueAt < instant).length,
  };
}
