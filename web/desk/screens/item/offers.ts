import type { Release, State } from '../../api/types.ts';

export type Action = keyof Release['actions'];

/** An act that is offered: it may be done, or `why` says why not. */
export interface Offer {
  readonly why: string | undefined;
}

/** Where an item stands that is worked on: of what is online, its correction. */
export function standingOf({ pending, state, stage }: Release): { readonly state: State; readonly stage: string | undefined } {
  return pending === undefined ? { state, stage } : { state: pending.state, stage: pending.stage };
}

/** States in which somebody who has the role would look for the act: there it is said why it may not be done. */
const LOOKED_FOR: Partial<Record<Action, readonly State[]>> = {
  edit: ['draft', 'returned'],
  submit: ['draft', 'returned'],
  'take-suggestion': ['in-review'],
  decide: ['in-review'],
  publish: ['approved'],
  schedule: ['approved', 'scheduled'],
  cancel: ['scheduled'],
  retry: ['publish-failed'],
};

/** Undefined where the act is not of the person's, or not of the moment: then nothing is shown. */
export function offerOf(release: Release, action: Action): Offer | undefined {
  const offer = release.actions[action];
  if (offer.allowed) return { why: undefined };
  const { type, detail, errors = [] } = offer.problem;
  // Of those who have the role, a refusal says in its faults what stands in the way: A is on duty, or they are on leave.
  const isTheirs = type !== 'not-found' && (type !== 'forbidden' || errors.length > 0);
  const isLookedFor = LOOKED_FOR[action]?.includes(standingOf(release).state) ?? false;
  return isTheirs && isLookedFor ? { why: errors[0]?.detail ?? detail } : undefined;
}
