import type { Organisation } from '../../../domain/organisations/schema.ts';
import type { Release } from '../../../domain/release/release.ts';
import { logError } from '../log.ts';
import { headOf } from '../record/head.ts';
import { worklistName } from '../record/index-keys.ts';
import { HEAD } from '../record/keys.ts';
import { queryAll, type Table, type TableQuery } from '../record/table.ts';

/** Heads that are read at a time. */
const TOGETHER = 25;

/**
 * The items of a site that somebody has to do something about: those with an open clock, and those that came back to a
 * department. One that cannot be read is left out and told of in the log.
 */
export async function waitingReleases(table: Table, { site, units }: Organisation): Promise<readonly Release[]> {
  const returned = units.map(({ id }): TableQuery => ({ index: 'worklist', condition: 'worklist = :name', values: { ':name': worklistName(site, 'submitter', id) } }));
  const open: TableQuery = { index: 'duties', condition: 'dutiesOpen = :site', values: { ':site': site } };
  const found = (await Promise.all([open, ...returned].map((query) => queryAll(table, query)))).flat();
  const pks = [...new Set(found.map((item) => String(item['pk'])))];
  const releases: Release[] = [];
  for (let start = 0; start < pks.length; start += TOGETHER) {
    const read = await Promise.all(pks.slice(start, start + TOGETHER).map((pk) => readRelease(table, pk)));
    releases.push(...read.filter((release) => release !== undefined));
  }
  return releases;
}

async function readRelease(table: Table, pk: string): Promise<Release | undefined> {
  const item = await table.get(pk, HEAD);
  try {
    return item === undefined ? undefined : headOf(item).release;
  } catch (error) {
    logError('RECORD_UNREADABLE', error, { pk });
    return undefined;
  }
}
