import type { Refusal } from '../../domain/refusal.ts';
import type { Result } from '../../domain/result.ts';
import type { Change } from '../../domain/release/change.ts';
import { planForGeneration, type Plan } from '../../domain/release/plan.ts';
import type { Release } from '../../domain/release/release.ts';
import { changeRelease, type Store } from './record/change-release.ts';

/** What every step of the release machine is called with: the item, the machine's generation, and the state's entered time. */
export interface StepInput {
  readonly releaseId: string;
  readonly generation: number;
  readonly enteredAt: string;
}

/**
 * Records what a step found and answers with what comes next. A step of an older generation changes nothing and is told
 * that it is done.
 */
export async function recordStep(store: Store, input: StepInput, change: (release: Release, at: number) => Change | undefined): Promise<Plan> {
  const at = Date.parse(input.enteredAt);
  const recorded = await changeRelease(store, input.releaseId, at, ({ release }) => ({
    ok: true,
    value: { change: release.generation === input.generation ? change(release, at) : undefined },
  }));
  return planForGeneration(orThrow(recorded).release, input.generation);
}

/** A machine has nobody to refuse: what cannot be done throws, and the state's Retry has its turn. */
export function orThrow<T>(result: Result<T, Refusal>): T {
  if (result.ok) return result.value;
  throw new Error(`The record refused: ${result.error.type}`);
}
