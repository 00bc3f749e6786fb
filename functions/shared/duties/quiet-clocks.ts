import { bellIn } from '../record/index-keys.ts';
import { queryAll, type Item, type Table } from '../record/table.ts';

/** A clock may try to ring for so long by itself, with all its retries. */
const CLOCK_MILLISECONDS = 10 * 60_000;
/** Keys of open duties that one sweep reads of a site from the latest due on: some fifty units of capacity. */
const MOST_READ = 2000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * Aggregates of a site with a clock that should have rung, soonest bell first. Bells ring around the time when a duty is due,
 * so the latest due are read at every sweep; what lies before them is what nobody has seen to for long. Of that each sweep
 * reads one day, another each minute, so that however much there is, each has its turn within as many minutes as there are days,
 * and nothing is remembered between two sweeps. `now` in epoch milliseconds.
 */
export async function quietClocks(table: Table, site: string, now: number, mostRead = MOST_READ): Promise<readonly string[]> {
  const latest = await readLatest(table, site, mostRead);
  const open = latest.isAll ? latest.open : [...latest.open, ...(await readOneDay(table, site, now, latest.open))];
  const bells = new Map(open.map(({ pk, dutyDue }) => [String(pk), bellIn(String(dutyDue))]));
  const late = [...bells].flatMap(([pk, bell]) => (bell !== undefined && Date.parse(bell) + CLOCK_MILLISECONDS < now ? [{ pk, bell }] : []));
  return late.sort((one, other) => Date.parse(one.bell) - Date.parse(other.bell)).map(({ pk }) => pk);
}

interface Latest {
  readonly open: readonly Item[];
  readonly isAll: boolean;
}

async function readLatest(table: Table, site: string, mostRead: number): Promise<Latest> {
  const { items, next } = await table.query({ index: 'duties', condition: 'dutiesOpen = :site', values: { ':site': site }, limit: mostRead, newestFirst: true });
  return { open: items, isAll: next === undefined };
}

/** All that is due on one of the days before the latest, by the minute. A day has no more than a site's people can take on. */
async function readOneDay(table: Table, site: string, now: number, latest: readonly Item[]): Promise<readonly Item[]> {
  const { items } = await table.query({ index: 'duties', condition: 'dutiesOpen = :site', values: { ':site': site }, limit: 1 });
  const [first, last] = [dayOf(items[0]), dayOf(latest.at(-1))];
  const day = first + (Math.floor(now / MINUTE) % (last - first + 1));
  const values = { ':site': site, ':from': dateOf(day), ':until': dateOf(day + 1) };
  return queryAll(table, { index: 'duties', condition: 'dutiesOpen = :site AND dutyDue BETWEEN :from AND :until', values });
}

function dayOf(item: Item | undefined): number {
  return Math.floor(Date.parse(String(item?.['dutyDue']).split('#')[0] ?? '') / DAY);
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
