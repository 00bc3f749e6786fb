import { changeDuty, dutyIn } from './change-duty.ts';
import type { Change } from './change.ts';
import { withFields } from '../record/with-fields.ts';
import { isOpen, type Duty } from './duty.ts';
import { planFor } from './plan.ts';
import type { Release } from './release.ts';

/**
 * A machine that ends this often in a row without anybody acting on the item is not started anew at once any more, but by
 * the sweep, after a while that grows: a withdrawal goes on until it has worked, however long the portal is away. So is a
 * clock that ends this often without a bell rung.
 */
const MOST_AT_ONCE = 5;

/** Minutes that the sweep leaves a machine to its work, and the most that they grow to. */
const PATIENCE_MINUTES = 10;
const MOST_PATIENCE_MINUTES = 40;

/** How long the sweep waits, in milliseconds, before it looks whether a machine or a clock still runs. */
export function patienceWith({ restarts = 0 }: Pick<Release | Duty, 'restarts'>): number {
  const doubled = PATIENCE_MINUTES * 2 ** Math.max(0, restarts - MOST_AT_ONCE);
  return Math.min(doubled, MOST_PATIENCE_MINUTES) * 60_000;
}

/** The next generation of a release machine that ended too early; undefined when its work was done, or is another generation's. */
export function restartMachine(release: Release, generation: number, found: 'at-once' | 'by-the-sweep' = 'at-once'): Change | undefined {
  const restarts = release.restarts ?? 0;
  if (release.generation !== generation || planFor(release).next === 'done') return undefined;
  if (found === 'at-once' && restarts >= MOST_AT_ONCE) return undefined;
  return {
    release: withFields(release, { generation: generation + 1, restarts: restarts + 1 }),
    event: { type: 'MachineRestarted', by: 'system', data: { generation: generation + 1 } },
  };
}

/** The duties whose bell should have rung long ago, at an epoch millisecond; `lastAt` is when the record last changed. */
export function quietClocks({ duties }: Release, lastAt: string, now: number): readonly Duty[] {
  return duties.filter((duty) => {
    if (!isOpen(duty) || duty.nextBell === undefined) return false;
    return Math.max(Date.parse(duty.nextBell.at), Date.parse(lastAt)) + patienceWith(duty) < now;
  });
}

/** The same for a duty's clock: the next generation waits for the bell that the last one did not ring. */
export function restartDeadline(release: Release, dutyId: string, generation: number, found: 'at-once' | 'by-the-sweep' = 'at-once'): Change | undefined {
  const duty = dutyIn(release, dutyId);
  if (duty === undefined || !isOpen(duty) || duty.generation !== generation || duty.nextBell === undefined) return undefined;
  const restarts = duty.restarts ?? 0;
  if (found === 'at-once' && restarts >= MOST_AT_ONCE) return undefined;
  const after = { ...duty, generation: generation + 1, restarts: restarts + 1 };
  return changeDuty(release, after, { type: 'ClockRestarted', by: 'system', data: { duty: dutyId, generation: generation + 1 } });
}
