import { planForGeneration } from '../../../domain/release/plan.ts';
import type { Effect } from '../../../domain/release/effects.ts';
import { releaseIdOfHead, type Head, type OutboxEntry } from '../record/head.ts';
import type { Table } from '../record/table.ts';
import { sendOnce } from './claim.ts';
import { writeEventRow } from './event-row.ts';
import { releaseExecution, deadlineExecution } from './execution-names.ts';
import type { Lost, Machines } from './machines.ts';
import { releaseMachineLost } from './restart.ts';
import { addressNotice, mailNotice, postNotice, type Telling } from './tell.ts';

export interface RelayDependencies {
  readonly table: Table;
  readonly machines: Machines;
  /** Undefined where a stage tells nobody. */
  readonly telling?: Telling | undefined;
}

/**
 * What carrying an entry out has brought to light: a machine that ended too early; that others stand in its place now; that
 * another relay is at it. The last two leave the entry where it is.
 */
export type Found = Lost | 'addressed' | 'in-other-hands';

export interface Entry {
  readonly head: Head;
  readonly key: string;
  readonly entry: OutboxEntry;
  /** ISO instant of the call. */
  readonly at: string;
}

/** Carries out one entry; may be repeated at any time. */
export async function carryOut(relay: RelayDependencies, { head, key, entry, at }: Entry): Promise<Found | undefined> {
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
    case 'tell':
    case 'mail':
    case 'webhook':
      return tell(relay, { head, key, entry, at });
  }
}

async function tell({ table, telling }: RelayDependencies, { head, key, entry, at }: Entry): Promise<'addressed' | 'in-other-hands' | undefined> {
  if (telling === undefined) return undefined;
  const of = { table, telling, head, key, at: Date.parse(at) };
  if (entry.kind === 'tell') return (await addressNotice(of, entry.notice)) ? 'addressed' : undefined;
  const claiming = { table, pk: head.pk, key, at };
  if (entry.kind === 'mail') return (await sendOnce({ ...claiming, entry }, () => mailNotice(of, entry))) ? undefined : 'in-other-hands';
  if (entry.kind === 'webhook') return (await sendOnce({ ...claiming, entry }, () => postNotice(of, entry))) ? undefined : 'in-other-hands';
  return undefined;
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
