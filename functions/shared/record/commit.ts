import { chainStart, link } from '../../../domain/record/event.ts';
import type { Change } from '../../../domain/release/change.ts';
import { effectsOf } from '../../../domain/release/effects.ts';
import { cardOf } from './card.ts';
import { textOf } from './document.ts';
import { indexKeysOf } from './index-keys.ts';
import { HEAD, releaseKey } from './keys.ts';
import type { Head, KeptAnswer, OutboxEntry } from './head.ts';
import type { Table } from './table.ts';

/** How many answers to idempotency keys a head remembers; a repeat comes within seconds, not after twenty changes. */
const KEPT_ANSWERS = 20;

export interface Commit {
  /** The head that the change was decided on; undefined creates the item. */
  readonly head: Head | undefined;
  readonly change: Change;
  /** Epoch milliseconds of what happened. */
  readonly at: number;
  readonly keep?: KeptAnswer | undefined;
}

/**
 * The one write that commits: the new state, the next event and what has to follow, in a single conditional update.
 * Answers undefined when somebody else was faster: reload and decide again.
 */
export async function commit(table: Table, { head, change, at, keep }: Commit): Promise<Head | undefined> {
  const event = link(head ?? chainStart, change.event, at);
  const entries = outboxEntries(event.seq, [{ kind: 'event', event }, ...effectsOf(head?.release, change.release)]);
  const kept = keep === undefined ? head?.kept : [...(head?.kept ?? []), keep].slice(-KEPT_ANSWERS);
  const attributes: Record<string, unknown> = {
    seq: event.seq,
    lastHash: event.hash,
    lastAt: event.at,
    release: textOf(change.release),
    generation: change.release.generation,
    outboxOpen: 'open',
    outboxSince: event.at,
    ...(kept === undefined ? {} : { kept: textOf(kept) }),
    card: textOf(cardOf(change.release)),
    ...indexKeysOf(change.release, event.at),
  };
  const pk = releaseKey(change.release.id);
  const written = await table.update({ pk, sk: HEAD, quiet: true, ...expressions(head, attributes, entries) });
  if (written === undefined) return undefined;
  const { seq, hash: lastHash, at: lastAt } = event;
  const outbox = { ...head?.outbox, ...entries };
  return { failures: {}, ...head, pk, seq, lastHash, lastAt, release: change.release, outbox, kept: kept ?? [] };
}

function outboxEntries(seq: number, all: readonly OutboxEntry[]): Record<string, OutboxEntry> {
  return Object.fromEntries(all.map((entry, place) => [`${String(seq).padStart(6, '0')}-${place}-${entry.kind}`, entry]));
}

interface Expressions {
  readonly expression: string;
  readonly condition: string;
  readonly names: Record<string, string>;
  readonly values: Record<string, unknown>;
}

function expressions(head: Head | undefined, attributes: Record<string, unknown>, entries: Record<string, OutboxEntry>): Expressions {
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
