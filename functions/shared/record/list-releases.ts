import type { Card } from './card.ts';
import { documentIn } from './document.ts';
import { readableOf } from './readable.ts';
import type { Item, Table } from './table.ts';

/** What is read at a time, and what a page has unless fewer are wanted. */
const WINDOW = 50;

/** Where almost nothing is wanted, a page ends after so many: the caller asks on with its cursor. */
const WINDOWS_OF_A_PAGE = 10;

export interface ReleaseListing {
  readonly site: string;
  /** Where the last page ended. */
  readonly after: Item | undefined;
  readonly isWanted: (card: Card) => boolean;
}

/** The site's items that are wanted, newest first, and where the next page begins if there is one. */
export async function listReleases(table: Table, { site, after, isWanted }: ReleaseListing): Promise<{ readonly cards: readonly Card[]; readonly next: Item | undefined }> {
  const cards: Card[] = [];
  let next = after;
  for (let windows = 0; windows < WINDOWS_OF_A_PAGE && cards.length < WINDOW; windows += 1) {
    const page = await table.query({ index: 'listing', condition: 'listing = :site', values: { ':site': site }, limit: WINDOW, newestFirst: true, after: next });
    cards.push(...readableOf(page.items, (item) => documentIn<Card>(item['card'])).filter(isWanted));
    next = page.next;
    if (next === undefined) break;
  }
  return { cards, next };
}
