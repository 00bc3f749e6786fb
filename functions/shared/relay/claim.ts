import { textOf } from '../record/document.ts';
import { HEAD } from '../record/keys.ts';
import type { Table } from '../record/table.ts';

/** Something to be sent, which cannot be repeated without somebody noticing. */
export interface Claimable {
  readonly kind: string;
  /** ISO instant at which a relay took it on. */
  readonly claimedAt?: string;
}

export interface Claiming<Entry extends Claimable> {
  readonly table: Table;
  readonly pk: string;
  readonly key: string;
  /** The entry as it was read. */
  readonly entry: Entry;
  /** ISO instant of this relay's call. */
  readonly at: string;
}

/** A relay that has not sent by then was cut off: its time-out is a minute. */
const PATIENCE_MILLISECONDS = 2 * 60_000;

/**
 * Sends an entry that no other relay is sending: two that read the same outbox do not both send it. Whoever was cut off
 * between sending and closing has it sent once more, after a while. False where another relay is at it.
 */
export async function sendOnce<Entry extends Claimable>(claiming: Claiming<Entry>, send: (entry: Entry) => Promise<void>): Promise<boolean> {
  const { entry, at } = claiming;
  if (entry.claimedAt !== undefined && Date.parse(at) < Date.parse(entry.claimedAt) + PATIENCE_MILLISECONDS) return false;
  const claimed = { ...entry, claimedAt: at };
  if (!(await replace(claiming, entry, claimed))) return false;
  try {
    await send(claimed);
  } catch (error) {
    const { claimedAt: _, ...free } = entry;
    await replace(claiming, claimed, free);
    throw error;
  }
  return true;
}

/** Entries are compared as they are written, so that one of two wins. */
async function replace({ table, pk, key }: Omit<Claiming<Claimable>, 'entry'>, seen: Claimable, next: Claimable): Promise<boolean> {
  const written = await table.update({
    pk,
    sk: HEAD,
    expression: 'SET outbox.#key = :next',
    condition: 'outbox.#key = :seen',
    names: { '#key': key },
    values: { ':next': textOf(next), ':seen': textOf(seen) },
    quiet: true,
  });
  return written !== undefined;
}
