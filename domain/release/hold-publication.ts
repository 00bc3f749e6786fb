import { changeByMachine, type Change } from './change.ts';
import type { Release } from './release.ts';

/** Publishing is paused at the site: the item stays where it is, in `publishing`, and its machine ends. */
export function holdPublication(release: Release, at: number): Change | undefined {
  if (release.state !== 'publishing' || release.held !== undefined) return undefined;
  return changeByMachine(release, { held: { since: new Date(at).toISOString() } }, 'PublicationHeld');
}

/** The pause is over: what was held goes on by itself, in a machine of the next generation. */
export function letGo(release: Release): Change | undefined {
  if (release.state !== 'publishing' || release.held === undefined) return undefined;
  return changeByMachine(release, { held: undefined, generation: release.generation + 1, restarts: undefined }, 'PublicationLetGo');
}
