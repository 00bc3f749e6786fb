import { logError } from '../log.ts';
import type { AggregateHead } from '../record/head.ts';
import { HEAD } from '../record/keys.ts';
import type { Table } from '../record/table.ts';
import { layDown } from './dead-letters.ts';
import { RefusedForGood } from './refused-for-good.ts';

/** After this many failures, or one refusal for good, an entry is laid with the dead letters: the outbox is not kept open for ever. */
const MOST_ATTEMPTS = 10;

export interface Outcome<Found> {
  readonly key: string;
  readonly closable: boolean;
  /** What carrying it out brought to light. */
  readonly found?: Found | undefined;
}

/** Carries out every entry of an outbox. Each stands alone: one that fails stays for the next call and blocks no other. */
export async function attemptEntries<Entry extends { readonly kind: string }, Found>(
  table: Table,
  head: AggregateHead<Entry>,
  carryOut: (entry: Entry, key: string) => Promise<Found>,
): Promise<Outcome<Found>[]> {
  const keys = Object.keys(head.outbox).sort();
  return Promise.all(keys.map((key) => attempt(table, head, key, carryOut)));
}

async function attempt<Entry extends { readonly kind: string }, Found>(
  table: Table,
  head: AggregateHead<Entry>,
  key: string,
  carryOut: (entry: Entry, key: string) => Promise<Found>,
): Promise<Outcome<Found>> {
  const entry = head.outbox[key];
  if (entry === undefined) return { key, closable: false };
  try {
    return { key, closable: true, found: await carryOut(entry, key) };
  } catch (error) {
    logError('EFFECT_FAILED', error, { pk: head.pk, effect: entry.kind });
    return { key, closable: await isBeyondHope(table, head, key, error) };
  }
}

async function isBeyondHope(table: Table, head: AggregateHead<unknown>, key: string, error: unknown): Promise<boolean> {
  if (!(error instanceof RefusedForGood) && (head.failures[key] ?? 0) + 1 < MOST_ATTEMPTS) {
    await table.update({
      pk: head.pk,
      sk: HEAD,
      expression: 'SET failures.#key = if_not_exists(failures.#key, :zero) + :one',
      condition: 'attribute_exists(outbox.#key)',
      names: { '#key': key },
      values: { ':zero': 0, ':one': 1 },
    });
    return false;
  }
  await layDown(table, head, key);
  logError('EFFECT_DEAD', undefined, { pk: head.pk, key });
  return true;
}
