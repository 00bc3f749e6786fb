import { canonicalJson, sha256, type Json } from './canonical.ts';

/** What happened, before it has its place in the chain. `by` is a person's id, or `system`. */
export interface EventDraft {
  readonly type: string;
  readonly by: string;
  readonly data: Readonly<Record<string, Json | undefined>>;
}

/** One link of an aggregate's chain. `at` is ISO 8601 in UTC; `seq` counts from 1. */
export interface RecordedEvent extends EventDraft {
  readonly seq: number;
  readonly at: string;
  readonly previousHash: string;
  readonly hash: string;
}

export interface ChainEnd {
  readonly seq: number;
  readonly lastHash: string;
  /** ISO 8601 in UTC; empty before the first event. */
  readonly lastAt: string;
}

export const chainStart: ChainEnd = { seq: 0, lastHash: '', lastAt: '' };

/** The next link. An event's time is the later of the incoming time and the last event's, so the chain never runs backwards. */
export function link(end: ChainEnd, draft: EventDraft, at: number): RecordedEvent {
  const incoming = new Date(at).toISOString();
  const event = {
    seq: end.seq + 1,
    type: draft.type,
    at: incoming > end.lastAt ? incoming : end.lastAt,
    by: draft.by,
    data: draft.data,
    previousHash: end.lastHash,
  };
  return { ...event, hash: hashOf(event) };
}

/** `hash = sha256(previous hash + canonical event)`. */
export function hashOf(event: Omit<RecordedEvent, 'hash'>): string {
  const { previousHash, ...content } = event;
  return sha256(previousHash + canonicalJson(content));
}

/** The first place where a chain is broken, or undefined: a gap, a changed event, or a link that does not hold. */
export function firstBreak(events: readonly RecordedEvent[]): number | undefined {
  let previousHash = '';
  for (const [index, event] of events.entries()) {
    const { hash, ...hashed } = event;
    const intact = event.seq === index + 1 && event.previousHash === previousHash && hash === hashOf(hashed);
    if (!intact) return index + 1;
    previousHash = hash;
  }
  return undefined;
}
