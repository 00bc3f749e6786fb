import { effectsOf, type Effect } from '../../../domain/release/effects.ts';
import { beginPublishing, recordFailure, recordPublished, recordTakenDown } from '../../../domain/release/machine-steps.ts';
import type { Change } from '../../../domain/release/change.ts';
import { planForGeneration, type Plan } from '../../../domain/release/plan.ts';
import type { Release } from '../../../domain/release/release.ts';

/** A release with the machines that its effects have started: small enough to see that nobody is ever forgotten. */
export interface World {
  readonly release: Release;
  /** The machines that run, each at the step it was told to do. */
  readonly machines: ReadonlyMap<number, Plan>;
}

export function worldOf(release: Release): World {
  return { release, machines: new Map() };
}

/** Commits a change and carries out its effects as the relay does. */
export function committed(world: World, change: Change): World {
  const effects = effectsOf(world.release, change.release);
  return effects.reduce((next, effect) => carriedOut(next, effect), { ...world, release: change.release });
}

function carriedOut(world: World, effect: Effect): World {
  const machines = new Map(world.machines);
  if (effect.kind === 'start-release') machines.set(effect.generation, effect.plan);
  if (effect.kind === 'wake') {
    for (const [generation, step] of machines) if (step.next === 'await-decision') machines.set(generation, planForGeneration(world.release, generation));
  }
  return { ...world, machines: ended(machines) };
}

export type Luck = 'succeeds' | 'fails';

/** Every machine that does not wait for a person takes one step at `at`; those that are done end. */
export function stepped(world: World, at: number, luck: Luck): World {
  let next = world;
  for (const [generation, step] of world.machines) {
    const change = generation === next.release.generation ? changeOf(next.release, step, at, luck) : undefined;
    if (change !== undefined) next = committed(next, change);
    if (isWaiting(step, at)) continue;
    next = { ...next, machines: ended(new Map(next.machines).set(generation, planForGeneration(next.release, generation))) };
  }
  return next;
}

function isWaiting(step: Plan, at: number): boolean {
  return step.next === 'await-decision' || (step.next === 'await-schedule' && Date.parse(step.at) > at);
}

function changeOf(release: Release, step: Plan, at: number, luck: Luck): Change | undefined {
  const online = { url: `/zhejiang/art/2025/${release.id}.html`, indexNumber: '002482082/2025-00001' };
  if (step.next === 'await-schedule') return beginPublishing(release, at);
  if (step.next === 'publish') return luck === 'succeeds' ? recordPublished(release, online, at) : recordFailure(release, 'no luck');
  return step.next === 'take-down' ? recordTakenDown(release, at) : undefined;
}

function ended(machines: Map<number, Plan>): Map<number, Plan> {
  return new Map([...machines].filter(([, step]) => step.next !== 'done'));
}
