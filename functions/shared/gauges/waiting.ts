import type { Card } from '../record/card.ts';
import { documentIn } from '../record/document.ts';
import type { Table } from '../record/table.ts';

/**
 * A worklist is read no further than this, soonest due first: what is overdue comes before all else, and a list of this
 * length is overdue.
 */
const MOST_READ = 500;

/** What stands in a worklist, soonest due first; with an instant (ISO 8601) only what was due before it. */
export async function readWaiting(table: Table, worklist: string, dueBefore?: string): Promise<readonly Card[]> {
  const { items } = await table.query({
    index: 'worklist',
    condition: dueBefore === undefined ? 'worklist = :worklist' : 'worklist = :worklist AND worklistDue < :before',
    values: { ':worklist': worklist, ...(dueBefore === undefined ? {} : { ':before': dueBefore }) },
    limit: MOST_READ,
  });
  return items.map((item) => documentIn<Card>(item['card']));
}

/** The state of what is worked on: of a correction, where one is on its way. */
export function stateOf({ state, pending }: Pick<Card, 'state' | 'pending'>): string {
  return pending?.state ?? state;
}
