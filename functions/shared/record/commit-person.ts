import type { PersonChange } from '../../../domain/people/change.ts';
import { coverEffects } from '../../../domain/people/covers.ts';
import { postsOf } from '../../../domain/people/posts.ts';
import { currentAt, type StaffMember } from '../../../domain/people/staff.ts';
import { textOf } from './document.ts';
import type { KeptAnswer } from './head.ts';
import { personKey } from './keys.ts';
import type { PersonEntry, PersonHead } from './person-head.ts';
import type { Table } from './table.ts';
import { writeHead } from './write-head.ts';

/** Where a site's people stand in the index of listings, by name; releases stand there under the site alone. */
export const peopleListing = (site: string): string => `${site}#people`;

/** Where those stand in the index of worklists who hold a post, now or later. */
export const postsWorklist = (site: string): string => `${site}#posts`;

export interface PersonCommit {
  /** The head that the change was decided on; undefined enrols the person. */
  readonly head: PersonHead | undefined;
  readonly change: PersonChange;
  /** Epoch milliseconds of what happened. */
  readonly at: number;
  readonly keep?: KeptAnswer | undefined;
}

/** Commits a change of a person. Answers undefined when somebody else was faster: reload and decide again. */
export async function commitPerson(table: Table, { head, change: { person, event }, at, keep }: PersonCommit): Promise<PersonHead | undefined> {
  const written = await writeHead<PersonEntry>(table, {
    pk: personKey(person.id),
    head,
    event,
    effects: coverEffects(head?.person, person, at),
    at,
    keep,
    attributes: () => ({ person: textOf(person), ...indexKeysOf(currentAt(person, at)) }),
  });
  return written === undefined ? undefined : { ...written, person };
}

/** What lists show of a person is the person, without what is over. A key given as undefined is removed. */
function indexKeysOf(person: StaffMember): Record<string, string | undefined> {
  const held = postsOf(person).map(({ post }) => post).sort();
  const post = held.length === 0 ? {} : { worklist: postsWorklist(person.site), worklistDue: held.join(' ') };
  return { worklist: undefined, worklistDue: undefined, ...post, listing: peopleListing(person.site), listedAt: `${person.name}#${person.id}`, card: textOf(person) };
}
