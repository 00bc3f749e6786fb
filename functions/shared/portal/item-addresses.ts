import type { Release } from '../../../domain/release/release.ts';
import { columnPath, filesFolder, homePath } from '../../../web/portal/addresses.ts';
import { pageOf } from '../../../web/portal/pagination.ts';
import type { Numbers } from '../record/head.ts';
import { addressOf } from './numbers.ts';

/** The lists whose beginning names a new item. */
export function newestLists({ site, column }: Pick<Release, 'site' | 'column'>): string[] {
  return [homePath(site), columnPath(site, column, 'index')];
}

/** Every address that shows something of an item: its page and files, and the lists that name it. */
export function itemAddresses(release: Release, numbers: Numbers): string[] {
  const page = addressOf(release, numbers);
  return [page, `${filesFolder(page)}*`, columnPath(release.site, release.column, pageOf(numbers.columnNumber)), ...newestLists(release)];
}
