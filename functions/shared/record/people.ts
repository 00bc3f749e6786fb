import type { Person } from '../../../domain/release/person.ts';
import { HEAD, personKey } from './keys.ts';
import type { Table } from './table.ts';

export async function readPerson(table: Table, personId: string): Promise<Person | undefined> {
  const item = await table.get(personKey(personId), HEAD);
  return item === undefined ? undefined : (item['person'] as Person);
}

/** Enrols a person, or gives them the roles as listed. */
export async function writePerson(table: Table, person: Person): Promise<void> {
  await table.update({ pk: personKey(person.id), sk: HEAD, expression: 'SET person = :person', values: { ':person': person }, quiet: true });
}
