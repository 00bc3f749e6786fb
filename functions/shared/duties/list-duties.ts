import * as z from 'zod';
import { openStates, type DutyState } from '../../../domain/release/duty.ts';
import { asReadBy, mayRead } from '../../../domain/release/permissions.ts';
import type { Person } from '../../../domain/people/person.ts';
import { cursorOf, keyPart, placeIn } from '../http/cursor.ts';
import { dutyView } from '../http/duty-view.ts';
import { headOf, type Head } from '../record/head.ts';
import { HEAD } from '../record/keys.ts';
import { readableOf } from '../record/readable.ts';
import type { Table } from '../record/table.ts';

/** Items looked at for one page. */
const PAGE = 50;

export interface DutyFilter {
  readonly state?: readonly DutyState[] | undefined;
  readonly department?: string | undefined;
  readonly cursor?: string | undefined;
}

export interface DutyPage {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly cursor?: string;
}

/**
 * Duties that the person may see. Open ones come soonest first; where closed ones are wanted too, the items that changed
 * last come first. A page may hold fewer than another, or none: only a page without a cursor is the last.
 */
export async function listDuties(table: Table, person: Person, { state = [...openStates], department, cursor }: DutyFilter): Promise<DutyPage> {
  const open = state.every((each) => openStates.has(each));
  const page = await table.query({
    index: open ? 'duties' : 'listing',
    condition: open ? 'dutiesOpen = :site' : 'listing = :site',
    values: { ':site': person.site },
    limit: PAGE,
    newestFirst: !open,
    after: placeIn(cursor, placeSchema(person.site, open)),
  });
  const found = await Promise.all(page.items.map((item) => table.get(String(item['pk']), HEAD)));
  const heads = readableOf(found.filter((item) => item !== undefined), headOf);
  const items = heads.flatMap((head) => dutiesOf(head, person, (unit, each) => (department ?? unit) === unit && state.includes(each)));
  if (open) items.sort((one, other) => String(one['dueAt']).localeCompare(String(other['dueAt'])));
  return { items, ...(page.next === undefined ? {} : { cursor: cursorOf(page.next) }) };
}

/** Only a place in the caller's own list is one. */
function placeSchema(site: string, open: boolean) {
  const item = { pk: keyPart, sk: keyPart };
  return open
    ? z.strictObject({ ...item, dutiesOpen: z.literal(site), dutyDue: keyPart })
    : z.strictObject({ ...item, listing: z.literal(site), listedAt: keyPart });
}

function dutiesOf(head: Head, person: Person, isWanted: (unit: string, state: DutyState) => boolean): Record<string, unknown>[] {
  if (!mayRead(person, head.release)) return [];
  const { release } = head;
  return release.duties.filter((duty) => isWanted(duty.unit, duty.state)).map((duty) => dutyView(duty, asReadBy(person, release)));
}
