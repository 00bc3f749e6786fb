import { logError } from '../log.ts';
import type { Item } from './table.ts';

/** What can be read of what a list found: a damaged record is told of in the log and keeps nothing else from being shown or done. */
export function readableOf<Document>(items: readonly Item[], read: (item: Item) => Document): Document[] {
  return items.flatMap((item) => {
    try {
      return [read(item)];
    } catch (error) {
      logError('RECORD_UNREADABLE', error, { pk: String(item['pk']) });
      return [];
    }
  });
}
