import { refuse, type Refusal } from '../refusal.ts';
import { ok, type Result } from '../result.ts';
import { mayActInStage } from './decide.ts';
import { may, wrongState, type Action } from './permissions.ts';
import { mayPutOnline, type PublishingAct } from './publish.ts';
import type { Release } from './release.ts';

/** Everything that a person could be offered on an item: what its permissions name, and what the holder of its stage does. */
export const offeredActions = [
  'edit',
  'submit',
  'recall',
  'take-suggestion',
  'decide',
  'suggest',
  'publish',
  'schedule',
  'cancel',
  'retry',
  'withdraw',
  'correct',
  'abandon-correction',
] as const satisfies readonly (Action | 'decide' | 'suggest')[];

export type OfferedAction = (typeof offeredActions)[number];

/**
 * What a person may do to an item now, and of everything else why not: asked of the same rules that the act itself is
 * judged by, so that nothing is offered that would be refused, and nothing refused without a reason.
 */
export function offersOf(release: Release, act: PublishingAct): Readonly<Record<OfferedAction, Result<void, Refusal>>> {
  const offers = offeredActions.map((action) => [action, offerOf(release, action, act)] as const);
  return Object.fromEntries(offers) as Record<OfferedAction, Result<void, Refusal>>;
}

function offerOf(release: Release, action: OfferedAction, act: PublishingAct): Result<void, Refusal> {
  switch (action) {
    case 'decide':
    case 'suggest':
      return release.stage === undefined ? wrongState(release) : withoutValue(mayActInStage(release, { stage: release.stage, contentHash: release.contentHash }, act));
    case 'publish':
    case 'schedule':
    case 'cancel':
    case 'retry':
      return withoutValue(mayPutOnline(release, action, act));
    case 'take-suggestion':
      return release.suggestion === undefined ? refuse('not-found') : may(act.person, action, release);
    default:
      return may(act.person, action, release);
  }
}

function withoutValue(result: Result<unknown, Refusal>): Result<void, Refusal> {
  return result.ok ? ok(undefined) : result;
}
