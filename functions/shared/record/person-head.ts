import type { CoverEffect } from '../../../domain/people/covers.ts';
import type { StaffMember } from '../../../domain/people/staff.ts';
import { documentIn } from './document.ts';
import { aggregateOf, type AggregateHead, type EventEntry } from './head.ts';
import { HEAD, personKey } from './keys.ts';
import type { Table } from './table.ts';

/** What can still be to do after a commit on a person. */
export type PersonEntry = EventEntry | CoverEffect;

/** The head record of a person: who they are, their place in their event chain, and their outbox. */
export interface PersonHead extends AggregateHead<PersonEntry> {
  readonly person: StaffMember;
}

export async function readPersonHead(table: Table, personId: string): Promise<PersonHead | undefined> {
  return readPersonHeadAt(table, personKey(personId));
}

export async function readPersonHeadAt(table: Table, pk: string): Promise<PersonHead | undefined> {
  const item = await table.get(pk, HEAD);
  return item === undefined ? undefined : { ...aggregateOf<PersonEntry>(item), person: documentIn<StaffMember>(item['person']) };
}
