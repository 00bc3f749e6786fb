import { columnOf, organisationOf } from '../../../domain/organisations/organisation.ts';
import { sha256 } from '../../../domain/record/canonical.ts';
import { columnPath, homePath, objectKey } from '../../../web/portal/addresses.ts';
import { renderColumn } from '../../../web/portal/column.ts';
import { renderHome } from '../../../web/portal/home.ts';
import { HOME_NEWEST, HOME_PER_COLUMN, type ListItem, type SiteFacts } from '../../../web/portal/model.ts';
import { rangeOf, type View } from '../../../web/portal/pagination.ts';
import type { Table } from '../record/table.ts';
import { readColumn, readRows, readSummaries, writeSummary, type ColumnSummary, type ListingRow } from './listing-record.ts';
import { columnFactsOf } from './site-facts.ts';
import type { PortalObject, Rendering } from './write-object.ts';

/** A column's index or one of its pages. */
export function columnObject(table: Table, site: SiteFacts, columnId: string, view: View): PortalObject {
  return {
    key: objectKey(columnPath(site.id, columnId, view)),
    version: async () => (await readColumn(table, site.id, columnId)).version,
    async render(): Promise<Rendering> {
      const record = await readColumn(table, site.id, columnId);
      const rows = await readRows(table, site.id, columnId, rangeOf(view, record));
      const items = itemsIn(rows);
      const mark = markOfRows(rows);
      if (view === 'index') await writeSummary(table, site.id, summaryOf(columnId, record.version, rows));
      const column = columnFactsOf(columnOf(organisationOf(site.id), columnId) ?? { id: columnId, names: { zh: columnId, en: columnId } });
      return { html: marked(renderColumn({ site, column, view, closed: record.closed, items }), mark), version: record.version };
    },
  };
}

/** The home page, from what each column's index has last shown. */
export function homeObject(table: Table, site: SiteFacts): PortalObject {
  const summaries = (): Promise<readonly ColumnSummary[]> => readSummaries(table, site.id, (column, version) => summaryAgain(table, site.id, column, version));
  return {
    key: objectKey(homePath(site.id)),
    version: async () => versionOf(await summaries()),
    async render(): Promise<Rendering> {
      const all = await summaries();
      const columns = site.columns.map((column) => ({ column, items: itemsOf(all, column.id).slice(0, HOME_PER_COLUMN) }));
      const newest = all.flatMap((summary) => summary.items).sort(newestFirst).slice(0, HOME_NEWEST);
      const mark = markOf(all.filter((summary) => summary.mark !== '').map((summary) => `${summary.column} ${summary.mark}`));
      return { html: marked(renderHome({ site, newest, columns }), mark), version: versionOf(all) };
    },
  };
}

/** A damaged summary must not take its column off the home page, nor keep the page from the others: it is made once more. */
async function summaryAgain(table: Table, site: string, column: string, version: number): Promise<ColumnSummary> {
  const rows = await readRows(table, site, column, rangeOf('index', await readColumn(table, site, column)));
  return summaryOf(column, version, rows);
}

function summaryOf(column: string, version: number, rows: readonly ListingRow[]): ColumnSummary {
  return { column, version, mark: markOfRows(rows), items: itemsIn(rows).slice(0, Math.max(HOME_NEWEST, HOME_PER_COLUMN)) };
}

function itemsIn(rows: readonly ListingRow[]): ListItem[] {
  return rows.filter((row) => row.live).map(listItemOf);
}

function markOfRows(rows: readonly ListingRow[]): string {
  return markOf(rows.map(({ number, seq }) => `${number} ${seq}`));
}

/**
 * Which lines a listing was made from, those of withdrawn items included. An ETag is a hash of the bytes: without the
 * mark a listing would after a withdrawal be the very object that a slow publish saw before the item came, and its put
 * would go through.
 */
function markOf(lines: readonly string[]): string {
  return lines.length === 0 ? '' : sha256(lines.join(',')).slice(0, 16);
}

function marked(html: string, mark: string): string {
  return mark === '' ? html : `${html}<!-- ${mark} -->\n`;
}

function listItemOf({ title, path, publishedAt, summary }: ListingRow): ListItem {
  return { title, path, publishedAt, ...(summary === undefined ? {} : { summary }) };
}

function itemsOf(summaries: readonly ColumnSummary[], column: string): readonly ListItem[] {
  return summaries.find((summary) => summary.column === column)?.items ?? [];
}

/** Each part only grows, so the sum tells an older home page from a newer one. */
function versionOf(summaries: readonly ColumnSummary[]): number {
  return summaries.reduce((sum, summary) => sum + summary.version, 0);
}

/** The address settles a tie, so that the same record always renders the same bytes. */
function newestFirst(one: ListItem, other: ListItem): number {
  return other.publishedAt - one.publishedAt || (one.path < other.path ? 1 : -1);
}
