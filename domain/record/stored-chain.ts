import { firstBreak, type RecordedEvent } from './event.ts';

/** A text that should hold an event: its row, its place in the outbox or among the dead letters, or its copy in a ledger. */
export interface StoredText {
  /** The number that the text's own place gives the event. */
  readonly seq: number;
  readonly place: 'row' | 'outbox' | 'dead letters' | 'ledger';
  readonly text: string;
}

/** An aggregate as it is stored. Without an `end` its head is gone. */
export interface StoredChain {
  readonly end?: { readonly seq: number; readonly lastHash: string; readonly lastAt: string } | undefined;
  readonly texts: readonly StoredText[];
}

/** What can be read of it, and each place that is broken, in words. */
export interface Verified {
  readonly events: readonly RecordedEvent[];
  readonly breaks: readonly string[];
}

/**
 * Verifies what is stored of one chain: that every text is the one that was written, in its own place and agreeing with its
 * copies; that the chain holds (I5); and that the head stands at its end.
 */
export function verifyChain({ end, texts }: StoredChain): Verified {
  const breaks: string[] = [];
  const first = new Map<number, StoredText>();
  const events: RecordedEvent[] = [];
  for (const stored of texts.toSorted((one, other) => one.seq - other.seq || Number(one.place === 'ledger') - Number(other.place === 'ledger'))) {
    const event = eventIn(stored.text);
    const known = first.get(stored.seq);
    const fault = faultOf(stored, event, known);
    if (fault !== undefined) breaks.push(`event ${stored.seq} (${stored.place}): ${fault}`);
    if (known === undefined && stored.place !== 'ledger') {
      first.set(stored.seq, stored);
      if (event !== undefined) events.push(event);
    }
  }
  const place = firstBreak(events);
  if (place !== undefined) breaks.push(`event ${place}: ${linkFault(events, place)}`);
  return { events, breaks: [...breaks, ...endFaults(end, events)] };
}

function faultOf({ seq, place, text }: StoredText, event: RecordedEvent | undefined, known: StoredText | undefined): string | undefined {
  if (event === undefined) return 'is not the text that was recorded';
  if (event.seq !== seq) return `has event ${event.seq} in its place`;
  if (known === undefined) return place === 'ledger' ? 'is in no row and not in the outbox' : undefined;
  return known.text === text ? undefined : `differs from the ${known.place}`;
}

function linkFault(events: readonly RecordedEvent[], place: number): string {
  const event = events[place - 1];
  if (event === undefined || event.seq > place) return 'is missing';
  if (event.seq < place) return 'stands out of order';
  return event.previousHash === (events[place - 2]?.hash ?? '') ? 'does not have the hash that it bears' : 'does not follow the one before it';
}

function endFaults(end: StoredChain['end'], events: readonly RecordedEvent[]): string[] {
  if (end === undefined) return ['head: is missing'];
  const last = events.at(-1);
  const agrees = end.seq === (last?.seq ?? 0) && end.lastHash === (last?.hash ?? '') && end.lastAt === (last?.at ?? '');
  return agrees ? [] : [`head: stands at event ${end.seq}, the chain ends ${last === undefined ? 'before its first' : `otherwise, at event ${last.seq}`}`];
}

/** Undefined for a text that is no event, and for one that says the same in other bytes. */
function eventIn(text: string): RecordedEvent | undefined {
  try {
    const event = JSON.parse(text) as RecordedEvent | null;
    return typeof event === 'object' && event !== null && JSON.stringify(event) === text ? event : undefined;
  } catch {
    return undefined;
  }
}
