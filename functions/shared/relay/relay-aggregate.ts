import { readHeadAt, type Head } from '../record/head.ts';
import { attemptEntries } from './attempt-entries.ts';
import { carryOut, type RelayDependencies } from './carry-out.ts';
import { clocksLost, releaseMachineLost, restart, wakeAgain } from './restart.ts';
import { closeEntries } from './close-entries.ts';

/**
 * Carries out every entry of an outbox, then closes those that are done. Each entry stands alone: one that fails stays
 * for the next call and blocks no other. Being cut off between any two lines loses nothing, since every effect can be
 * repeated and an entry is closed only after its effect. `at` is the instant of the sweep that calls;
 * whoever has just committed calls without one, and the time is that of the last commit.
 */
export async function relayAggregate(relay: RelayDependencies, pk: string, checkMachine = false, at?: string): Promise<void> {
  const head = await readHeadAt(relay.table, pk);
  if (head === undefined) return;
  const outcomes = await attemptEntries(relay.table, head, (entry, key) => carryOut(relay, { head, key, entry, at: at ?? head.lastAt }));
  const lost = outcomes.flatMap(({ found }) => (typeof found === 'object' ? [found] : []));
  let restarted = checkMachine && (await checkMachines(relay, head, at));
  for (const machine of lost) restarted = (await restart(relay.table, pk, machine)) || restarted;
  // Closed last: an entry that found its machine lost is what remembers to start the next one, should this be cut off.
  const closable = outcomes.filter(({ closable, found }) => closable && typeof found !== 'string').map(({ key }) => key);
  await closeEntries(relay.table, head, closable);
  // What stands in the place of a notice, or starts a machine anew, has its own entry in the outbox. Notices are addressed
  // once, and restarts without anybody's act are counted, so this ends.
  const addressed = outcomes.some(({ found }) => found === 'addressed');
  if (restarted || addressed) await relayAggregate(relay, pk, false, at);
}

/** Whether the item's machine, or one of its clocks, had gone quiet and was started anew. A machine that runs and did not hear is told again. */
async function checkMachines({ table, machines }: RelayDependencies, head: Head, at: string | undefined): Promise<boolean> {
  const isLost = await releaseMachineLost(machines, head);
  if (!isLost) await wakeAgain(machines, head);
  const lost = [...(isLost ? [{ machine: 'release', generation: head.release.generation } as const] : []), ...(await clocksLost(machines, head, Date.parse(at ?? head.lastAt)))];
  let restarted = false;
  for (const each of lost) restarted = (await restart(table, head.pk, each, { found: 'by-the-sweep', at })) || restarted;
  return restarted;
}
