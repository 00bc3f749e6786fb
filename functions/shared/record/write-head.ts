import { randomBytes } from 'node:crypto';
import { chainStart, link, type EventDraft, type RecordedEvent } from '../../../domain/record/event.ts';
import { documentIn, textOf } from './document.ts';
import type { AggregateHead, EventEntry, KeptAnswer } from './head.ts';
import { HEAD } from './keys.ts';
import type { Table } from './table.ts';

/** How many answers to idempotency keys a head remembers; a repeat comes within seconds, not after twenty changes. */
const KEPT_ANSWERS = 20;

/** How many writes a head remembers; one whose answer was lost is sent again before so many others have come. */
const KNOWN_WRITES = 20;

export interface HeadWrite<Entry extends { readonly kind: string }> {
  readonly pk: string;
  /** The head that the change was decided on; undefined creates the aggregate. */
  readonly head: AggregateHead<Entry> | undefined;
  readonly event: EventDraft;
  /** What has to follow beside the event's row. */
  readonly effects: readonly Entry[];
  /** Epoch milliseconds of what happened. */
  readonly at: number;
  readonly keep?: KeptAnswer | undefined;
  /** What the aggregate keeps beside its place in the chain and its outbox; what is undefined is removed. */
  readonly attributes: (event: RecordedEvent) => Readonly<Record<string, unknown>>;
}

/**
 * The one write that commits: the new state, the next event and what has to follow, in a single conditional update.
 * Answers undefined when somebody else was faster: reload and decide again. A write whose answer was lost on its way is
 * sent once more by the client, and then refused by what it has written itself: that one stands. It is known by a name
 * that no other write has, since two acts may be alike to the letter and the millisecond. The chain does not tell of it.
 */
export async function writeHead<Entry extends { readonly kind: string }>(
  table: Table,
  { pk, head, event: draft, effects, at, keep, attributes }: HeadWrite<Entry>,
): Promise<AggregateHead<Entry | EventEntry> | undefined> {
  const event = link(head ?? chainStart, draft, at);
  const entries = outboxEntries<Entry | EventEntry>(event.seq, [{ kind: 'event', event }, ...effects]);
  const kept = answersKept(head?.kept, keep);
  const name = randomBytes(9).toString('base64url');
  const writes = [...(head?.writes ?? []), name].slice(-KNOWN_WRITES);
  const all: Record<string, unknown> = {
    seq: event.seq,
    lastHash: event.hash,
    lastAt: event.at,
    outboxOpen: 'open',
    outboxSince: event.at,
    writes: textOf(writes),
    ...(kept === undefined ? {} : { kept: textOf(kept) }),
    ...attributes(event),
  };
  const written = await table.update({ pk, sk: HEAD, quiet: true, ...expressions(head, all, entries) });
  if (written === undefined && !(await stands(table, pk, name))) return undefined;
  const outbox = { ...head?.outbox, ...entries };
  return { pk, seq: event.seq, lastHash: event.hash, lastAt: event.at, outbox, failures: head?.failures ?? {}, kept: kept ?? [], writes };
}

function answersKept(known: readonly KeptAnswer[] | undefined, keep: KeptAnswer | undefined): readonly KeptAnswer[] | undefined {
  return keep === undefined ? known : [...(known ?? []), keep].slice(-KEPT_ANSWERS);
}

/** Whether this very write was made, however far the chain has gone on since. */
async function stands(table: Table, pk: string, name: string): Promise<boolean> {
  const head = await table.get(pk, HEAD);
  return head?.['writes'] !== undefined && documentIn<readonly string[]>(head['writes']).includes(name);
}

function outboxEntries<Entry extends { readonly kind: string }>(seq: number, all: readonly Entry[]): Record<string, Entry> {
  return Object.fromEntries(all.map((entry, place) => [`${String(seq).padStart(6, '0')}-${place}-${entry.kind}`, entry]));
}

interface Expressions {
  readonly expression: string;
  readonly condition: string;
  readonly names: Record<string, string>;
  readonly values: Record<string, unknown>;
}

function expressions(head: { readonly seq: number } | undefined, attributes: Record<string, unknown>, entries: Record<string, unknown>): Expressions {
  const names: Record<string, string> = {};
  const values: Record<string, unknown> = {};
  const sets: string[] = [];
  const removes: string[] = [];
  for (const [place, [name, value]] of Object.entries(attributes).entries()) {
    names[`#a${place}`] = name;
    if (value === undefined) removes.push(`#a${place}`);
    else sets.push(`#a${place} = :a${place}`);
    if (value !== undefined) values[`:a${place}`] = value;
  }
  names['#outbox'] = 'outbox';
  if (head === undefined) {
    sets.push('#outbox = :outbox', 'failures = :none');
    Object.assign(values, { ':outbox': Object.fromEntries(Object.entries(entries).map(([key, entry]) => [key, textOf(entry)])), ':none': {} });
  } else {
    for (const [place, [key, entry]] of Object.entries(entries).entries()) {
      names[`#o${place}`] = key;
      values[`:o${place}`] = textOf(entry);
      sets.push(`#outbox.#o${place} = :o${place}`);
    }
    values[':seen'] = head.seq;
  }
  const removal = removes.length === 0 ? '' : ` REMOVE ${removes.join(', ')}`;
  return { expression: `SET ${sets.join(', ')}${removal}`, condition: head === undefined ? 'attribute_not_exists(pk)' : 'seq = :seen', names, values };
}
