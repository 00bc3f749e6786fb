import type { Person } from '../../../domain/release/person.ts';
import { documentIn, textOf } from './document.ts';
import { HEAD, personKey } from './keys.ts';
import type { Table } from './table.ts';

export async function readPerson(table: Table, personId: string): Promise<Person | undefined> {
  const item = await table.get(personKey(personId), HEAD);
  return item === undefined ? undefined : (documentIn<Person>(item['person']));
}

/** Enrols a person, or gives them the roles as listed. */
export async function writePerson(table: Table, person: Person): Promise<void> {
  await table.update({ pk: personKey(person.id), sk: HEAD, expression: 'SET person = :person', values: { ':person': textOf(person) }, quiet: true });
}
