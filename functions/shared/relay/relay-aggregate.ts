import { logError } from '../log.ts';
import { readHeadAt, type Head } from '../record/head.ts';
import { textOf } from '../record/document.ts';
import { HEAD } from '../record/keys.ts';
import type { Table } from '../record/table.ts';
import { carryOut, type RelayDependencies } from './carry-out.ts';
import type { Lost } from './machines.ts';
import { restart, releaseMachineLost } from './restart.ts';
import { closeEntries } from './close-entries.ts';

/** After this many failures an entry is laid with the dead letters, so that it does not keep the outbox open for ever. */
const MOST_ATTEMPTS = 10;

/**
 * Carries out every entry of an outbox, then closes those that are done. Each entry stands alone: one that fails stays
 * for the next call and blocks no other. Being cut off between any two lines loses nothing, since every effect can be
 * repeated and an entry is closed only after its effect.
 */
export async function relayAggregate(relay: RelayDependencies, pk: string, checkMachine = false): Promise<void> {
  const head = await readHeadAt(relay.table, pk);
  if (head === undefined) return;
  const outcomes = await Promise.all(Object.keys(head.outbox).sort().map((key) => attempt(relay, head, key)));
  const lost = outcomes.flatMap((outcome) => (outcome.lost === undefined ? [] : [outcome.lost]));
  if (checkMachine && (await releaseMachineLost(relay.machines, head))) lost.push({ machine: 'release', generation: head.release.generation });
  let restarted = false;
  for (const machine of lost) restarted = (await restart(relay.table, pk, machine)) || restarted;
  // Closed last: an entry that found its machine lost is what remembers to start the next one, should this be cut off.
  const closable = outcomes.filter((outcome) => outcome.closable).map((outcome) => outcome.key);
  if (closable.length > 0) await closeEntries(relay.table, head, closable);
  // A restart has its own entry in the outbox. Restarts without anybody's act are counted, so this ends.
  if (restarted) await relayAggregate(relay, pk);
}

interface Outcome {
  readonly key: string;
  readonly closable: boolean;
  readonly lost?: Lost | undefined;
}

async function attempt(relay: RelayDependencies, head: Head, key: string): Promise<Outcome> {
  const entry = head.outbox[key];
  if (entry === undefined) return { key, closable: false };
  try {
    return { key, closable: true, lost: await carryOut(relay, head, entry) };
  } catch (error) {
    logError('EFFECT_FAILED', error, { pk: head.pk, effect: entry.kind });
    return { key, closable: await isBeyondHope(relay.table, head, key) };
  }
}

async function isBeyondHope(table: Table, head: Head, key: string): Promise<boolean> {
  if ((head.failures[key] ?? 0) + 1 < MOST_ATTEMPTS) {
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
  await table.update({ pk: head.pk, sk: `DEAD#${key}`, expression: 'SET entry = :entry', values: { ':entry': textOf(head.outbox[key]) }, quiet: true });
  logError('EFFECT_DEAD', undefined, { pk: head.pk, key });
  return true;
}
