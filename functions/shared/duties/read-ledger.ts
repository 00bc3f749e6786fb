import { instantOf, midnightAfter } from '../../../domain/calendar/beijing.ts';
import type { RecordedEvent } from '../../../domain/record/event.ts';
import type { DutyChange } from '../../../domain/release/duty-changes.ts';
import { ledgerEntriesOf } from '../../../domain/release/ledger.ts';
import { cursorOf, keyPart, placeIn } from '../http/cursor.ts';
import { documentIn } from '../record/document.ts';
import { ledgerName } from '../record/index-keys.ts';
import { releaseIdOf } from '../record/keys.ts';
import { readable } from '../record/readable.ts';
import type { Item, Table } from '../record/table.ts';

/** Events on one page; an event may change several duties. */
const PAGE = 50;

export interface LedgerQuery {
  readonly site: string;
  readonly units: readonly string[];
  /** First and last day in Beijing. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly cursor?: string | undefined;
}

export type LedgerEntry = Omit<DutyChange, 'id'> & { readonly at: string; readonly dutyId: string; readonly releaseId: string; readonly by: string };

interface Row {
  readonly listedAt: string;
  /** None where the row is damaged: it keeps its place, so that a page and its cursor stay what they are. */
  readonly entries: readonly LedgerEntry[];
}

const placeSchema = keyPart.regex(/^\d{4}-\d{2}-\d{2}T.*#/);

/**
 * 台账 (B-17): what became of the units' duties, newest first, straight from the chains of events. A damaged row is told of
 * in the log and left out.
 */
export async function readLedger(table: Table, query: LedgerQuery): Promise<{ readonly items: readonly LedgerEntry[]; readonly cursor?: string }> {
  const lists = await Promise.all(query.units.map((unit) => rowsOf(table, unit, query)));
  // An event of two units stands in both their ledgers, at the same place.
  const rows = [...new Map(lists.flat().map((row) => [row.listedAt, row])).values()].sort((one, other) => (one.listedAt < other.listedAt ? 1 : -1));
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  const items = page.flatMap(({ entries }) => entries.filter((entry) => query.units.includes(entry.unit)));
  return { items, ...(rows.length > PAGE && last !== undefined ? { cursor: cursorOf(last.listedAt) } : {}) };
}

async function rowsOf(table: Table, unit: string, { site, from, to, cursor }: LedgerQuery): Promise<Row[]> {
  const place = placeIn(cursor, placeSchema);
  const until = place ?? (to === undefined ? '9' : new Date(midnightAfter(to)).toISOString());
  const since = from === undefined ? '0' : new Date(instantOf(from, '00:00')).toISOString();
  if (since > until) return [];
  const { items } = await table.query({
    index: 'listing',
    condition: 'listing = :ledger AND listedAt BETWEEN :since AND :until',
    values: { ':ledger': ledgerName(site, unit), ':since': since, ':until': until },
    // The place itself comes back as well, and one more says whether there is a further page.
    limit: PAGE + 2,
    newestFirst: true,
  });
  const rows = items.map((item) => ({ listedAt: String(item['listedAt']), entries: readable(item, entriesOf) ?? [] }));
  return rows.filter((row) => row.listedAt !== place);
}

function entriesOf({ pk, card }: Item): LedgerEntry[] {
  const event = documentIn<RecordedEvent>(card);
  return ledgerEntriesOf(event).map(({ id: dutyId, ...entry }) => ({ at: event.at, ...entry, dutyId, releaseId: releaseIdOf(String(pk)), by: event.by }));
}
