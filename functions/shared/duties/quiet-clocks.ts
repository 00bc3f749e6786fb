import { bellIn } from '../record/index-keys.ts';
import { readableOf } from '../record/readable.ts';
import { queryAll, type Item, type Table, type TableQuery } from '../record/table.ts';

/** A clock may try to ring for so long by itself, with all its retries. */
const CLOCK_MILLISECONDS = 10 * 60_000;
/** Keys of open duties that one sweep reads of a site to either side of now: some fifty units of capacity in all. */
const MOST_READ = 1000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Days beyond what is read at every sweep in which an open duty may be due: ten years, whatever a damaged key says. */
const FARTHEST = 3653;
/** Keys in which one is looked for that says its day: damaged ones are few. */
const SOME = 10;

/**
 * Aggregates of a site with a clock that should have rung, soonest bell first. Bells ring around the time when a duty is due,
 * so what was due last and what is due next are read at every sweep, and neither keeps the other out. Beyond them lie what
 * nobody has seen to for long, and what is due in weeks or months. Of that each sweep reads one day, another each minute, so
 * that however much there is, each has its turn within as many minutes as there are days, and nothing is remembered between
 * two sweeps. Where a key does not say when its bell rings, the aggregate is named: its record knows. `now` in epoch milliseconds.
 */
export async function quietClocks(table: Table, site: string, now: number, mostRead = MOST_READ): Promise<readonly string[]> {
  const index: Index = { table, site };
  const instant = new Date(now).toISOString();
  const past = await readFrom(index, { condition: 'dutyDue <= :now', values: { ':now': instant }, limit: mostRead, newestFirst: true });
  const coming = await readFrom(index, { condition: 'dutyDue > :now', values: { ':now': instant }, limit: mostRead });
  const days = [...(await daysBeyond(index, past, -1)), ...(await daysBeyond(index, coming, 1))];
  const open = [...past.open, ...coming.open, ...(await readDay(index, days[Math.floor(now / MINUTE) % days.length]))];
  const bells = new Map(open.map(({ pk, dutyDue }) => [String(pk), bellIn(String(dutyDue))]));
  const late = [...bells].flatMap(([pk, bell]) => (bell !== undefined && !(Date.parse(bell) + CLOCK_MILLISECONDS >= now) ? [{ pk, bell }] : []));
  return late.sort((one, other) => (one.bell < other.bell ? -1 : 1)).map(({ pk }) => pk);
}

interface Index {
  readonly table: Table;
  readonly site: string;
}

interface Side {
  readonly open: readonly Item[];
  readonly isAll: boolean;
}

async function readFrom({ table, site }: Index, query: TableQuery): Promise<Side> {
  const { items, next } = await table.query(ofSite(site, query));
  return { open: items, isAll: next === undefined };
}

/** The days from where one side was read to, up to where the last of its duties is due. */
async function daysBeyond(index: Index, { open, isAll }: Side, direction: 1 | -1): Promise<readonly number[]> {
  const edge = isAll ? undefined : firstDay(open.slice(-SOME).reverse());
  if (edge === undefined) return [];
  const far = edge + direction * FARTHEST;
  const { open: outermost } = await readFrom(index, { ...between(Math.min(edge, far), Math.max(edge, far)), limit: SOME, newestFirst: direction === 1 });
  const last = firstDay(outermost) ?? edge;
  return Array.from({ length: Math.abs(last - edge) + 1 }, (_, place) => edge + direction * place);
}

/** All that is due on a day. A day has no more than a site's people can take on. */
async function readDay({ table, site }: Index, day: number | undefined): Promise<readonly Item[]> {
  return day === undefined ? [] : queryAll(table, ofSite(site, between(day, day)));
}

function ofSite<Query extends TableQuery>(site: string, query: Query): Query {
  return { ...query, index: 'duties', condition: `dutiesOpen = :site AND ${query.condition}`, values: { ...query.values, ':site': site } };
}

function between(first: number, last: number): Pick<TableQuery, 'condition' | 'values'> {
  return { condition: 'dutyDue BETWEEN :from AND :until', values: { ':from': dateOf(first), ':until': dateOf(last + 1) } };
}

/** Of the first key that says when its duty is due; one that does not is told of in the log. */
function firstDay(items: readonly Item[]): number | undefined {
  return readableOf(items, ({ dutyDue }) => dayIn(String(dutyDue)))[0];
}

function dayIn(dutyDue: string): number {
  const date = /^2[01]\d\d-\d\d-\d\d/.exec(dutyDue)?.[0] ?? '';
  const day = Date.parse(date) / DAY;
  if (Number.isNaN(day)) throw new RangeError('This is no day on which a duty is due.');
  return day;
}

function dateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
