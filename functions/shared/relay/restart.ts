import { restartMachine, restartDeadline } from '../../../domain/release/restart.ts';
import { planFor } from '../../../domain/release/plan.ts';
import { logInfo } from '../log.ts';
import { commit } from '../record/commit.ts';
import { readHeadAt, releaseIdOfHead, type Head } from '../record/head.ts';
import type { Lost } from './carry-out.ts';
import { releaseExecution } from './execution-names.ts';
import type { Machines } from './machines.ts';
import type { Table } from '../record/table.ts';

/** Whether the record waits for a machine of its generation that does not run (it was stopped, failed, or never started). */
export async function releaseMachineLost(machines: Machines, head: Head): Promise<boolean> {
  if (planFor(head.release).next === 'done' || isStarting(head)) return false;
  return !(await machines.isRunning('release', releaseExecution(releaseIdOfHead(head), head.release.generation)));
}

function isStarting(head: Head): boolean {
  return Object.values(head.outbox).some((entry) => entry.kind === 'start-release' && entry.generation === head.release.generation);
}

/**
 * Starts the next generation of a machine that ended before its work was done. The commit has its own entry in the
 * outbox, so this call does not have to survive it. False when there was nothing to start, or somebody else has moved the item on.
 */
export async function restart(table: Table, pk: string, lost: Lost): Promise<boolean> {
  const head = await readHeadAt(table, pk);
  if (head === undefined) return false;
  const change = lost.machine === 'release' ? restartMachine(head.release, lost.generation) : restartDeadline(head.release, lost.dutyId, lost.generation);
  if (change === undefined) return false;
  const at = new Date(head.lastAt).getTime();
  if ((await commit(table, { head, change, at })) === undefined) return false;
  logInfo('EXECUTION_RESTARTED', { pk, machine: lost.machine, generation: lost.generation });
  return true;
}
