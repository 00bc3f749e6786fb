import type { Approval } from './approval.ts';
import type { Person } from '../people/person.ts';
import type { Release } from './release.ts';

type Line = Pick<Release, 'approvals' | 'contentHash' | 'taken'>;

/**
 * What a person has approved in a stage that has come to the content as it is now by suggestions alone: then one act
 * confirms the difference. Undefined where the stage has to be gone through in full.
 */
export function approvalToConfirm({ approvals, contentHash, taken = [] }: Line, stage: string, person: Pick<Person, 'id'>): Approval | undefined {
  const origins = originsOf(contentHash, taken);
  return approvals.findLast((approval) => approval.stage === stage && approval.by === person.id && origins.has(approval.contentHash));
}

function originsOf(contentHash: string, taken: NonNullable<Line['taken']>): ReadonlySet<string> {
  const origins = new Set<string>();
  for (const { from, to } of taken.toReversed()) if (to === contentHash || origins.has(to)) origins.add(from);
  return origins;
}
