import type { World } from '../world.ts';

/** The world of the history that is being run: one at a time in a process. */
let current: World | undefined;

export function enter(world: World): void {
  current = world;
}

export function theWorld(): World {
  if (current === undefined) throw new Error('No history is being run.');
  return current;
}
