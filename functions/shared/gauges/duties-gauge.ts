import type { Organisation } from '../../../domain/organisations/schema.ts';
import { placesOf, type Place } from '../../../domain/people/places.ts';
import { effectiveAt, isOnLeave } from '../../../domain/people/staff.ts';
import { logInfo } from '../log.ts';
import { readableStaff } from '../mail/readable-staff.ts';
import { worklistName } from '../record/index-keys.ts';
import type { Table } from '../record/table.ts';
import { readWaiting } from './waiting.ts';

/** So many duties of a place are named in its line; how many there are is said beside them. */
const MOST_NAMED = 20;

/**
 * Overdue duties that nobody is there to see to: nobody holds the role in that unit, for good or in somebody's place, who
 * is not on leave. One read of the index where nothing is overdue; otherwise the site's people, and the worklists that have
 * nobody. Somebody whose record is damaged counts as not there: they can do nothing either. The log names each place by role
 * and unit, with its duties (DUTIES_UNHELD). `now` in epoch milliseconds.
 */
export async function readDutiesUnheld(table: Table, organisation: Organisation, now: number): Promise<number> {
  const { site } = organisation;
  const instant = new Date(now).toISOString();
  const overdue = { index: 'duties', condition: 'dutiesOpen = :site AND dutyDue < :now', values: { ':site': site, ':now': instant }, limit: 1 };
  if ((await table.query(overdue)).items.length === 0) return 0;
  const staff = await readableStaff(table, site);
  const present = staff.filter((member) => !isOnLeave(member, now)).map((member) => effectiveAt(member, now));
  const deserted = placesOf(organisation).filter(({ roles, unit }) => !present.some((person) => person.roles.some((held) => roles.includes(held.role) && held.unit === unit)));
  const counts = await Promise.all(deserted.map((place) => countOverdue(table, site, place, instant)));
  return counts.reduce((sum, count) => sum + count, 0);
}

async function countOverdue(table: Table, site: string, { roles, worklist, unit }: Place, instant: string): Promise<number> {
  const { cards, unreadable } = await readWaiting(table, worklistName(site, worklist, unit), instant);
  const overdue = cards.filter(({ dueAt }) => dueAt !== undefined && dueAt < instant);
  const count = overdue.length + unreadable;
  if (count > 0) logInfo('DUTIES_UNHELD', { site, unit, roles, count, duties: overdue.slice(0, MOST_NAMED).map(({ id, dutyId }) => dutyId ?? id) });
  return count;
}
