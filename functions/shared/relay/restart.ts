import type { Change } from '../../../domain/release/change.ts';
import { planFor, planForGeneration } from '../../../domain/release/plan.ts';
import type { Release } from '../../../domain/release/release.ts';
import { quietClocks, restartMachine, restartDeadline } from '../../../domain/release/restart.ts';
import { logInfo } from '../log.ts';
import { commit } from '../record/commit.ts';
import { readHeadAt, releaseIdOfHead, type Head } from '../record/head.ts';
import { deadlineExecution, releaseExecution } from './execution-names.ts';
import type { Lost, Machines } from './machines.ts';
import type { Table } from '../record/table.ts';

/** Whether the record waits for a machine of its generation that does not run (it was stopped, failed, or never started). */
export async function releaseMachineLost(machines: Machines, head: Head): Promise<boolean> {
  if (planFor(head.release).next === 'done' || isStarting(head)) return false;
  return !(await machines.isRunning('release', releaseExecution(releaseIdOfHead(head), head.release.generation)));
}

/** Clocks whose bell should have rung long ago, and that nothing rings: they died, and whoever was to hear of it did not. */
export async function clocksLost(machines: Machines, head: Head, now: number): Promise<readonly Lost[]> {
  const isBeingStarted = (dutyId: string): boolean => Object.values(head.outbox).some((entry) => entry.kind === 'start-deadline' && entry.dutyId === dutyId);
  const quiet = quietClocks(head.release, head.lastAt, now).filter(({ id }) => !isBeingStarted(id));
  const running = await Promise.all(quiet.map(({ id, generation }) => machines.isRunning('deadline', deadlineExecution(id, generation))));
  return quiet.filter((_, place) => running[place] !== true).map(({ id, generation }) => ({ machine: 'deadline', dutyId: id, generation }));
}

/**
 * Wakes a machine that waits although the record has moved on: whatever was said to its token was not heard. Said to one
 * that has moved on as well, it is heard by nobody.
 */
export async function wakeAgain(machines: Machines, { release, wake }: Head): Promise<void> {
  if (wake === undefined || planFor(release).next === 'await-decision') return;
  await machines.signal(wake.token, planForGeneration(release, wake.generation));
}

function isStarting(head: Head): boolean {
  return Object.values(head.outbox).some((entry) => entry.kind === 'start-release' && entry.generation === head.release.generation);
}

/** Beyond this many lost races the caller fails and is tried again, with what it was to do still in the outbox. */
const ROUNDS = 10;

/** Who found the machine lost: its own end, or the sweep, at an ISO instant, after it has been quiet for long. */
export interface Finding {
  readonly found: 'at-once' | 'by-the-sweep';
  readonly at?: string | undefined;
}

/**
 * Starts the next generation of a machine that ended before its work was done. The commit has its own entry in the
 * outbox, so this call does not have to survive it. False when there is nothing to start any more. A lost race says
 * nothing of that: what came in between may be a bell of another duty. So it reads and decides again.
 */
export async function restart(table: Table, pk: string, lost: Lost, finding: Finding = { found: 'at-once' }): Promise<boolean> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const head = await readHeadAt(table, pk);
    const change = head === undefined ? undefined : restartOf(head.release, lost, finding);
    if (head === undefined || change === undefined) return false;
    if ((await commit(table, { head, change, at: Date.parse(finding.at ?? head.lastAt) })) !== undefined) {
      logInfo('EXECUTION_RESTARTED', { pk, machine: lost.machine, generation: lost.generation });
      return true;
    }
    logInfo('COMMIT_CONFLICT', { pk, round });
  }
  throw new Error('The head kept moving on, so the machine could not be started anew.');
}

function restartOf(release: Release, lost: Lost, { found }: Finding): Change | undefined {
  return lost.machine === 'release' ? restartMachine(release, lost.generation, found) : restartDeadline(release, lost.dutyId, lost.generation, found);
}
