import type { Organisation } from '../../../domain/organisations/schema.ts';
import { machineWorklist, worklistName } from '../record/index-keys.ts';
import type { Table } from '../record/table.ts';
import { readWaiting, stateOf } from './waiting.ts';

/** A machine's work takes seconds, with all its retries some minutes. */
const PATIENCE_MILLISECONDS = 15 * 60 * 1000;

export interface PublishingGauges {
  /**
   * Items that failed to go online, those that a machine has been putting online or taking down for over a quarter of an
   * hour, and those that wait for either and cannot be read.
   */
  readonly PublishingStuck: number;
  /** approved items that are not online at the end of their limit. */
  readonly PublishingOverdue: number;
}

/**
 * What waits for a publisher and what waits for a machine, from the worklists: items that are done are in neither, so it
 * costs what is waiting and not what was ever published. `now` in epoch milliseconds.
 */
export async function readPublishingGauges(table: Table, { site, publishingUnit }: Organisation, now: number): Promise<PublishingGauges> {
  const patience = new Date(now - PATIENCE_MILLISECONDS).toISOString();
  const [waiting, working] = await Promise.all([
    readWaiting(table, worklistName(site, 'publisher', publishingUnit)),
    readWaiting(table, machineWorklist(site)),
  ]);
  const instant = new Date(now).toISOString();
  const failed = waiting.cards.filter((card) => stateOf(card) === 'publish-failed');
  const slow = working.cards.filter(({ machineSince }) => machineSince !== undefined && machineSince < patience);
  return {
    PublishingStuck: failed.length + slow.length + waiting.unreadable + working.unreadable,
    PublishingOverdue: waiting.cards.filter(({ dueAt }) => dueAt !== undefined && dueAt < instant).length,
  };
}
