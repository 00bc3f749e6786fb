import * as z from 'zod';
import { problemStatuses } from './problem.ts';
import type { Call, Calls } from './calls/call.ts';
import type { ProblemName } from '../../../web/text/index.ts';

type Described = Readonly<Record<string, unknown>>;

const pathParameters: Readonly<Record<string, string>> = {
  id: 'Of the item, duty or person',
  name: 'Of the file, percent-encoded',
  suggestion: 'Its number',
  leave: 'Its id',
  upload: 'The uploadId that it was begun with',
};

/** What every call with a token may answer, and what every call with a body. */
const always: readonly ProblemName[] = ['unauthenticated', 'forbidden', 'rate-limited'];
const ofBodies: readonly ProblemName[] = ['validation', 'too-large'];

const problemSchema = z.object({
  type: z.enum(Object.keys(problemStatuses)),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(),
  facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** OpenAPI 3.1 of these calls, made of the schemas that validate them. The same calls give the same document. */
export function openApiOf(calls: Calls): Described {
  const paths: Record<string, Record<string, Described>> = {};
  for (const [key, call] of Object.entries(calls)) {
    const [method = '', path = ''] = key.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operationOf(key, path, call) };
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Fabu', version: '1', description: 'What the desk calls. What the gateway itself refuses has only a `message`.', license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    tags: [...new Set(Object.values(calls).map(({ tag }) => tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: { signedIn: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT', description: 'An access token of the site’s issuer' } },
      schemas: { Problem: schemaOf(problemSchema, 'input'), GatewayMessage: schemaOf(z.object({ message: z.string() }), 'input') },
    },
  };
}

function operationOf(key: string, path: string, call: Call): Described {
  const { summary, tag, body, open } = call;
  return {
    operationId: operationIdOf(key),
    summary,
    tags: [tag],
    security: open === true ? [] : [{ signedIn: [] }],
    ...listed('parameters', [...inPath(path), ...inQuery(call), ...inHeaders(call)]),
    ...(body === undefined ? {} : { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(body, 'input') } } } }),
    responses: { [call.answer.status]: successOf(call), ...problemsOf(path, call) },
  };
}

/** `POST /api/releases/{id}/recall` is `postReleasesIdRecall`. */
function operationIdOf(key: string): string {
  const words = key.toLowerCase().replace(' /api', '').match(/[a-z]+/g) ?? [];
  return words.map((word, place) => (place === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('');
}

function inPath(path: string): Described[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({ name, in: 'path', required: true, description: pathParameters[name], schema: { type: 'string' } }));
}

function inQuery({ query }: Call): Described[] {
  const properties = (query === undefined ? {} : schemaOf(query, 'input')['properties']) as Readonly<Record<string, Described>>;
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: false, schema }));
}

function inHeaders({ ifMatch, idempotencyKey }: Call): Described[] {
  const version = { name: 'If-Match', in: 'header', required: ifMatch === 'required', description: 'The version that the caller saw, quoted or not', schema: { type: 'string', pattern: '^"?\\d{1,9}"?$' } };
  const key = { name: 'Idempotency-Key', in: 'header', required: false, description: 'A repeat of the same key gets the first answer', schema: { type: 'string', pattern: '^[!-~]{1,200}$' } };
  return [...(ifMatch === undefined ? [] : [version]), ...(idempotencyKey === true ? [key] : [])];
}

function successOf({ answer, summary }: Call): Described {
  const content = answer.schema === 'page' ? { 'text/html': { schema: { type: 'string' } } } : { 'application/json': { schema: schemaOf(answer.schema, 'input') } };
  return { description: summary, content };
}

/** One answer for each status; its `type` is one of those that this call may give. */
function problemsOf(path: string, call: Call): Described {
  const names = new Set<ProblemName>([
    ...(call.open === true ? ['forbidden', 'rate-limited'] as const : always),
    ...(path.includes('{') ? ['not-found'] as const : []),
    ...(call.body === undefined && call.idempotencyKey === undefined ? [] : ofBodies),
    ...call.problems,
  ]);
  const byStatus = Map.groupBy(names, (name) => problemStatuses[name]);
  return Object.fromEntries([...byStatus].sort(([one], [other]) => one - other).map(([status, types]) => [status, problemAnswerOf(types)]));
}

function problemAnswerOf(types: readonly ProblemName[]): Described {
  const schema = { allOf: [{ $ref: '#/components/schemas/Problem' }, { type: 'object', properties: { type: { enum: types } } }] };
  const gateway = types.some((type) => type === 'unauthenticated' || type === 'forbidden' || type === 'too-large' || type === 'rate-limited');
  return {
    description: types.join(', '),
    content: { 'application/problem+json': { schema }, ...(gateway ? { 'application/json': { schema: { $ref: '#/components/schemas/GatewayMessage' } } } : {}) },
  };
}

/** As input a plain object may have more than is listed: answers grow. What is strict stays closed. */
export function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Described {
  const { $schema: _, '~standard': __, ...described } = z.toJSONSchema(schema, { io, target: 'draft-2020-12' });
  return described;
}

function listed(name: string, items: readonly Described[]): Described {
  return items.length === 0 ? {} : { [name]: items };
}
