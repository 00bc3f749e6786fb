import { asReadBy, mayRead } from '../../../domain/release/permissions.ts';
import type { Person } from '../../../domain/people/person.ts';
import type { Release } from '../../../domain/release/release.ts';
import { readHead, type Head } from '../record/head.ts';
import type { Table } from '../record/table.ts';
import type { ApiEvent } from './endpoint.ts';
import { Problem } from './problem.ts';
import { callerOf, releaseIdOf } from './request.ts';

export interface Readable {
  readonly person: Person;
  readonly head: Head;
  /** What this person may read of it. */
  readonly release: Release;
}

/** The release that a request names, for those who may read it. Whether an item exists is no business of others. */
export async function readableRelease(table: Table, event: ApiEvent): Promise<Readable> {
  const [person, head] = await Promise.all([callerOf(table, event), readHead(table, releaseIdOf(event))]);
  if (head === undefined || !mayRead(person, head.release)) throw new Problem('not-found');
  return { person, head, release: asReadBy(person, head.release) };
}
