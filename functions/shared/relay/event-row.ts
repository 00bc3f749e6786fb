import type { RecordedEvent } from '../../../domain/record/event.ts';
import { ledgerEntriesOf } from '../../../domain/release/ledger.ts';
import { textOf } from '../record/document.ts';
import { ledgerName } from '../record/index-keys.ts';
import { eventSortKey, ledgerSortKey, siteOfKey } from '../record/keys.ts';
import type { Table } from '../record/table.ts';

/**
 * Writes an event's row, once. Where the event counts in a ledger (台账), the row itself stands in that unit's index; of an
 * event that counts for several units, each further one gets a row that points to the same event.
 */
export async function writeEventRow(table: Table, pk: string, event: RecordedEvent): Promise<void> {
  const [unit, ...others] = [...new Set(ledgerEntriesOf(event).map((entry) => entry.unit))];
  await put(table, pk, eventSortKey(event.seq), { event: textOf(event), ...(unit === undefined ? {} : ledgerKeys(pk, unit, event)) });
  for (const other of others) await put(table, pk, ledgerSortKey(event.seq, other), ledgerKeys(pk, other, event));
}

function ledgerKeys(pk: string, unit: string, event: RecordedEvent): Record<string, string> {
  return { listing: ledgerName(siteOfKey(pk), unit), listedAt: `${event.at}#${pk}#${event.seq}`, card: textOf(event) };
}

async function put(table: Table, pk: string, sk: string, attributes: Readonly<Record<string, string>>): Promise<void> {
  const sets = Object.keys(attributes).map((name) => `${name} = :${name}`);
  const values = Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`:${name}`, value]));
  await table.update({ pk, sk, expression: `SET ${sets.join(', ')}`, condition: 'attribute_not_exists(pk)', values, quiet: true });
}
