import { planForGeneration } from '../../../domain/release/plan.ts';
import type { Effect } from '../../../domain/release/effects.ts';
import { releaseIdOfHead, type Head, type OutboxEntry } from '../record/head.ts';
import type { Table } from '../record/table.ts';
import { writeEventRow } from './event-row.ts';
import { releaseExecution, deadlineExecution } from './execution-names.ts';
import type { Lost, Machines } from './machines.ts';
import { releaseMachineLost } from './restart.ts';

export interface RelayDependencies {
  readonly table: Table;
  readonly machines: Machines;
}

/** Carries out one entry; may be repeated at any time. Answers the machine that was found to have ended too early. */
export async function carryOut(relay: RelayDependencies, head: Head, entry: OutboxEntry): Promise<Lost | undefined> {
  switch (entry.kind) {
    case 'event':
      await writeEventRow(relay.table, head.pk, entry.event);
      return undefined;
    case 'wake-token':
      await relay.machines.signal(entry.token, planForGeneration(head.release, entry.generation));
      return undefined;
    case 'wake':
      return wake(relay, head);
    case 'start-release':
      return startRelease(relay, head, entry);
    case 'start-deadline':
      return startDeadline(relay, head, entry);
  }
}

/** Without a token nobody waits yet: the step that is about to wait reads the record and sees what was decided. */
async function wake({ machines }: RelayDependencies, head: Head): Promise<Lost | undefined> {
  const { release } = head;
  if (head.wake === undefined) return (await releaseMachineLost(machines, head)) ? { machine: 'release', generation: release.generation } : undefined;
  const heard = await machines.signal(head.wake.token, planForGeneration(release, head.wake.generation));
  if (heard || !(await releaseMachineLost(machines, head))) return undefined;
  return { machine: 'release', generation: release.generation };
}

async function startRelease({ machines }: RelayDependencies, head: Head, entry: Effect & { kind: 'start-release' }): Promise<Lost | undefined> {
  const releaseId = releaseIdOfHead(head);
  const input = { releaseId, generation: entry.generation, ...entry.plan };
  const start = await machines.start('release', releaseExecution(releaseId, entry.generation), input);
  const unfinished = planForGeneration(head.release, entry.generation).next !== 'done';
  return start === 'closed' && unfinished ? { machine: 'release', generation: entry.generation } : undefined;
}

async function startDeadline({ machines }: RelayDependencies, head: Head, entry: Effect & { kind: 'start-deadline' }): Promise<Lost | undefined> {
  const { dutyId, generation, bellAt } = entry;
  const input = { releaseId: releaseIdOfHead(head), dutyId, generation, bellAt };
  const start = await machines.start('deadline', deadlineExecution(dutyId, generation), input);
  return start === 'closed' ? { machine: 'deadline', dutyId, generation } : undefined;
}
