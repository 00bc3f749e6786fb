import { addDays } from '../../../domain/calendar/beijing.ts';
import { calendarOf } from '../../../domain/organisations/organisation.ts';
import type { Organisation } from '../../../domain/organisations/schema.ts';
import type { Morning } from '../../../domain/notices/digest.ts';
import { morningKey } from '../record/keys.ts';
import type { Table } from '../record/table.ts';

const MORNING = 'MORNING';

/** So many working days back a morning without its digests is made up for. */
const FURTHEST_BACK = 10;

export interface BegunMorning {
  /** ISO instant up to which its digests tell. It stays what it was at the first try. */
  readonly until: string;
  readonly done: boolean;
}

/** Begins a site's morning, once; whoever comes later goes on with it. */
export async function beginMorning(table: Table, site: string, { date }: Morning, now: number): Promise<BegunMorning> {
  const at = { pk: morningKey(site, date), sk: MORNING };
  await table.update({ ...at, expression: 'SET untilAt = :until', condition: 'attribute_not_exists(pk)', values: { ':until': new Date(now).toISOString() }, quiet: true });
  const row = await table.get(at.pk, at.sk);
  return { until: String(row?.['untilAt']), done: row?.['doneAt'] !== undefined };
}

/** Every digest of the morning has been made. */
export async function endMorning(table: Table, site: string, { date }: Morning, now: number): Promise<void> {
  await table.update({ pk: morningKey(site, date), sk: MORNING, expression: 'SET doneAt = :now', values: { ':now': new Date(now).toISOString() }, quiet: true });
}

/** Epoch milliseconds up to which people have been told: the last morning of which every digest was made. */
export async function toldUntil(table: Table, organisation: Organisation, { date }: Morning): Promise<number> {
  const calendar = calendarOf(organisation);
  let day = date;
  for (let back = 0; back < FURTHEST_BACK; back += 1) {
    day = calendar.workingDayUntil(addDays(day, -1));
    const row = await table.get(morningKey(organisation.site, day), MORNING);
    if (row?.['doneAt'] !== undefined) return Date.parse(String(row['untilAt']));
  }
  return calendar.openOfOffice(day);
}
