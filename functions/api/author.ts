import { organisationOf } from '../../domain/organisations/organisation.ts';
import { mayRead } from '../../domain/release/permissions.ts';
import type { Release } from '../../domain/release/release.ts';
import { createDraft, saveDraft } from '../../domain/release/write-draft.ts';
import { openContentStore } from '../shared/content/content-store.ts';
import { environment } from '../shared/environment.ts';
import { contentFormOf } from '../shared/http/content-form.ts';
import { creating } from '../shared/http/creating.ts';
import { staffEndpoint, type ApiEvent, type ApiResult } from '../shared/http/endpoint.ts';
import { Problem } from '../shared/http/problem.ts';
import { callerOf, idempotencyKeyOf, ifMatchOf, json, orProblem, releaseIdOf, timeOf } from '../shared/http/request.ts';
import { releaseSchema } from '../shared/http/schemas.ts';
import { changeRelease, type Store } from '../shared/record/change-release.ts';
import { isKept, readHead, type Head } from '../shared/record/head.ts';
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
  const person = await callerOf(table, event);
  const form = contentFormOf(event, releaseSchema);
  return creating({ table, contents }, event, person, (id, at) => createDraft(id, { organisation: organisationOf(person.site), person, ...form, at }), form.content);
}

async function save(event: ApiEvent): Promise<ApiResult> {
  const seen = ifMatchOf(event);
  const [person, read] = await Promise.all([callerOf(table, event), readHead(table, releaseIdOf(event))]);
  if (read === undefined || !mayRead(person, read.release)) throw new Problem('not-found');
  const form = contentFormOf(event, releaseSchema, attachmentsOf(read));
  const key = idempotencyKeyOf(event, person);
  const at = timeOf(event);
  if (form.content !== undefined) await contents.put(form.content);
  const saved = await changeRelease(store, releaseIdOf(event), at, (head) => {
    if (isKept(head, key)) return { ok: true, value: { change: undefined } };
    guardVersion(head, seen);
    const change = saveDraft(head.release, { organisation: organisationOf(person.site), person, ...form, at });
    if (!change.ok) return change;
    const keep = key === undefined || change.value === undefined ? undefined : { key, status: 200, answer: savedAnswer(change.value.release) };
    return { ok: true, value: { change: change.value, keep } };
  }, read);
  const head = orProblem(saved);
  const answer = head.kept.find((kept) => kept.key === key)?.answer ?? savedAnswer(head.release);
  return json(200, answer, { etag: `"${String(answer['version'])}"` });
}

/** What was bound to the item by its own calls stays; everything else is as it was sent. */
function attachmentsOf({ release: { attachments } }: Head): Pick<Release, 'attachments'> {
  return attachments === undefined ? {} : { attachments };
}

function savedAnswer({ version, revision, contentHash }: Release): Record<string, unknown> {
  return { version, revision, contentHash };
}

function guardVersion({ release }: Head, seen: number | undefined): void {
  if (seen === undefined) throw new Problem('validation', { faults: [{ pointer: '/headers/If-Match', code: 'if-match-required' }] });
  if (seen !== release.version) throw new Problem('stale-version', { values: { version: release.version } });
}
