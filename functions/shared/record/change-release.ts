import type { Change } from '../../../domain/release/change.ts';
import type { Refusal } from '../../../domain/refusal.ts';
import type { Result } from '../../../domain/result.ts';
import { changeHead, type Aggregate, type DecisionOf, type Store } from './change-head.ts';
import { commit } from './commit.ts';
import { readHead, type Head } from './head.ts';

export { callRelayAgain, callRelayQuietly, type Store } from './change-head.ts';

export type Decision = DecisionOf<Change>;

const releases: Aggregate<Head, Change> = { read: readHead, commit, versionOf: ({ release }) => release.version };

/** Changes a release by a decision on its head (change-head.ts). */
export async function changeRelease(
  store: Store,
  releaseId: string,
  at: number,
  decide: (head: Head) => Result<Decision, Refusal>,
  alreadyRead?: Head,
): Promise<Result<Head, Refusal>> {
  return changeHead(store, releases, { id: releaseId, at, decide, alreadyRead });
}
