import { logError } from '../log.ts';
import type { Item } from './table.ts';

/** What can be read of what a list found: a damaged record is told of in the log and keeps nothing else from being shown or done. */
export function readableOf<Document>(items: readonly Item[], read: (item: Item) => Document): Document[] {
  return items.flatMap((item) => {
    const document = readable(item, read);
    return document === undefined ? [] : [document];
  });
}

/** What one row says, or undefined where it is damaged, which is told of in the log. */
export function readable<Document>(item: Item, read: (item: Item) => Document): Document | undefined {
  try {
    return read(item);
  } catch (error) {
    logError('RECORD_UNREADABLE', error, { pk: String(item['pk']), sk: String(item['sk']) });
    return undefined;
  }
}
