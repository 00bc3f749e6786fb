import type { Notice } from '../notices/notice.ts';
import { noticesOf } from '../notices/notices-of.ts';
import { isOpen } from './duty.ts';
import { planFor, type Plan } from './plan.ts';
import type { Release } from './release.ts';

/** What has to be carried out after a commit. Each is idempotent and is kept in the outbox until it has been done. */
export type Effect =
  | { readonly kind: 'wake' }
  | { readonly kind: 'start-release'; readonly generation: number; readonly plan: Plan }
  | { readonly kind: 'start-deadline'; readonly dutyId: string; readonly generation: number; readonly bellAt: string }
  | { readonly kind: 'tell'; readonly notice: Notice };

/** Derived from the difference that a commit makes, so that no command can forget one. */
export function effectsOf(before: Release | undefined, after: Release): Effect[] {
  const effects: Effect[] = [];
  const sameMachine = before?.generation === after.generation;
  if (before !== undefined && planFor(before).next === 'await-decision' && hasMoved(before, after)) effects.push({ kind: 'wake' });
  const plan = planFor(after);
  if (!sameMachine && plan.next !== 'done') effects.push({ kind: 'start-release', generation: after.generation, plan });
  return [...effects, ...deadlinesToStart(before, after), ...noticesOf(before, after).map((notice): Effect => ({ kind: 'tell', notice }))];
}

/** A bell, say, changes the record and nothing that a machine waits for. */
function hasMoved(before: Release, after: Release): boolean {
  return before.state !== after.state || before.stage !== after.stage;
}

function deadlinesToStart(before: Release | undefined, after: Release): Effect[] {
  const known = new Set(before?.duties.map((duty) => `${duty.id} ${duty.generation}`));
  return after.duties
    .filter((duty) => isOpen(duty) && !known.has(`${duty.id} ${duty.generation}`))
    .flatMap(({ id, generation, nextBell }) => (nextBell === undefined ? [] : [{ kind: 'start-deadline', dutyId: id, generation, bellAt: nextBell.at }]));
}

/**
 * The generation after a person's change: raised when something must run again and the machine of the last generation
 * cannot be woken, because it has ended or stands in a Wait.
 */
export function nextGeneration(before: Release, after: Release): number {
  const asleep = planFor(before).next === 'done' || planFor(before).next === 'await-schedule';
  const changed = JSON.stringify(planFor(after)) !== JSON.stringify(planFor(before));
  return asleep && changed ? before.generation + 1 : before.generation;
}
