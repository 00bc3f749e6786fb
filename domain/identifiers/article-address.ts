import { formatSerial, formatYear } from './index-number.ts';

/** Where the public reads an item. It never changes; the column is not in it, because columns merge. */
export interface ArticleAddress {
  site: string;
  year: number;
  serial: number;
}

/** `/zhejiang/art/2025/00022.html`; the serial is that of the index number. */
export function articleAddress(site: string, year: number, serial: number): string {
  return `/${site}/art/${formatYear(year)}/${formatSerial(serial)}.html`;
}

/** The parts of such an address, or undefined for any other path. */
export function parseArticleAddress(path: string): ArticleAddress | undefined {
  const [, site, year, serial] = /^\/([a-z][a-z0-9-]*)\/art\/([1-9]\d{3})\/(\d{5})\.html$/.exec(path) ?? [];
  if (site === undefined || Number(serial) === 0) return undefined;
  return { site, year: Number(year), serial: Number(serial) };
}
