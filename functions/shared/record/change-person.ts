import type { PersonChange } from '../../../domain/people/change.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import type { Result } from '../../../domain/result.ts';
import { changeHead, type Aggregate, type Changing, type Store } from './change-head.ts';
import { commitPerson } from './commit-person.ts';
import { readPersonHead, type PersonHead } from './person-head.ts';

const people: Aggregate<PersonHead, PersonChange> = { read: readPersonHead, commit: commitPerson, versionOf: ({ person }) => person.version };

/** Changes a person by a decision on their head (change-head.ts). */
export async function changePerson(store: Store, changing: Changing<PersonHead, PersonChange>): Promise<Result<PersonHead, Refusal>> {
  return changeHead(store, people, changing);
}
