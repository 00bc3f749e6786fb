import type { SiteFacts } from './model.ts';

/** The end of `002482082/2025-00017`: year of generation and serial. What stands before is the organisation's own. */
const YEAR_AND_SERIAL = /\/(\d{4})-(\d{5,})$/;

/** `/zhejiang/` */
export function homePath(siteId: string): string {
  return `/${siteId}/`;
}

/** The index of a column, or one of its closed pages. */
export function columnPath(siteId: string, columnId: string, view: 'index' | number): string {
  const folder = `/${siteId}/${columnId}/`;
  return view === 'index' ? folder : `${folder}page-${view}.html`;
}

/**
 * The address of an item, which never changes. The column is no part of it, because columns merge.
 * @throws on an index number of another form: an address made of it could never be found again.
 */
export function articlePath(siteId: string, indexNumber: string): string {
  const parts = YEAR_AND_SERIAL.exec(indexNumber);
  if (parts === null) throw new Error(`Not an index number: ${indexNumber}`);
  return `/${siteId}/art/${parts[1]}/${parts[2]}.html`;
}

/** The folder of an item's files, beside its page: they share its address, and its fate. */
export function filesFolder(pathOfArticle: string): string {
  return pathOfArticle.replace(/\.html$/, '/');
}

/** The address of a file of an item. */
export function filePath(pathOfArticle: string, name: string): string {
  return filesFolder(pathOfArticle) + encodeURIComponent(name);
}

/** The page of the item that a file's address belongs to; any other path is left as it is. */
export function pageOfFile(path: string): string {
  return path.replace(/^(\/[^/]+\/art\/\d{4}\/\d{5,})\/[^/]+$/, '$1.html');
}

/** The key of the object that the distribution serves for a path (its index function adds `index.html`). */
export function objectKey(path: string): string {
  return (path.endsWith('/') ? `${path}index.html` : path).slice(1);
}

/** A path of this site as a whole address. */
export function fullAddress(site: SiteFacts, path: string): string {
  return `${site.publicOrigin}${path}`;
}
