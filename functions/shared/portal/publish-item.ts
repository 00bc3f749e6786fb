import { pageToClose, pagesTouched, writesBeforeClosing } from '../../../web/portal/pagination.ts';
import type { Head, Numbers } from '../record/head.ts';
import { addressOf } from './numbers.ts';
import { articleObject, mayBeOnline, type ArticleSources } from './article-object.ts';
import { columnObject, homeObject } from './listing-objects.ts';
import { closePage, writeRow, type ColumnRecord, type ListingRow } from './listing-record.ts';
import type { PortalBucket } from './portal-bucket.ts';
import { bringUpToDate } from './write-object.ts';

export interface PortalSources extends ArticleSources {
  readonly bucket: PortalBucket;
}

/** Puts an item online: its own page first, then what links to it, so that no link dangles at any moment. */
export async function putOnline(sources: PortalSources, head: Head & { readonly numbers: Numbers }): Promise<void> {
  await bringUpToDate(sources.bucket, articleObject(sources, head));
  await bringListingsUpToDate(sources, head);
}

/** Takes an item offline: what links to it first, its own page last. */
export async function takeOffline(sources: PortalSources, head: Head & { readonly numbers: Numbers }): Promise<void> {
  await bringListingsUpToDate(sources, head);
  await bringUpToDate(sources.bucket, articleObject(sources, head));
}

async function bringListingsUpToDate(sources: PortalSources, head: Head & { readonly numbers: Numbers }): Promise<void> {
  const { bucket, table, site } = sources;
  const { column } = head.release;
  let record = await writeRow(table, site.id, column, rowOf(head));
  record = await closeFullPages(sources, column, record);
  for (const view of pagesTouched({ number: head.numbers.columnNumber, closed: record.closed })) {
    await bringUpToDate(bucket, columnObject(table, site, column, view));
  }
  await bringUpToDate(bucket, homeObject(table, site));
}

async function closeFullPages({ bucket, table, site }: PortalSources, column: string, record: ColumnRecord): Promise<ColumnRecord> {
  let current = record;
  for (let page = pageToClose(current); page !== null; page = pageToClose(current)) {
    for (const view of writesBeforeClosing(page)) await bringUpToDate(bucket, columnObject(table, site, column, view, page));
    current = await closePage(table, site.id, column, page);
  }
  return current;
}

function rowOf(head: Head & { readonly numbers: Numbers }): ListingRow {
  const { release, numbers } = head;
  return {
    number: numbers.columnNumber,
    releaseId: release.id,
    live: mayBeOnline(release),
    seq: head.seq,
    title: release.title,
    path: addressOf(release, numbers),
    publishedAt: Date.parse(release.onlineAt ?? release.createdAt),
    ...(release.summary === undefined ? {} : { summary: release.summary }),
  };
}
