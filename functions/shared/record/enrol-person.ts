import { enrol, type Enrolment } from '../../../domain/people/enrol.ts';
import { commitPerson } from './commit-person.ts';
import { personKey } from './keys.ts';
import { readPersonHead } from './person-head.ts';
import type { Table } from './table.ts';

/** Beyond this many lost races the operator is told to try again. */
const ROUNDS = 5;

/** Enrols a person, or gives them the roles as listed. Answers the key of the record that has changed, if it has. */
export async function enrolPerson(table: Table, person: Enrolment, at: number): Promise<string | undefined> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const head = await readPersonHead(table, person.id);
    const change = enrol(head?.person, person);
    if (change === undefined) return undefined;
    if ((await commitPerson(table, { head, change, at })) !== undefined) return personKey(person.id);
  }
  throw new Error('Others keep changing the person who is to be enrolled.');
}
