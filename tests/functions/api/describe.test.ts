import { Validator } from '@seriousme/openapi-schema-validator';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { calls } from '../../../functions/shared/http/calls.ts';
import { faultOfIssue } from '../../../functions/shared/http/faults.ts';
import { openApiOf } from '../../../functions/shared/http/openapi.ts';
import { deskRoutes, publicRoutes, type Route } from '../../../lib/desk-api/routes.ts';
import { ask, deploy, enrol, faultsOf, type Deployed, type Handler } from '../api-fixture.ts';
import { quiet } from '../quiet.ts';

quiet();
const room = join(import.meta.dirname, '../../../functions/api');
const keysOf = (routes: readonly Route[]): string[] => routes.flatMap(({ methods, path }) => methods.map((method) => `${method} ${path}`));
const ofTheApi = (key: string): boolean => key.includes(' /api/');
const document = openApiOf(calls);

/** The keys of each handler's table, by file: what a route leads to. */
const tables = Object.fromEntries(
  readdirSync(room).map((file) => [file.replace('.ts', ''), [...readFileSync(join(room, file), 'utf8').matchAll(/'((?:GET|POST|PUT|DELETE) \/api\/[^']*)'/g)].map(([, key]) => key!)]),
);

let deployed: Deployed;
let handlers: Readonly<Record<string, Handler>>;
beforeAll(async () => {
  deployed = await deploy();
  const imported = Object.keys(tables).map(async (name) => [name, ((await import(join(room, `${name}.ts`))) as { readonly handler: Handler }).handler] as const);
  handlers = Object.fromEntries(await Promise.all(imported));
  await enrol(deployed, 'writer', ['submitter', 'basic-education']);
});
afterAll(() => deployed.close());

describe('the description', () => {
  it('is a valid OpenAPI 3.1 document', async () => {
    const result = await new Validator().validate(structuredClone(document));
    expect(result.errors).toBeUndefined();
    expect(result.valid).toBe(true);
  });

  it('is noticed to be invalid when it is', async () => {
    const broken = { ...structuredClone(document), paths: { '/api/x': { get: { responses: { ok: {} } } } } };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it('names every operation once', () => {
    const operations = Object.values(document['paths'] as Record<string, Record<string, { operationId: string }>>).flatMap((path) => Object.values(path));
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(Object.keys(calls).length);
  });

  it('has the calls that the gateway has routes for, and no others', () => {
    const routes = [...keysOf(deskRoutes), ...keysOf(publicRoutes).filter(ofTheApi)];
    expect(Object.keys(calls).sort()).toEqual(routes.sort());
    const open = Object.entries(calls).filter(([, call]) => call.open === true);
    expect(open.map(([key]) => key)).toEqual(keysOf(publicRoutes).filter(ofTheApi));
  });

  it('has the calls that the handlers take, each where its route leads', () => {
    const led = [...deskRoutes, ...publicRoutes].flatMap((route) => keysOf([route]).map((key) => `${route.handler} ${key}`)).filter(ofTheApi);
    expect(Object.entries(tables).flatMap(([name, keys]) => keys.map((key) => `api/${name} ${key}`)).sort()).toEqual(led.sort());
  });

  it('says what refinements ask for, as far as JSON Schema has words for it', () => {
    const text = JSON.stringify(document);
    for (const word of ['"format":"date"', '"contentMediaType":"text/html"', '"maxLength":1048576', '"pattern":"\\\\S"', '"pattern":"^[0-9a-f]{64}$"']) expect(text).toContain(word);
  });

  it('is public, may be kept for a while, and is not sent again to who has it', async () => {
    const get = (headers = {}) => ask(handlers['describe']!, 'GET /api/openapi.json', undefined, { headers, claims: { token_use: 'none' } });
    const { status, headers, body } = await get();
    expect({ status, body }).toEqual({ status: 200, body: document });
    expect(headers['cache-control']).toBe('public, max-age=300');
    expect((await get({ 'if-none-match': String(headers['etag']) })).status).toBe(304);
    expect((await get({ 'x-fabu-origin-secret': 'wrong' })).status).toBe(403);
  });
});

/** What a schema finds wrong, as a handler would say it; of several forms the first is what is asked for. */
function faultsIn(schema: z.ZodType, body: unknown): string[] {
  const form = schema instanceof z.ZodUnion ? (schema.options[0] as z.ZodType) : schema;
  const parsed = form.safeParse(body, { reportInput: true });
  return parsed.success ? [] : parsed.error.issues.flatMap(faultOfIssue).map(({ pointer, code }) => `${pointer} ${code}`);
}

describe('the schemas of the description are those that validate', () => {
  /** What revises an item looks at its state first: the line's own test sends these something wrong. */
  const afterState = ['POST /api/releases/{id}/corrections', 'POST /api/releases/{id}/suggestions'];
  const withBody = Object.entries(calls).flatMap(([key, { body }]) => (body === undefined || afterState.includes(key) ? [] : [[key, body] as const]));
  const wrong = { nobodyKnowsThis: 1, title: 7, stage: 7, contentHash: 7, reason: 7, outcome: 7, at: 7, to: 7, roles: 7, from: 7, until: 7, name: 7, versionId: 7 };

  it.each(withBody)('%s', async (key, schema) => {
    const [name] = Object.entries(tables).find(([, keys]) => keys.includes(key))!;
    const id = await draftId();
    const answer = await ask(handlers[name]!, key, key.includes('{') ? id : undefined, { as: 'writer', body: wrong, headers: { 'if-match': '1' } });
    expect(faultsIn(schema, wrong)).toContain('/nobodyKnowsThis unknown-field');
    expect(faultsOf(answer)).toEqual(expect.arrayContaining(faultsIn(schema, wrong)));
  });

  async function draftId(): Promise<string> {
    const { body } = await ask(handlers['author']!, 'POST /api/releases', undefined, {
      as: 'writer',
      body: { column: 'announcements', kind: 'announcement', title: '通知', body: '<p>通知</p>', urgency: 'ordinary', disclosure: { attribute: 'proactive' }, source: 'submission' },
    });
    return String(body['id']);
  }
});
