import type { Table } from '../record/table.ts';
import { DEAD } from '../relay/dead-letters.ts';

/** More than this many are one disaster; the index is read no further. */
const MOST_COUNTED = 1000;

export interface OutboxGauges {
  /** How long the oldest commit has waited for its effects; 0 where none waits. */
  readonly OutboxOldestSeconds: number;
  /** Effects that were given up, and that nobody has put back or set aside. */
  readonly DeadEffects: number;
}

/** Two reads of the sparse index of outboxes, whatever the record holds. `now` in epoch milliseconds. */
export async function readOutboxGauges(table: Table, now: number): Promise<OutboxGauges> {
  const [oldest, dead] = await Promise.all([readOldest(table), countDead(table)]);
  const waited = oldest === undefined ? 0 : Math.max(now - Date.parse(oldest), 0);
  return { OutboxOldestSeconds: Math.floor(waited / 1000), DeadEffects: dead };
}

async function readOldest(table: Table): Promise<string | undefined> {
  const { items } = await table.query({ index: 'outbox', condition: 'outboxOpen = :open', values: { ':open': 'open' }, limit: 1 });
  return items[0] === undefined ? undefined : String(items[0]['outboxSince']);
}

async function countDead(table: Table): Promise<number> {
  const { items } = await table.query({ index: 'outbox', condition: 'outboxOpen = :dead', values: { ':dead': DEAD }, limit: MOST_COUNTED });
  return items.length;
}
