import { asReadBy, mayRead } from '../../../domain/release/permissions.ts';
import type { Person } from '../../../domain/people/person.ts';
import { headOf } from '../record/head.ts';
import { HEAD, releaseKey } from '../record/keys.ts';
import { readableOf } from '../record/readable.ts';
import type { Table } from '../record/table.ts';
import type { LedgerEntry } from './read-ledger.ts';

/** Lines of the ledger with the titles of their items as the person may read them; a line whose item they may not read stays without. */
export async function withTitles(table: Table, person: Person, entries: readonly LedgerEntry[]): Promise<readonly (LedgerEntry & { readonly title?: string })[]> {
  const ids = [...new Set(entries.map(({ releaseId }) => releaseId))];
  const found = await Promise.all(ids.map((id) => table.get(releaseKey(id), HEAD)));
  const releases = readableOf(found.filter((item) => item !== undefined), headOf).map(({ release }) => release);
  const titles = new Map(releases.filter((release) => mayRead(person, release)).map((release) => [release.id, asReadBy(person, release).title]));
  return entries.map((entry) => {
    const title = titles.get(entry.releaseId);
    return title === undefined ? entry : { ...entry, title };
  });
}
