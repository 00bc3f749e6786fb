import type { StaffMember } from '../../../domain/people/staff.ts';
import { logError } from '../log.ts';
import { peopleListing } from '../record/commit-person.ts';
import { listedPerson } from '../record/people.ts';
import { queryAll, type Table } from '../record/table.ts';

/** Everybody of a site whose record can be read: one that is damaged keeps nobody else from being told. */
export async function readableStaff(table: Table, site: string): Promise<readonly StaffMember[]> {
  const items = await queryAll(table, { index: 'listing', condition: 'listing = :listing', values: { ':listing': peopleListing(site) } });
  return items.flatMap((item) => {
    try {
      return [listedPerson(item)];
    } catch (error) {
      logError('RECORD_UNREADABLE', error, { pk: String(item['pk']) });
      return [];
    }
  });
}
