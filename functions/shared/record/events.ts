import type { RecordedEvent } from '../../../domain/record/event.ts';
import { documentIn } from './document.ts';
import type { AggregateHead, EventEntry } from './head.ts';
import { queryAll, type Table } from './table.ts';

/** An aggregate's whole history in order: the rows that have landed, and what the outbox still holds. */
export async function readEvents(table: Table, head: AggregateHead<EventEntry | { readonly kind: string }>): Promise<readonly RecordedEvent[]> {
  const events = new Map<number, RecordedEvent>();
  const rows = await queryAll(table, { condition: 'pk = :pk AND begins_with(sk, :event)', values: { ':pk': head.pk, ':event': 'EVENT#' } });
  for (const row of rows) remember(events, documentIn<RecordedEvent>(row['event']));
  for (const entry of Object.values(head.outbox)) if (isEvent(entry)) remember(events, entry.event);
  return [...events.values()].sort((one, other) => one.seq - other.seq);
}

function remember(events: Map<number, RecordedEvent>, event: RecordedEvent): void {
  events.set(event.seq, event);
}

function isEvent(entry: { readonly kind: string }): entry is EventEntry {
  return entry.kind === 'event';
}
