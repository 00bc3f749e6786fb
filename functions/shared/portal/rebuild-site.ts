import type { View } from '../../../web/portal/pagination.ts';
import type { ContentStore } from '../content/content-store.ts';
import { readHead, type Head, type Numbers } from '../record/head.ts';
import { articleObject, itemRenderer } from './article-object.ts';
import { withFiles } from './attachment-objects.ts';
import { columnObject, homeObject } from './listing-objects.ts';
import { readColumn, readRows } from './listing-record.ts';
import type { Portal } from './publish-item.ts';
import { sitesObject } from './sites-object.ts';
import { writeAnew, type PortalObject } from './write-object.ts';

/** How many objects are written at a time. */
const TOGETHER = 16;

/**
 * Every object of a site from the record: items with their files first, then their columns, then the home page,
 * and last the root that names the site, so that no link dangles.
 */
export async function rebuildSite(portal: Portal, contents: ContentStore): Promise<{ readonly objects: number }> {
  const { table, site, bucket } = portal;
  const columns = await Promise.all(site.columns.map(({ id }) => columnObjects(portal, id)));
  const items = (await Promise.all(site.columns.map(({ id }) => liveItems(portal, id)))).flat();
  const renderItem = itemRenderer(site, contents);
  const articles = items.map((head) => articleObject(table, head, withFiles(portal, head, renderItem)));
  for (const objects of [articles, columns.flat(), [homeObject(table, site)], [sitesObject(bucket, site.stylesheet)]]) {
    await inGroups(objects, (object) => writeAnew(bucket, object));
  }
  return { objects: articles.length + columns.flat().length + 2 };
}

/** The closed pages from the oldest, then the index. */
async function columnObjects({ table, site }: Portal, column: string): Promise<PortalObject[]> {
  const { closed } = await readColumn(table, site.id, column);
  const views: View[] = [...Array.from({ length: closed }, (_, place) => place + 1), 'index'];
  return views.map((view) => columnObject(table, site, column, view));
}

async function liveItems({ table, site }: Portal, column: string): Promise<(Head & { readonly numbers: Numbers })[]> {
  const { highest } = await readColumn(table, site.id, column);
  const rows = await readRows(table, site.id, column, { from: 1, to: highest });
  const heads = await Promise.all(rows.filter((row) => row.live).map((row) => readHead(table, row.releaseId)));
  return heads.flatMap((head) => (head?.numbers === undefined ? [] : [{ ...head, numbers: head.numbers }]));
}

async function inGroups<T>(all: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  for (let start = 0; start < all.length; start += TOGETHER) await Promise.all(all.slice(start, start + TOGETHER).map(work));
}
