import { logInfo } from '../log.ts';
import type { Card } from '../record/card.ts';
import { documentIn } from '../record/document.ts';
import { headOf, type Head, type Numbers } from '../record/head.ts';
import { columnKey, HEAD, itemSortKey } from '../record/keys.ts';
import { readable, readableOf } from '../record/readable.ts';
import type { Item } from '../record/table.ts';
import { readableRows, writeRow } from './listing-record.ts';
import { rowOf, type Portal } from './publish-item.ts';

type Numbered = Head & { readonly numbers: Numbers };

/** How many heads are read at a time. */
const TOGETHER = 16;

/**
 * Makes the damaged lines of a column anew, each from the head of the one item that has its number: the head says all that
 * a line does. Where no item can be read that has it, or more than one has, the line stays as it is, and with it its page: a
 * guess could leave a published item out. So does a line that says it is newer than its item. Where nothing is damaged, it
 * reads the lines and nothing else.
 */
export async function mendLines({ table, site }: Portal, column: string): Promise<void> {
  const { damaged } = await readableRows(table, site.id, column);
  if (damaged.length === 0) return;
  const heads = await headsOf({ table, site }, column, new Set(damaged));
  for (const number of damaged) {
    const [head, ...others] = heads.filter(({ numbers }) => numbers.columnNumber === number);
    if (head === undefined || others.length > 0) continue;
    if ((await writeRow(table, site.id, column, rowOf(head))) === undefined) continue;
    logInfo('LINE_MENDED', { pk: columnKey(site.id, column), sk: itemSortKey(number), releaseId: head.release.id });
  }
}

/**
 * The items of a column that have one of these numbers, whatever has become of them. An item whose card cannot be read may be
 * one of them. The site is gone through page by page: of all its heads only these are kept.
 */
async function headsOf({ table, site }: Pick<Portal, 'table' | 'site'>, column: string, wanted: ReadonlySet<number>): Promise<readonly Numbered[]> {
  const found: Numbered[] = [];
  let after: Item | undefined;
  do {
    const page = await table.query({ index: 'listing', condition: 'listing = :site', values: { ':site': site.id }, after });
    const candidates = page.items.filter((item) => (readable(item, ({ card }) => documentIn<Card>(card))?.column ?? column) === column);
    for (let start = 0; start < candidates.length; start += TOGETHER) {
      const items = await Promise.all(candidates.slice(start, start + TOGETHER).map(({ pk }) => table.get(String(pk), HEAD)));
      const heads = readableOf(items.filter((item) => item !== undefined), headOf);
      found.push(...heads.flatMap((head) => (head.numbers !== undefined && head.release.column === column && wanted.has(head.numbers.columnNumber) ? [{ ...head, numbers: head.numbers }] : [])));
    }
    after = page.next;
  } while (after !== undefined);
  return found;
}
