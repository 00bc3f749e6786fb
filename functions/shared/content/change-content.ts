import type { Content } from '../../../domain/release/content.ts';
import type { Change } from '../../../domain/release/change.ts';
import { refuse, type Refusal } from '../../../domain/refusal.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { logInfo } from '../log.ts';
import { commit } from '../record/commit.ts';
import { readHead, type Head, type KeptAnswer } from '../record/head.ts';
import type { Table } from '../record/table.ts';
import type { ContentStore } from './content-store.ts';

/** Beyond this many lost races the caller is told to try again. */
const ROUNDS = 8;

export interface ContentDecision {
  /** Undefined where nothing is to be changed. */
  readonly changed: { readonly content: Content; readonly change: Change; readonly keep?: KeptAnswer | undefined } | undefined;
}

export interface ContentRecord {
  readonly table: Table;
  readonly contents: ContentStore;
}

/**
 * Changes what an item says, on the ground of what it says: reads head and content, lets `decide` choose, stores the new
 * content and commits the head that names it. On a lost race all of it begins anew, so that of two people who add a file
 * at the same time neither loses it. Nobody waits for a draft: its effects land with the next act, or the next sweep.
 */
export async function changeContent(
  { table, contents }: ContentRecord,
  releaseId: string,
  at: number,
  decide: (head: Head, content: Content) => Result<ContentDecision, Refusal>,
): Promise<Result<Head, Refusal>> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const head = await readHead(table, releaseId);
    if (head === undefined) return refuse('not-found');
    const decided = decide(head, await contents.get(head.release.contentHash));
    if (!decided.ok) return decided;
    const { changed } = decided.value;
    if (changed === undefined) return ok(head);
    await contents.put(changed.content);
    const committed = await commit(table, { head, change: changed.change, at, keep: changed.keep });
    if (committed !== undefined) return ok(committed);
    logInfo('COMMIT_CONFLICT', { releaseId, round });
  }
  return refuse('stale-version');
}
