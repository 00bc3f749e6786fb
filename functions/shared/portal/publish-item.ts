import { pageToClose, pagesTouched, writesBeforeClosing } from '../../../web/portal/pagination.ts';
import { logError } from '../log.ts';
import { onlineRevision } from '../../../domain/release/outward.ts';
import { readHeadAt, type Head, type Numbers } from '../record/head.ts';
import { addressOf } from './numbers.ts';
import type { SiteFacts } from '../../../web/portal/model.ts';
import type { Table } from '../record/table.ts';
import { articleObject, type RenderItem } from './article-object.ts';
import { dropOtherFiles, withFiles } from './attachment-objects.ts';
import { columnObject, homeObject } from './listing-objects.ts';
import { closePage, readColumn, settlePages, writeRow, type ColumnRecord, type ListingRow } from './listing-record.ts';
import type { PortalBucket } from './portal-bucket.ts';
import type { SharedListings } from './shared-listings.ts';
import { bringUpToDate, type PortalObject } from './write-object.ts';

export interface Portal {
  readonly table: Table;
  readonly bucket: PortalBucket;
  readonly site: SiteFacts;
}

type PortalWithListings = Portal & SharedListings;

type Numbered = Head & { readonly numbers: Numbers };

/**
 * Puts an item online: its files, its page, then what links to it, so that no link dangles at any moment; last go files
 * that only an earlier revision had. Where it was withdrawn meanwhile, whatever was put too late goes again, in the order of
 * taking offline.
 */
export async function putOnline(portal: PortalWithListings, head: Numbered, renderItem: RenderItem): Promise<void> {
  const shown = await bringUpToDate(portal.bucket, articleObject(portal.table, head, withFiles(portal, head, renderItem)), { whatMustGo: 'leave' });
  if (shown !== undefined) {
    await bringListingsUpToDate(portal, head);
    return dropOtherFiles(portal, head);
  }
  const current = (await readHeadAt(portal.table, head.pk)) ?? head;
  return takeOffline(portal, { ...current, numbers: head.numbers });
}

/** Takes an item offline: what links to it first, then its own page, its files last. */
export async function takeOffline(portal: PortalWithListings, head: Numbered): Promise<void> {
  await bringListingsUpToDate(portal, head);
  await removeItem(portal, head);
}

/** Takes away the page of an item, then its files; nothing may link to it any more. */
export async function removeItem(portal: Portal, head: Numbered): Promise<void> {
  const nothing: RenderItem = () => Promise.reject(new Error('A withdrawn item has no page.'));
  await bringUpToDate(portal.bucket, articleObject(portal.table, head, nothing));
  await dropOtherFiles(portal, head);
}

async function bringListingsUpToDate(portal: PortalWithListings, head: Numbered): Promise<void> {
  const { table, site, writeListing } = portal;
  const { column } = head.release;
  const written = await writeRow(table, site.id, column, rowOf(head));
  const record = await closeFullPages(portal, column, written ?? (await readColumn(table, site.id, column)));
  const views = pagesTouched({ number: head.numbers.columnNumber, ...record });
  const damaged = await eachOf(views.map((view) => columnObject(table, site, column, view)), (object) => writeListing(object, record.version));
  if (damaged === undefined && record.settled < record.closed) await settlePages(table, site.id, column, record.closed);
  await writeListing(homeObject(table, site));
  if (damaged !== undefined) throw damaged.error;
}

/** One that cannot be written keeps none of the others from it; the first failure comes back. */
async function eachOf(objects: readonly PortalObject[], write: (object: PortalObject) => Promise<void>): Promise<{ readonly error: unknown } | undefined> {
  let failure: { readonly error: unknown } | undefined;
  for (const object of objects) {
    try {
      await write(object);
    } catch (error) {
      logError('PAGE_FAILED', error, { key: object.key });
      failure ??= { error };
    }
  }
  return failure;
}

/** Whoever finds a full page closes it. Those of one process who do so at the same time read the record once more, and close it together. */
async function closeFullPages(portal: PortalWithListings, column: string, record: ColumnRecord): Promise<ColumnRecord> {
  const { table, site } = portal;
  if (pageToClose(record) === null) return record;
  return portal.shareClosing(`${site.id} ${column}`, async () => closeEach(portal, column, await readColumn(table, site.id, column)));
}

async function closeEach({ table, site, writeListing }: PortalWithListings, column: string, record: ColumnRecord): Promise<ColumnRecord> {
  let current = record;
  for (let page = pageToClose(current); page !== null; page = pageToClose(current)) {
    const atLeast = current.version;
    for (const view of writesBeforeClosing(page)) await writeListing(columnObject(table, site, column, view), atLeast);
    current = await closePage(table, site.id, column, page);
  }
  return current;
}

/** The line of an item in its column, as the record has the item now. */
export function rowOf(head: Numbered): ListingRow {
  const { numbers } = head;
  const shown = onlineRevision(head.release);
  const release = shown ?? head.release;
  return {
    number: numbers.columnNumber,
    releaseId: release.id,
    live: shown !== undefined,
    seq: head.seq,
    title: release.title,
    path: addressOf(release, numbers),
    publishedAt: Date.parse(release.onlineAt ?? release.createdAt),
    ...(release.summary === undefined ? {} : { summary: release.summary }),
  };
}
