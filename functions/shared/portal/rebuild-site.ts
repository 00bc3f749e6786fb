import type { View } from '../../../web/portal/pagination.ts';
import type { ContentStore } from '../content/content-store.ts';
import { logError } from '../log.ts';
import { headOf, type Head, type Numbers } from '../record/head.ts';
import { HEAD, releaseKey } from '../record/keys.ts';
import { readableOf } from '../record/readable.ts';
import { articleObject, itemRenderer } from './article-object.ts';
import { withFiles } from './attachment-objects.ts';
import { columnObject, homeObject } from './listing-objects.ts';
import { readableRows, readColumn } from './listing-record.ts';
import type { Portal } from './publish-item.ts';
import { sitesObject } from './sites-object.ts';
import { writeAnew, type PortalObject } from './write-object.ts';

type Numbered = Head & { readonly numbers: Numbers };

/** How many objects are written at a time. */
const TOGETHER = 16;

/**
 * Every object of a site from the record: items with their files first, then their columns, then the home page,
 * and last the root that names the site, so that no link dangles. What is damaged keeps only itself from being written: all
 * else is, and then it throws, with a number; the log has each as PAGE_FAILED or RECORD_UNREADABLE.
 */
export async function rebuildSite(portal: Portal, contents: ContentStore): Promise<{ readonly objects: number }> {
  const { table, site, bucket } = portal;
  const columns = await Promise.all(site.columns.map(({ id }) => columnObjects(portal, id)));
  const found = await Promise.all(site.columns.map(({ id }) => liveItems(portal, id)));
  const items = found.flatMap(({ heads }) => heads);
  let failed = found.reduce((sum, { unreadable }) => sum + unreadable, 0);
  const renderItem = itemRenderer(site, contents);
  const articles = items.map((head) => articleObject(table, head, withFiles(portal, head, renderItem)));
  for (const objects of [articles, columns.flat(), [homeObject(table, site)], [sitesObject(bucket, site.stylesheet)]]) {
    failed += await inGroups(objects, (object) => writeAnew(bucket, object));
  }
  const objects = articles.length + columns.flat().length + 2;
  if (failed > 0) throw new Error(`${failed} of about ${objects} objects of ${site.id} could not be written; all others were.`);
  return { objects };
}

/** The closed pages from the oldest, then the index. */
async function columnObjects({ table, site }: Portal, column: string): Promise<PortalObject[]> {
  const { closed } = await readColumn(table, site.id, column);
  const views: View[] = [...Array.from({ length: closed }, (_, place) => place + 1), 'index'];
  return views.map((view) => columnObject(table, site, column, view));
}

interface LiveItems {
  readonly heads: readonly Numbered[];
  /** Lines and heads that cannot be read. */
  readonly unreadable: number;
}

async function liveItems({ table, site }: Portal, column: string): Promise<LiveItems> {
  const { lines, unreadable } = await readableRows(table, site.id, column);
  const live = lines.filter((row) => row.live);
  const found = await Promise.all(live.map(({ releaseId }) => table.get(releaseKey(releaseId), HEAD)));
  const items = found.filter((item) => item !== undefined);
  const heads = readableOf(items, headOf);
  return { heads: heads.flatMap((head) => (head.numbers === undefined ? [] : [{ ...head, numbers: head.numbers }])), unreadable: unreadable + items.length - heads.length };
}

/** Answers how many could not be written. */
async function inGroups(all: readonly PortalObject[], write: (one: PortalObject) => Promise<void>): Promise<number> {
  let failed = 0;
  for (let start = 0; start < all.length; start += TOGETHER) {
    const written = await Promise.all(all.slice(start, start + TOGETHER).map((object) => tryWriting(object, write)));
    failed += written.filter((done) => !done).length;
  }
  return failed;
}

async function tryWriting(object: PortalObject, write: (one: PortalObject) => Promise<void>): Promise<boolean> {
  try {
    await write(object);
    return true;
  } catch (error) {
    logError('PAGE_FAILED', error, { key: object.key });
    return false;
  }
}
