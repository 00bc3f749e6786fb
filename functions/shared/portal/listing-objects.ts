import { columnOf, organisationOf } from '../../../domain/organisations/organisation.ts';
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
      if (view === 'index') await writeSummary(table, site.id, summaryOf(columnId, record.version, rows));
      const column = columnFactsOf(columnOf(organisationOf(site.id), columnId) ?? { id: columnId, names: { zh: columnId, en: columnId } });
      return { html: renderColumn({ site, column, view, closed: record.closed, items: rows.map(listItemOf) }), version: record.version };
    },
  };
}

/** The home page, from what each column's index has last shown. */
export function homeObject(table: Table, site: SiteFacts): PortalObject {
  return {
    key: objectKey(homePath(site.id)),
    version: async () => versionOf(await readSummaries(table, site.id)),
    async render(): Promise<Rendering> {
      const summaries = await readSummaries(table, site.id);
      const columns = site.columns.map((column) => ({ column, items: itemsOf(summaries, column.id).slice(0, HOME_PER_COLUMN) }));
      const newest = summaries.flatMap((summary) => summary.items).sort(newestFirst).slice(0, HOME_NEWEST);
      return { html: renderHome({ site, newest, columns }), version: versionOf(summaries) };
    },
  };
}

function summaryOf(column: string, version: number, rows: readonly ListingRow[]): ColumnSummary {
  return { column, version, items: rows.slice(0, Math.max(HOME_NEWEST, HOME_PER_COLUMN)).map(listItemOf) };
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
