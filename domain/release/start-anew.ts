import type { Change } from './change.ts';
import { isOpen, type Duty } from './duty.ts';
import { planFor } from './plan.ts';
import type { Release } from './release.ts';

/**
 * Generations are counted on from the next thousand. After a restore the numbers that follow may have been used already,
 * by executions of a time that the record does not know any more, and a used name is refused for 90 days.
 */
const LEAP = 1000;

/** Every machine that the item needs, in a generation that no execution can have had. Undefined where it needs none. */
export function startAnew(release: Release): Change | undefined {
  const needsMachine = planFor(release).next !== 'done';
  const clocks = release.duties.filter(needsClock);
  if (!needsMachine && clocks.length === 0) return undefined;
  const duties = release.duties.map((duty) => (needsClock(duty) ? without({ ...duty, generation: leap(duty.generation) }) : duty));
  const generation = needsMachine ? leap(release.generation) : release.generation;
  const data = { generation, clocks: clocks.map(({ id }) => id) };
  return { release: without({ ...release, generation, duties }), event: { type: 'MachinesStartedAnew', by: 'system', data } };
}

function needsClock(duty: Duty): boolean {
  return isOpen(duty) && duty.nextBell !== undefined;
}

function leap(generation: number): number {
  return (Math.floor(generation / LEAP) + 1) * LEAP;
}

/** An operator's act: what had failed before is not counted on. */
function without<Thing extends { readonly restarts?: number }>({ restarts: _, ...thing }: Thing): Omit<Thing, 'restarts'> {
  return thing;
}
