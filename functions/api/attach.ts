import { organisationOf } from '../../domain/organisations/organisation.ts';
import type { Refusal } from '../../domain/refusal.ts';
import type { Result } from '../../domain/result.ts';
import { announce, attachmentName, attachmentOf, bindAttachment, PART_BYTES, removeAttachment, type Rebound } from '../../domain/release/attachments.ts';
import type { Content } from '../../domain/release/content.ts';
import { asReadBy, may, mayRead } from '../../domain/release/permissions.ts';
import type { Release } from '../../domain/release/release.ts';
import type { Act } from '../../domain/release/submit.ts';
import { openAttachmentStore } from '../shared/content/attachment-store.ts';
import { changeContent } from '../shared/content/change-content.ts';
import { openContentStore } from '../shared/content/content-store.ts';
import { openPartUploads } from '../shared/content/part-uploads.ts';
import { openUploads } from '../shared/content/uploads.ts';
import { environment } from '../shared/environment.ts';
import { announcementSchema, bindingSchema } from '../shared/http/attachment-schemas.ts';
import { staffEndpoint, type ApiEvent, type ApiResult } from '../shared/http/endpoint.ts';
import { Problem } from '../shared/http/problem.ts';
import { bodyOf, callerOf, idempotencyKeyOf, ifMatchOf, json, orProblem, releaseIdOf, timeOf } from '../shared/http/request.ts';
import { isKept, readHead, type Head } from '../shared/record/head.ts';
import { openTable } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'CONTENT_BUCKET', 'ORIGIN_SECRET');
const record = { table: openTable(settings.RECORDS_TABLE), contents: openContentStore(settings.CONTENT_BUCKET) };
const uploads = openUploads(settings.CONTENT_BUCKET);
const partUploads = openPartUploads(settings.CONTENT_BUCKET);
const attachments = openAttachmentStore(settings.CONTENT_BUCKET);

/** 附件: files of an item. They go to the bucket and come from it past this function, which says who may, and looks at them. */
export const handler = staffEndpoint(settings.ORIGIN_SECRET, {
  'POST /api/releases/{id}/attachments': prepare,
  'PUT /api/releases/{id}/attachments/{name}': bind,
  'DELETE /api/releases/{id}/attachments/{name}': remove,
  'GET /api/releases/{id}/attachments/{name}': read,
  'GET /api/releases/{id}/attachments/{name}/uploads/{upload}': progress,
  'DELETE /api/releases/{id}/attachments/{name}/uploads/{upload}': giveUp,
});

async function prepare(event: ApiEvent): Promise<ApiResult> {
  const form = bodyOf(event, announcementSchema);
  const { act, head } = await actingOn(event);
  guardVersion(head, event);
  const announced = orProblem(announce(head.release, form, act));
  const { id } = head.release;
  const { name, size } = announced;
  if (size < PART_BYTES) return json(201, { kind: 'form', name, ...(await uploads.form(id, announced)) });
  return json(201, { kind: 'parts', name, ...(await partUploads.begin(id, announced)) });
}

/** Which parts of a large file have arrived, and new addresses for the rest: to go on after a closed tab or a broken line. */
async function progress(event: ApiEvent): Promise<ApiResult> {
  const { act, head } = await actingOn(event);
  orProblem(may(act.person, 'edit', head.release));
  const name = nameOf(event);
  return json(200, { kind: 'parts', name, ...orProblem(await partUploads.progress(head.release.id, name, uploadIn(event))) });
}

async function giveUp(event: ApiEvent): Promise<ApiResult> {
  const { act, head } = await actingOn(event);
  orProblem(may(act.person, 'edit', head.release));
  await partUploads.abort(head.release.id, nameOf(event), uploadIn(event));
  return json(200, {});
}

async function bind(event: ApiEvent): Promise<ApiResult> {
  const form = bodyOf(event, bindingSchema);
  const acting = await actingOn(event);
  const { act, head, key } = acting;
  if (isKept(head, key)) return answerFor(head, key);
  guardVersion(head, event);
  orProblem(may(act.person, 'edit', head.release));
  const [{ id }, name] = [head.release, nameOf(event)];
  const versionId = form.versionId ?? orProblem(await partUploads.complete(id, name, form.uploadId ?? ''));
  const { upload, attachment } = orProblem(await uploads.inspect(id, name, versionId));
  await attachments.keep(upload, attachment.hash);
  return change(event, acting, (release, content) => bindAttachment(release, content, attachment, act));
}

async function remove(event: ApiEvent): Promise<ApiResult> {
  const acting = await actingOn(event);
  return change(event, acting, (release, content) => removeAttachment(release, content, nameOf(event), acting.act));
}

/** One commit that changes which files belong to the item. A repeat of the same idempotency key gets the first answer. */
async function change(event: ApiEvent, { act, head: seen, key }: Acting, rebind: (release: Release, content: Content) => Result<Rebound, Refusal>): Promise<ApiResult> {
  const changed = await changeContent(record, seen.release.id, act.at, (head, content) => {
    if (isKept(head, key)) return { ok: true, value: { changed: undefined } };
    guardVersion(head, event);
    const rebound = rebind(head.release, content);
    if (!rebound.ok) return rebound;
    const { change: made, content: after } = rebound.value;
    if (made === undefined) return { ok: true, value: { changed: undefined } };
    const keep = key === undefined ? undefined : { key, status: 200, answer: answerOf(made.release) };
    return { ok: true, value: { changed: { content: after, change: made, keep } } };
  });
  return answerFor(orProblem(changed), key);
}

async function read(event: ApiEvent): Promise<ApiResult> {
  const { act, head } = await actingOn(event);
  const attachment = attachmentOf(asReadBy(act.person, head.release), nameOf(event));
  if (attachment === undefined) throw new Problem('not-found');
  return json(200, { ...attachment, url: await attachments.linkTo(attachment) });
}

interface Acting {
  readonly act: Act;
  readonly head: Head;
  readonly key: string | undefined;
}

async function actingOn(event: ApiEvent): Promise<Acting> {
  const [person, head] = await Promise.all([callerOf(record.table, event), readHead(record.table, releaseIdOf(event))]);
  // Whether an item exists is no business of those who may not read it.
  if (head === undefined || !mayRead(person, head.release)) throw new Problem('not-found');
  return { act: { organisation: organisationOf(person.site), person, at: timeOf(event) }, head, key: idempotencyKeyOf(event, person) };
}

function guardVersion({ release }: Head, event: ApiEvent): void {
  const seen = ifMatchOf(event);
  if (seen !== undefined && seen !== release.version) throw new Problem('stale-version', { values: { version: release.version } });
}

function nameOf(event: ApiEvent): string {
  return attachmentName(event.pathParameters?.['name'] ?? '');
}

function uploadIn(event: ApiEvent): string {
  return event.pathParameters?.['upload'] ?? '';
}

function answerFor(head: Head, key: string | undefined): ApiResult {
  const answer = head.kept.find((kept) => kept.key === key)?.answer ?? answerOf(head.release);
  return json(200, answer, { etag: `"${String(answer['version'])}"` });
}

function answerOf({ version, revision, contentHash, attachments: bound = [] }: Release): Record<string, unknown> {
  return { version, revision, contentHash, attachments: bound };
}
