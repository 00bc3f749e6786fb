import { organisationOf } from '../../domain/organisations/organisation.ts';
import type { Content } from '../../domain/release/content.ts';
import { startCorrection } from '../../domain/release/correct.ts';
import { outwardState } from '../../domain/release/outward.ts';
import { asReadBy, mayRead } from '../../domain/release/permissions.ts';
import type { Release } from '../../domain/release/release.ts';
import { suggest } from '../../domain/release/suggest.ts';
import { createDraft, type Writing } from '../../domain/release/write-draft.ts';
import { openContentStore } from '../shared/content/content-store.ts';
import { environment } from '../shared/environment.ts';
import { actingOn, type Acting, type Command } from '../shared/http/acting.ts';
import { contentFormOf } from '../shared/http/content-form.ts';
import { creating } from '../shared/http/creating.ts';
import { staffEndpoint, type ApiEvent, type ApiResult } from '../shared/http/endpoint.ts';
import { Problem } from '../shared/http/problem.ts';
import { bodyOf, callerOf, parsedBody, releaseIdOf } from '../shared/http/request.ts';
import { correctionSchema, emptySchema, suggestionSchema } from '../shared/http/schemas.ts';
import { readHead } from '../shared/record/head.ts';
import { openTable } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'CONTENT_BUCKET', 'ORIGIN_SECRET');
const table = openTable(settings.RECORDS_TABLE);
const contents = openContentStore(settings.CONTENT_BUCKET);
/** Neither a draft nor a suggestion is waited for by a machine: event rows land with the next act or the next sweep. */
const store = { table, callRelay: () => Promise.resolve() };
const revising = actingOn(store, {
  releaseOf: releaseIdOf,
  answerOf: (release) => ({ id: release.id, version: release.version, revision: release.revision, ...outwardState(release), ...contentOf(release) }),
});

/** What is made of a content that exists: a correction of what is online, a reviewer's fix, a draft like an earlier item. */
export const handler = staffEndpoint(settings.ORIGIN_SECRET, {
  'POST /api/releases/{id}/corrections': revising(201, (event, acting) => {
    const { reason } = (parsedBody(event) ?? {}) as { readonly reason?: unknown };
    const told = typeof reason === 'string' ? reason : undefined;
    return revision(event, acting, correctionSchema, (release, writing) => startCorrection(release, told, writing));
  }),
  'POST /api/releases/{id}/suggestions': revising(201, (event, acting) => {
    const { stage, contentHash, remarks } = (parsedBody(event) ?? {}) as Readonly<Record<string, unknown>>;
    const form = { stage: String(stage), contentHash: String(contentHash), ...(typeof remarks === 'string' ? { remarks } : {}) };
    return revision(event, acting, suggestionSchema, (release, writing) => suggest(release, form, writing));
  }),
  'POST /api/releases/{id}/copy': copy,
});

/**
 * The fields as sent over those of the content that is there; a content that has changed meanwhile is not written over.
 * Who may not do it at all is told so before any content is read or stored.
 */
async function revision(
  event: ApiEvent,
  { person, at, read }: Acting,
  schema: Parameters<typeof contentFormOf>[1],
  command: (release: Release, writing: Writing) => ReturnType<Command>,
): Promise<Command> {
  if (read === undefined || !mayRead(person, read.release)) throw new Problem('not-found');
  const early = command(read.release, { organisation: organisationOf(person.site), person, at, content: undefined, whole: {}, formFaults: [] });
  if (!early.ok && early.error.type !== 'validation') return () => early;
  const base = await contents.get(read.release.contentHash);
  const form = contentFormOf(event, schema, base);
  if (form.content !== undefined) await contents.put(form.content);
  return (release, act) => {
    if (release.contentHash !== read.release.contentHash) throw new Problem('stale-content');
    return command(release, { ...act, ...form });
  };
}

/** A new draft like an earlier item. What belongs to that item alone is not copied: its trigger, its signature, its urgency. */
async function copy(event: ApiEvent): Promise<ApiResult> {
  bodyOf(event, emptySchema);
  const [person, read] = await Promise.all([callerOf(table, event), readHead(table, releaseIdOf(event))]);
  if (read === undefined || !mayRead(person, read.release)) throw new Problem('not-found');
  const { trigger: _, signature: __, urgencyReason: ___, attachments: ____, ...kept } = await contents.get(asReadBy(person, read.release).contentHash);
  const content: Content = { ...kept, urgency: 'ordinary', source: 'submission' };
  const writing = { organisation: organisationOf(person.site), person, content, whole: content, formFaults: [] };
  return creating({ table, contents }, event, person, (id, at) => createDraft(id, { ...writing, at }), content);
}

function contentOf({ contentHash, suggestion }: Release): Record<string, unknown> {
  return { contentHash, ...(suggestion === undefined ? {} : { suggestion: suggestion.id }) };
}
