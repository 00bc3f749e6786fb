import type { ApiEvent, ApiResult } from '../../functions/shared/http/endpoint.ts';
import { ISSUER, memberNamed } from './specification/cast.ts';
import type { Request } from './specification/request.ts';

/** What the functions read as they are loaded. */
const settings = ['RECORDS_TABLE', 'RELAY_FUNCTION', 'CONTENT_BUCKET', 'PORTAL_BUCKET', 'PUBLIC_ORIGIN', 'DISTRIBUTION_ID', 'STYLESHEET', 'ORIGIN_SECRET'];

export type Handler = (event: never, context: never) => Promise<unknown>;

/** Sets what functions read from their environment; they are imported after it. */
export function setEnvironment(): void {
  for (const name of settings) process.env[name] = name;
}

export interface Sent {
  readonly route: string;
  readonly function: 'author' | 'act' | 'revise' | 'people';
  readonly parameters?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The contract's call for what somebody asks. */
export function callOf(request: Request): Sent {
  const { item: id } = request;
  const at = (route: string, called: Sent['function'], body: unknown = {}): Sent => ({ route, function: called, parameters: { id }, body });
  switch (request.verb) {
    case 'create':
      return { route: 'POST /api/releases', function: 'author', body: request.content };
    case 'save':
      return at('PUT /api/releases/{id}', 'author', request.content);
    case 'submit':
      return at('POST /api/releases/{id}/submission', 'act');
    case 'recall':
      return at('POST /api/releases/{id}/recall', 'act');
    case 'decide':
      return at('POST /api/releases/{id}/decisions', 'act', request.form);
    case 'publish':
      return at('POST /api/releases/{id}/publication', 'act', request.setFor === undefined ? {} : { at: request.setFor });
    case 'cancel':
      return at('DELETE /api/releases/{id}/publication', 'act');
    case 'withdraw':
      return at('POST /api/releases/{id}/withdrawal', 'act', { reason: request.reason });
    case 'correct':
      return at('POST /api/releases/{id}/corrections', 'revise', { reason: request.reason, ...request.changes });
    case 'abandon':
      return at('DELETE /api/releases/{id}/corrections', 'act');
    case 'copy':
      return at('POST /api/releases/{id}/copy', 'revise');
    case 'suggest':
      return at('POST /api/releases/{id}/suggestions', 'revise', { stage: request.stage, contentHash: request.hash, ...request.changes });
    case 'settle':
      return { ...at('PUT /api/releases/{id}/suggestions/{suggestion}', 'act', { outcome: request.outcome }), parameters: { id, suggestion: String(request.suggestion) } };
    case 'leave':
      return { ...at('POST /api/people/{id}/leave', 'people', { from: request.from, until: request.until }), parameters: { id: memberNamed(request.who).id } };
    case 'end-leave':
      return { ...at('DELETE /api/people/{id}/leave/{leave}', 'people'), parameters: { id: memberNamed(request.who).id, leave: request.leave } };
  }
}

/** What API Gateway hands to the function. */
export function eventOf(request: Request, { route, parameters, body }: Sent): ApiEvent {
  const headers = {
    'x-fabu-origin-secret': 'ORIGIN_SECRET',
    ...(request.ifMatch === undefined ? {} : { 'if-match': `"${request.ifMatch}"` }),
    ...(request.key === undefined ? {} : { 'idempotency-key': request.key }),
  };
  return {
    version: '2.0',
    routeKey: route,
    headers,
    ...(parameters === undefined ? {} : { pathParameters: parameters }),
    requestContext: {
      timeEpoch: request.at,
      requestId: 'r',
      authorizer: { jwt: { claims: { iss: ISSUER, sub: request.who, token_use: 'access' }, scopes: [] } },
    },
    isBase64Encoded: false,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  } as unknown as ApiEvent;
}

export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export function answerOf({ statusCode, body }: ApiResult): Answered {
  return { status: statusCode ?? 0, body: JSON.parse(body ?? '{}') as Record<string, unknown> };
}
