import type { Refusal } from '../../../domain/refusal.ts';
import type { Result } from '../../../domain/result.ts';
import type { Change } from '../../../domain/release/change.ts';
import type { Content } from '../../../domain/release/content.ts';
import type { Person } from '../../../domain/people/person.ts';
import type { ContentStore } from '../content/content-store.ts';
import { commit } from '../record/commit.ts';
import { readHead, type Head } from '../record/head.ts';
import { releaseIdFor } from '../record/keys.ts';
import type { Table } from '../record/table.ts';
import type { ApiEvent, ApiResult } from './endpoint.ts';
import { Problem } from './problem.ts';
import { idempotencyKeyOf, json, orProblem, timeOf } from './request.ts';

/** Creates an item: its content first, then the one commit that names it. A repeat of the same key gets the first answer. */
export async function creating(
  { table, contents }: { readonly table: Table; readonly contents: ContentStore },
  event: ApiEvent,
  person: Person,
  command: (id: string, at: number) => Result<Change, Refusal>,
  content: Content | undefined,
): Promise<ApiResult> {
  const key = idempotencyKeyOf(event, person);
  const id = releaseIdFor(person.site, person.id, key);
  const at = timeOf(event);
  const change = orProblem(command(id, at));
  const { version, revision, state, contentHash } = change.release;
  const answer = { id, version, revision, state, contentHash };
  if (content !== undefined) await contents.put(content);
  const keep = key === undefined ? undefined : { key, status: 201, answer };
  const committed = await commit(table, { head: undefined, change, at, keep });
  if (committed === undefined) return repeated(await readHead(table, id), key);
  return json(201, answer, { location: `/api/releases/${id}` });
}

/** A repeated create finds the first one and answers as it did. */
function repeated(head: Head | undefined, key: string | undefined): ApiResult {
  const kept = head?.kept.find((answer) => answer.key === key);
  if (kept === undefined) throw new Problem('stale-version', { values: { version: head?.release.version ?? 0 } });
  return json(kept.status, kept.answer);
}
