import type { Card } from '../record/card.ts';
import { documentIn } from '../record/document.ts';
import { readableOf } from '../record/readable.ts';
import type { Table } from '../record/table.ts';

/**
 * A worklist is read no further than this, soonest due first: what is overdue comes before all else, and a list of this
 * length is overdue.
 */
const MOST_READ = 500;

export interface Waiting {
  readonly cards: readonly Card[];
  /**
   * Items that stand there and whose card is damaged. Nobody is shown them, so nobody will see to them: a gauge counts each
   * as late, and the alarm that watches it leads to the log, where RECORD_UNREADABLE names it. Blind for the others it is not.
   */
  readonly unreadable: number;
}

/** What stands in a worklist, soonest due first; with an instant (ISO 8601) only what was due before it. */
export async function readWaiting(table: Table, worklist: string, dueBefore?: string): Promise<Waiting> {
  const { items } = await table.query({
    index: 'worklist',
    condition: dueBefore === undefined ? 'worklist = :worklist' : 'worklist = :worklist AND worklistDue < :before',
    values: { ':worklist': worklist, ...(dueBefore === undefined ? {} : { ':before': dueBefore }) },
    limit: MOST_READ,
  });
  const cards = readableOf(items, (item) => documentIn<Card>(item['card']));
  return { cards, unreadable: items.length - cards.length };
}

/** The state of what is worked on: of a correction, where one is on its way. */
export function stateOf({ state, pending }: Pick<Card, 'state' | 'pending'>): string {
  return pending?.state ?? state;
}
