import type { RecordedEvent } from '../../../domain/record/event.ts';
import { documentIn } from './document.ts';
import type { AggregateHead, EventEntry } from './head.ts';
import { DEAD_LETTERS } from './keys.ts';
import { queryAll, type Table } from './table.ts';

/** An aggregate's whole history in order: the rows that have landed, and what the outbox or the dead letters still hold. */
export async function readEvents(table: Table, head: AggregateHead<EventEntry | { readonly kind: string }>): Promise<readonly RecordedEvent[]> {
  const events = new Map<number, RecordedEvent>();
  const rowsOf = (prefix: string) => queryAll(table, { condition: 'pk = :pk AND begins_with(sk, :prefix)', values: { ':pk': head.pk, ':prefix': prefix } });
  const [landed, dead] = await Promise.all([rowsOf('EVENT#'), rowsOf(DEAD_LETTERS)]);
  for (const row of landed) remember(events, documentIn<RecordedEvent>(row['event']));
  const given = dead.map((row) => documentIn<EventEntry | { readonly kind: string }>(row['entry']));
  for (const entry of [...given, ...Object.values(head.outbox)]) if (isEvent(entry)) remember(events, entry.event);
  return [...events.values()].sort((one, other) => one.seq - other.seq);
}

function remember(events: Map<number, RecordedEvent>, event: RecordedEvent): void {
  events.set(event.seq, event);
}

function isEvent(entry: { readonly kind: string }): entry is EventEntry {
  return entry.kind === 'event';
}
