import { readSwitch } from '../record/publishing-switch.ts';
import { siteOfKey } from '../record/keys.ts';
import type { Table } from '../record/table.ts';
import { attemptEntries } from './attempt-entries.ts';
import { closeEntries } from './close-entries.ts';
import { writeEventRow } from './event-row.ts';

/** Carries out the outbox of a site's switch: rows of its history. */
export async function relaySwitch(table: Table, pk: string): Promise<void> {
  const head = await readSwitch(table, siteOfKey(pk));
  if (head === undefined) return;
  const outcomes = await attemptEntries(table, head, (entry) => writeEventRow(table, pk, entry.event));
  await closeEntries(table, head, outcomes.filter(({ closable }) => closable).map(({ key }) => key));
}
