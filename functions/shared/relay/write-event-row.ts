import type { RecordedEvent } from '../../../domain/record/event.ts';
import { textOf } from '../record/document.ts';
import { eventSortKey } from '../record/keys.ts';
import type { Table } from '../record/table.ts';

/** The row of an event: written once and never over. */
export async function writeEventRow(table: Table, pk: string, event: RecordedEvent): Promise<void> {
  await table.update({
    pk,
    sk: eventSortKey(event.seq),
    expression: 'SET event = :event',
    condition: 'attribute_not_exists(pk)',
    values: { ':event': textOf(event) },
    quiet: true,
  });
}
