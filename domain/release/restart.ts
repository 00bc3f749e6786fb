import { changeDuty, dutyIn } from './change-duty.ts';
import type { Change } from './change.ts';
import { withFields } from '../record/with-fields.ts';
import { isOpen } from './duty.ts';
import { planFor } from './plan.ts';
import type { Release } from './release.ts';

/** A machine that fails this often in a row without anybody acting on the item, or a clock without a bell rung, is left to an operator. */
const MOST_RESTARTS = 5;

/** The next generation of a release machine that ended too early; undefined when its work was done, or is another generation's. */
export function restartMachine(release: Release, generation: number): Change | undefined {
  const restarts = release.restarts ?? 0;
  if (release.generation !== generation || planFor(release).next === 'done' || restarts >= MOST_RESTARTS) return undefined;
  return {
    release: withFields(release, { generation: generation + 1, restarts: restarts + 1 }),
    event: { type: 'MachineRestarted', by: 'system', data: { generation: generation + 1 } },
  };
}

/** The same for a duty's clock: the next generation waits for the bell that the last one did not ring. */
export function restartDeadline(release: Release, dutyId: string, generation: number): Change | undefined {
  const duty = dutyIn(release, dutyId);
  if (duty === undefined || !isOpen(duty) || duty.generation !== generation || duty.nextBell === undefined) return undefined;
  const restarts = (duty.restarts ?? 0) + 1;
  if (restarts > MOST_RESTARTS) return undefined;
  const after = { ...duty, generation: generation + 1, restarts };
  return changeDuty(release, after, { type: 'ClockRestarted', by: 'system', data: { duty: dutyId, generation: generation + 1 } });
}
