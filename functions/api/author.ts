import { organisationOf } from '../../domain/organisations/organisation.ts';
import type { Content } from '../../domain/release/content.ts';
import type { Release } from '../../domain/release/release.ts';
import { createDraft, saveDraft } from '../../domain/release/write-draft.ts';
import { sanitise } from '../../web/portal/sanitise.ts';
import { openContentStore } from '../shared/content/content-store.ts';
import { environment } from '../shared/environment.ts';
import { staffEndpoint, type ApiEvent, type ApiResult } from '../shared/http/endpoint.ts';
import { Problem } from '../shared/http/problem.ts';
import { bodyOf, callerOf, idempotencyKeyOf, ifMatchOf, json, orProblem, releaseIdOf, timeOf } from '../shared/http/request.ts';
import { releaseSchema } from '../shared/http/schemas.ts';
import { changeRelease, type Store } from '../shared/record/change-release.ts';
import { commit } from '../shared/record/commit.ts';
import { isKept, readHead, type Head } from '../shared/record/head.ts';
import { releaseIdFor } from '../shared/record/keys.ts';
import { openTable } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'CONTENT_BUCKET', 'ORIGIN_SECRET');
const table = openTable(settings.RECORDS_TABLE);
/** Nothing waits for a draft: its event rows land with the relay of the next act, or with the next sweep. */
const store: Store = { table, callRelay: () => Promise.resolve() };
const contents = openContentStore(settings.CONTENT_BUCKET);

/** What a submitter (信息员) writes: new drafts, and changes to drafts and returned items. */
export const handler = staffEndpoint(settings.ORIGIN_SECRET, {
  'POST /api/releases': create,
  'PUT /api/releases/{id}': save,
});

async function create(event: ApiEvent): Promise<ApiResult> {
  const content = contentOf(event);
  const person = await callerOf(table, event);
  const key = idempotencyKeyOf(event, person);
  const id = releaseIdFor(person.site, person.id, key);
  const at = timeOf(event);
  const change = orProblem(createDraft(id, { organisation: organisationOf(person.site), person, content, at }));
  const { version, revision, state, contentHash } = change.release;
  const answer = { id, version, revision, state, contentHash };
  await contents.put(content);
  const keep = key === undefined ? undefined : { key, status: 201, answer };
  const committed = await commit(table, { head: undefined, change, at, keep });
  if (committed === undefined) return repeated(await readHead(table, id), key);
  return json(201, answer, { location: `/api/releases/${id}` });
}

async function save(event: ApiEvent): Promise<ApiResult> {
  const content = contentOf(event);
  const seen = ifMatchOf(event);
  const person = await callerOf(table, event);
  const key = idempotencyKeyOf(event, person);
  const at = timeOf(event);
  await contents.put(content);
  const saved = await changeRelease(store, releaseIdOf(event), at, (head) => {
    if (person.site !== head.release.site) throw new Problem('not-found');
    if (isKept(head, key)) return { ok: true, value: { change: undefined } };
    guardVersion(head, seen);
    const change = saveDraft(head.release, { organisation: organisationOf(person.site), person, content, at });
    if (!change.ok) return change;
    const keep = key === undefined || change.value === undefined ? undefined : { key, status: 200, answer: savedAnswer(change.value.release) };
    return { ok: true, value: { change: change.value, keep } };
  });
  const head = orProblem(saved);
  const answer = head.kept.find((kept) => kept.key === key)?.answer ?? savedAnswer(head.release);
  return json(200, answer, { etag: `"${String(answer['version'])}"` });
}

function savedAnswer({ version, revision, contentHash }: Release): Record<string, unknown> {
  return { version, revision, contentHash };
}

/** The content as it will be shown: the body is sanitised before anybody reviews it, and again when it is rendered. */
function contentOf(event: ApiEvent): Content {
  const form = bodyOf(event, releaseSchema);
  return { ...form, body: sanitise(form.body) };
}

/** A repeated create finds the first one and answers as it did. */
function repeated(head: Head | undefined, key: string | undefined): ApiResult {
  const kept = head?.kept.find((answer) => answer.key === key);
  if (kept === undefined) throw new Problem('stale-version', { values: { version: head?.release.version ?? 0 } });
  return json(kept.status, kept.answer);
}

function guardVersion({ release }: Head, seen: number | undefined): void {
  if (seen === undefined) throw new Problem('validation', { faults: [{ pointer: '/headers/If-Match', code: 'if-match-required' }] });
  if (seen !== release.version) throw new Problem('stale-version', { values: { version: release.version } });
}
