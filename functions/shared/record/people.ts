import { postsOf, type Posts } from '../../../domain/people/posts.ts';
import type { StaffMember } from '../../../domain/people/staff.ts';
import { peopleListing, postsWorklist } from './commit-person.ts';
import { documentIn } from './document.ts';
import { HEAD, personKey } from './keys.ts';
import { readableOf } from './readable.ts';
import { queryAll, type Item, type Table } from './table.ts';

export async function readPerson(table: Table, personId: string): Promise<StaffMember | undefined> {
  const item = await table.get(personKey(personId), HEAD);
  return item === undefined ? undefined : documentIn<StaffMember>(item['person']);
}

/** Everybody of a site by name, disabled people too, as the index shows them. */
export async function readStaff(table: Table, site: string): Promise<readonly StaffMember[]> {
  const items = await queryAll(table, { index: 'listing', condition: 'listing = :listing', values: { ':listing': peopleListing(site) } });
  return readableOf(items, listedPerson);
}

/** The site's roster: who holds post A and post B, for good or for a while. */
export async function readPosts(table: Table, site: string): Promise<Posts> {
  const items = await queryAll(table, { index: 'worklist', condition: 'worklist = :worklist', values: { ':worklist': postsWorklist(site) } });
  return readableOf(items, listedPerson).flatMap(postsOf);
}

export function listedPerson(item: Item): StaffMember {
  return documentIn<StaffMember>(item['card']);
}
