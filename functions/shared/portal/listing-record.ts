import type { ListItem } from '../../../web/portal/model.ts';
import type { Listing, NumberRange } from '../../../web/portal/pagination.ts';
import { documentIn, textOf } from '../record/document.ts';
import { columnKey, HEAD, homeKey, ITEM, itemSortKey } from '../record/keys.ts';
import { readable } from '../record/readable.ts';
import { queryAll, type Item, type Table } from '../record/table.ts';

/** A column as the record knows it: its counters, and a version that every change of its listing raises. */
export interface ColumnRecord extends Listing {
  /** How many pages have the links that they keep; those of the newest closed ones may still have to be written. */
  readonly settled: number;
  readonly version: number;
}

/** A line of a column's listing. A withdrawn item keeps its number and is no longer live. */
export interface ListingRow extends ListItem {
  readonly number: number;
  readonly releaseId: string;
  readonly live: boolean;
  /** Of the item's head that the line was made from: an older line never replaces a newer one. */
  readonly seq: number;
}

export async function readColumn(table: Table, site: string, column: string): Promise<ColumnRecord> {
  return columnRecordOf((await table.get(columnKey(site, column), HEAD)) ?? {});
}

/**
 * Writes a line and raises the column's version: pages rendered from an older one are out of date from now on. Answers the
 * column, or undefined where a newer line stands there and nothing was written.
 */
export async function writeRow(table: Table, site: string, column: string, row: ListingRow): Promise<ColumnRecord | undefined> {
  const pk = columnKey(site, column);
  const written = await table.update({
    pk,
    sk: itemSortKey(row.number),
    expression: 'SET line = :row, seq = :seq',
    condition: 'attribute_not_exists(seq) OR seq <= :seq',
    values: { ':row': textOf(row), ':seq': row.seq },
    quiet: true,
  });
  if (written === undefined) return undefined;
  return columnRecordOf((await table.update({ pk, sk: HEAD, expression: 'ADD version :one', values: { ':one': 1 } })) ?? {});
}

/** Counts a page as closed, unless somebody else has done so. Answers the column as it stands. */
export async function closePage(table: Table, site: string, column: string, page: number): Promise<ColumnRecord> {
  const closed = await table.update({
    pk: columnKey(site, column),
    sk: HEAD,
    expression: 'SET closed = :page ADD version :one',
    condition: page === 1 ? 'attribute_not_exists(closed)' : 'closed = :before',
    values: { ':page': page, ':one': 1, ...(page === 1 ? {} : { ':before': page - 1 }) },
  });
  return closed === undefined ? readColumn(table, site, column) : columnRecordOf(closed);
}

/** Notes that the links of all pages up to this one are as they stay. */
export async function settlePages(table: Table, site: string, column: string, page: number): Promise<void> {
  await table.update({
    pk: columnKey(site, column),
    sk: HEAD,
    expression: 'SET settled = :page',
    condition: 'closed = :page',
    values: { ':page': page },
    quiet: true,
  });
}

/**
 * The lines of a range of numbers, newest first, those of withdrawn items too. Throws where one of them is damaged: a list
 * that leaves a published item out tells the public that it is not there, and nobody would notice. So the page that has the
 * line stays as it is online, with the item, until a rebuild has made the line anew (mend-lines.ts); every other page is written.
 */
export async function readRows(table: Table, site: string, column: string, range: NumberRange): Promise<readonly ListingRow[]> {
  if (range.to < range.from) return [];
  const items = await queryAll(table, {
    condition: 'pk = :pk AND sk BETWEEN :from AND :to',
    values: { ':pk': columnKey(site, column), ':from': itemSortKey(range.from), ':to': itemSortKey(range.to) },
    newestFirst: true,
  });
  const { lines, damaged } = linesIn(items);
  if (damaged.length > 0) throw new Error(`Of the lines of ${columnKey(site, column)} ${damaged.length} cannot be read.`);
  return lines;
}

/** Every line of a column that can be read: for whoever looks for the items and not for the list. */
export async function readableRows(table: Table, site: string, column: string): Promise<Lines> {
  return linesIn(await queryAll(table, { condition: 'pk = :pk AND begins_with(sk, :item)', values: { ':pk': columnKey(site, column), ':item': ITEM }, newestFirst: true }));
}

export interface Lines {
  readonly lines: readonly ListingRow[];
  /** The numbers of those that cannot be read. */
  readonly damaged: readonly number[];
}

function linesIn(items: readonly Item[]): Lines {
  const read = items.map((item) => ({ item, line: readable(item, ({ line }) => documentIn<ListingRow>(line)) }));
  const damaged = read.filter(({ line }) => line === undefined).map(({ item }) => Number(String(item['sk']).slice(ITEM.length)));
  return { lines: read.map(({ line }) => line).filter((line) => line !== undefined), damaged };
}

/** Before a column's id in the keys of the summaries. */
const COLUMN = 'COLUMN#';

/** What the home page shows of a column. */
export interface ColumnSummary {
  readonly column: string;
  readonly version: number;
  /** Of the lines that it was made from (`markOf`). */
  readonly mark: string;
  readonly items: readonly ListItem[];
}

/** Notes a column's newest items for the home page, never over a later note. */
export async function writeSummary(table: Table, site: string, summary: ColumnSummary): Promise<void> {
  await table.update({
    pk: homeKey(site),
    sk: `${COLUMN}${summary.column}`,
    expression: 'SET summary = :summary, version = :version',
    condition: 'attribute_not_exists(version) OR version < :version',
    values: { ':summary': textOf(summary), ':version': summary.version },
    quiet: true,
  });
}

/** The summaries of a site's columns; a damaged one is left out, unless `again` works out from its column's lines what it said. */
export async function readSummaries(table: Table, site: string, again?: (column: string, version: number) => Promise<ColumnSummary>): Promise<readonly ColumnSummary[]> {
  const items = await queryAll(table, { condition: 'pk = :pk', values: { ':pk': homeKey(site) } });
  const summaries = items.map(async (item) => readable(item, ({ summary }) => documentIn<ColumnSummary>(summary)) ?? (await again?.(String(item['sk']).slice(COLUMN.length), Number(item['version']))));
  return (await Promise.all(summaries)).filter((summary) => summary !== undefined);
}

function columnRecordOf(item: Item): ColumnRecord {
  const count = (name: string): number => Number(item[name] ?? 0);
  return { highest: count('highest'), closed: count('closed'), settled: count('settled'), version: count('version') };
}
