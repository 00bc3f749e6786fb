import { get, withQuery } from './client.ts';
import type { Card, Me, Page, Site, Staff, State, Task } from './types.ts';

/** What the shell and its lists read. A screen keeps the calls that only it makes beside itself. */
export const readMe = (signal?: AbortSignal) => get<Me>('/me', signal);
export const readSite = (signal?: AbortSignal) => get<Site>('/site', signal);
export const readTasks = (signal?: AbortSignal) => get<{ readonly items: readonly Task[] }>('/tasks', signal);
export const readPeople = (signal?: AbortSignal) => get<Staff>('/people', signal);

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
