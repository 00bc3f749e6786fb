import { get, withQuery } from './client.ts';
import type { Card, Me, Page, Person, Roster, Site, Staff, State, Task } from './types.ts';
import { readAll } from './use-pages.ts';

/** What the shell and its lists read. A screen keeps the calls that only it makes beside itself. */
export const readMe = (signal?: AbortSignal) => get<Me>('/me', signal);
export const readSite = (signal?: AbortSignal) => get<Site>('/site', signal);
export const readTasks = (signal?: AbortSignal) => get<{ readonly items: readonly Task[] }>('/tasks', signal);

/** Everybody of the site, however many pages that takes, and the roster. */
export async function readPeople(signal?: AbortSignal): Promise<{ readonly items: readonly Person[]; readonly roster: Roster }> {
  let roster: Roster = { a: [], b: [], onDuty: [] };
  const { items } = await readAll<Person>(async (cursor) => {
    const page = await get<Staff>(withQuery('/people', { cursor }), signal);
    roster = page.roster;
    return page;
  });
  return { items, roster };
}

export interface ReleaseQuery {
  /** Words of the title. */
  readonly q?: string | undefined;
  readonly mine?: 'true' | undefined;
  readonly state?: State | undefined;
  readonly column?: string | undefined;
  readonly department?: string | undefined;
  readonly cursor?: string | undefined;
}

export const readReleases = (query: ReleaseQuery, signal?: AbortSignal) => get<Page<Card>>(withQuery('/releases', { ...query }), signal);
