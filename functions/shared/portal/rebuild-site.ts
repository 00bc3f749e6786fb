import { objectKey } from '../../../web/portal/addresses.ts';
import type { View } from '../../../web/portal/pagination.ts';
import type { ContentStore } from '../content/content-store.ts';
import { headOf, readHeadAt, type Head, type Numbers } from '../record/head.ts';
import { columnKey, HEAD, releaseKey } from '../record/keys.ts';
import { readableOf } from '../record/readable.ts';
import { articleObject, itemRenderer, type RenderItem } from './article-object.ts';
import { dropOtherFiles, withFiles } from './attachment-objects.ts';
import { inGroups, type Writing } from './in-groups.ts';
import { columnObject, homeObject } from './listing-objects.ts';
import { readableRows, readColumn, writeRow } from './listing-record.ts';
import { mendLines } from './mend-lines.ts';
import { addressOf } from './numbers.ts';
import { removeItem, rowOf, type Portal } from './publish-item.ts';
import { sitesObject } from './sites-object.ts';
import { writeAnew, type PortalObject } from './write-object.ts';

type Numbered = Head & { readonly numbers: Numbers };

/**
 * Every object of a site from the record: items with their files first, then their columns, then the home page,
 * and last the root that names the site, so that no link dangles. Lines that are damaged are made anew before. What must not
 * be online any more, because it was withdrawn meanwhile, goes in the order of taking offline: its line, the lists, its page;
 * so a rebuild that was given up as dead and comes to itself brings nothing back. What is damaged keeps only itself from
 * being written, and a column that cannot be read stays online as it is: all else is written, and then it throws, with a
 * number; the log has each as PAGE_FAILED or RECORD_UNREADABLE.
 */
export async function rebuildSite(portal: Portal, contents: ContentStore): Promise<{ readonly objects: number }> {
  const { table, site, bucket } = portal;
  const { found, unread } = await readColumns(portal);
  const columns = found.flatMap(({ objects }) => objects);
  const items = found.flatMap(({ heads }) => heads);
  const renderItem = itemRenderer(site, contents);
  const gone = new Set<Numbered>();
  const articles = items.map((head): Writing => ({
    key: objectKey(addressOf(head.release, head.numbers)),
    write: async () => {
      if (!(await writeItem(portal, head, renderItem))) gone.add(head);
    },
  }));
  const anew = (object: PortalObject): Writing => ({ key: object.key, write: () => writeAnew(bucket, object) });
  let failed = found.reduce((sum, { unreadable }) => sum + unreadable, unread);
  for (const writings of [articles, columns.map(anew), [anew(homeObject(table, site))], [anew(sitesObject(bucket, site.stylesheet))]]) {
    failed += await inGroups(writings);
  }
  failed += await inGroups([...gone].map((head) => ({ key: objectKey(addressOf(head.release, head.numbers)), write: () => removeItem(portal, head) })));
  const objects = articles.length + columns.length + 2;
  if (failed > 0) throw new Error(`${failed} of about ${objects} objects of ${site.id} could not be written; all others were.`);
  return { objects };
}

/**
 * The files and the page of an item. False where nothing of it may be online: then its line says so, for the lists to be
 * written after it. Where the item moved on meanwhile, a file may have come that only the revision before had.
 */
async function writeItem(portal: Portal, head: Numbered, renderItem: RenderItem): Promise<boolean> {
  const { table, site, bucket } = portal;
  const shown = await writeAnew(bucket, articleObject(table, head, withFiles(portal, head, renderItem)));
  if (shown === head.seq) return true;
  if (shown !== undefined) return dropOtherFiles(portal, head).then(() => true);
  const current = (await readHeadAt(table, head.pk)) ?? head;
  await writeRow(table, site.id, head.release.column, rowOf({ ...current, numbers: head.numbers }));
  return false;
}

interface LiveItems {
  readonly heads: readonly Numbered[];
  /** Lines and heads that cannot be read. */
  readonly unreadable: number;
}

type Column = LiveItems & { readonly objects: readonly PortalObject[] };

/** Each column that can be read, its damaged lines made anew before; and how often that, or reading it, could not be done. */
async function readColumns(portal: Portal): Promise<{ readonly found: readonly Column[]; readonly unread: number }> {
  const { site } = portal;
  const found: Column[] = [];
  const inEach = (work: (column: string) => Promise<unknown>): Promise<number> => inGroups(site.columns.map(({ id }) => ({ key: columnKey(site.id, id), write: () => work(id) })));
  const unmended = await inEach((id) => mendLines(portal, id));
  const unread = await inEach(async (id) => found.push({ objects: await columnObjects(portal, id), ...(await liveItems(portal, id)) }));
  return { found, unread: unmended + unread };
}

/** The closed pages from the oldest, then the index. */
async function columnObjects({ table, site }: Portal, column: string): Promise<PortalObject[]> {
  const { closed } = await readColumn(table, site.id, column);
  const views: View[] = [...Array.from({ length: closed }, (_, place) => place + 1), 'index'];
  return views.map((view) => columnObject(table, site, column, view));
}

async function liveItems({ table, site }: Portal, column: string): Promise<LiveItems> {
  const { lines, damaged } = await readableRows(table, site.id, column);
  const live = lines.filter((row) => row.live);
  const found = await Promise.all(live.map(({ releaseId }) => table.get(releaseKey(releaseId), HEAD)));
  const items = found.filter((item) => item !== undefined);
  const heads = readableOf(items, headOf);
  return { heads: heads.flatMap((head) => (head.numbers === undefined ? [] : [{ ...head, numbers: head.numbers }])), unreadable: damaged.length + items.length - heads.length };
}
