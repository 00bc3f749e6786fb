import { documentIn, textOf } from '../record/document.ts';
import type { AggregateHead } from '../record/head.ts';
import { DEAD_LETTERS, HEAD } from '../record/keys.ts';
import { queryAll, type Table } from '../record/table.ts';

/** What a dead letter has in the sparse index of outboxes: there the sweeper counts them and an operator finds them. */
export const DEAD = 'dead';

/** An effect that was given up, by where it lies. It says nothing of what it was about. */
export interface DeadLetter {
  readonly pk: string;
  readonly key: string;
  readonly kind: string;
  /** When the record last moved before it was given up (ISO 8601). */
  readonly since: string;
}

/** Lays an entry of an outbox with the dead letters; the outbox itself is closed by whoever carries it out. */
export async function layDown(table: Table, head: AggregateHead<unknown>, key: string): Promise<void> {
  await table.update({
    pk: head.pk,
    sk: `${DEAD_LETTERS}${key}`,
    expression: 'SET entry = :entry, outboxOpen = :dead, outboxSince = :since',
    values: { ':entry': textOf(head.outbox[key]), ':dead': DEAD, ':since': head.lastAt },
    quiet: true,
  });
}

/** Every dead letter that nobody has put back or set aside, oldest first. */
export async function readDeadLetters(table: Table): Promise<readonly DeadLetter[]> {
  const rows = await queryAll(table, { index: 'outbox', condition: 'outboxOpen = :dead', values: { ':dead': DEAD } });
  const letters = await Promise.all(rows.map(({ pk, sk }) => readDeadLetter(table, String(pk), String(sk).slice(DEAD_LETTERS.length))));
  return letters.filter((letter) => letter !== undefined);
}

/** Undefined where there is none, or not any more: the index may be behind. */
export async function readDeadLetter(table: Table, pk: string, key: string): Promise<DeadLetter | undefined> {
  const row = await table.get(pk, `${DEAD_LETTERS}${key}`);
  if (row?.['outboxOpen'] !== DEAD) return undefined;
  return { pk, key, kind: documentIn<{ readonly kind: string }>(row['entry']).kind, since: String(row['outboxSince']) };
}

/**
 * Puts a letter back into its outbox, with all its tries, and then takes it out of the index. Cut off in between, it is in
 * both and may be put back once more: every effect can be repeated. False where the aggregate has no head to put it into.
 */
export async function putBack(table: Table, { pk, key }: Pick<DeadLetter, 'pk' | 'key'>, at: string): Promise<boolean> {
  const row = await table.get(pk, `${DEAD_LETTERS}${key}`);
  const returned = await table.update({
    pk,
    sk: HEAD,
    expression: 'SET outbox.#key = :entry, outboxOpen = :open, outboxSince = :at REMOVE failures.#key',
    condition: 'attribute_exists(pk)',
    names: { '#key': key },
    values: { ':entry': row?.['entry'], ':open': 'open', ':at': at },
    quiet: true,
  });
  if (returned !== undefined) await settle(table, { pk, key }, { replayedAt: at });
  return returned !== undefined;
}

/** Takes a letter out of the index for good. The row stays: nothing can be deleted from the record. */
export async function setAside(table: Table, letter: Pick<DeadLetter, 'pk' | 'key'>, at: string): Promise<void> {
  await settle(table, letter, { setAsideAt: at });
}

async function settle(table: Table, { pk, key }: Pick<DeadLetter, 'pk' | 'key'>, fact: { readonly replayedAt: string } | { readonly setAsideAt: string }): Promise<void> {
  const [[name, at] = ['', '']] = Object.entries(fact);
  await table.update({
    pk,
    sk: `${DEAD_LETTERS}${key}`,
    expression: 'SET #fact = :at REMOVE outboxOpen, outboxSince',
    condition: 'attribute_exists(pk)',
    names: { '#fact': name },
    values: { ':at': at },
    quiet: true,
  });
}
