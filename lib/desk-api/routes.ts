import { HttpMethod } from 'aws-cdk-lib/aws-apigatewayv2';
import type { HandlerName } from '../handlers.ts';

export interface Route {
  readonly methods: readonly HttpMethod[];
  readonly path: string;
  readonly handler: ApiHandlerName;
}

export type ApiHandlerName = Extract<HandlerName, `api/${string}`>;

const { GET, HEAD, POST, PUT, DELETE } = HttpMethod;

/** Routes that need a token. */
export const deskRoutes: readonly Route[] = [
  { methods: [POST], path: '/api/releases', handler: 'api/author' },
  { methods: [PUT], path: '/api/releases/{id}', handler: 'api/author' },
  { methods: [POST], path: '/api/releases/{id}/submission', handler: 'api/act' },
  { methods: [POST], path: '/api/releases/{id}/decisions', handler: 'api/act' },
  { methods: [POST], path: '/api/releases/{id}/recall', handler: 'api/act' },
  { methods: [POST, DELETE], path: '/api/releases/{id}/publication', handler: 'api/act' },
  { methods: [POST], path: '/api/releases/{id}/withdrawal', handler: 'api/act' },
  { methods: [POST], path: '/api/releases/{id}/attachments', handler: 'api/attach' },
  { methods: [GET, PUT, DELETE], path: '/api/releases/{id}/attachments/{name}', handler: 'api/attach' },
  { methods: [GET, DELETE], path: '/api/releases/{id}/attachments/{name}/uploads/{upload}', handler: 'api/attach' },
  { methods: [POST], path: '/api/releases/{id}/corrections', handler: 'api/revise' },
  { methods: [DELETE], path: '/api/releases/{id}/corrections', handler: 'api/act' },
  { methods: [POST], path: '/api/releases/{id}/suggestions', handler: 'api/revise' },
  { methods: [PUT], path: '/api/releases/{id}/suggestions/{suggestion}', handler: 'api/act' },
  { methods: [POST], path: '/api/releases/{id}/copy', handler: 'api/revise' },
  { methods: [GET], path: '/api/releases', handler: 'api/read' },
  { methods: [GET], path: '/api/releases/{id}', handler: 'api/read' },
  { methods: [GET], path: '/api/releases/{id}/events', handler: 'api/read' },
  { methods: [GET], path: '/api/releases/{id}/preview', handler: 'api/look' },
  { methods: [GET], path: '/api/releases/{id}/diff', handler: 'api/look' },
  { methods: [GET], path: '/api/duties', handler: 'api/duties' },
  { methods: [POST], path: '/api/duties/{id}/acknowledge', handler: 'api/duties' },
  { methods: [POST], path: '/api/duties/{id}/excuse', handler: 'api/duties' },
  { methods: [GET], path: '/api/ledger', handler: 'api/duties' },
  { methods: [GET], path: '/api/tasks', handler: 'api/read' },
  { methods: [GET], path: '/api/people', handler: 'api/people' },
  { methods: [GET], path: '/api/people/{id}/events', handler: 'api/people' },
  { methods: [PUT], path: '/api/people/{id}/roles', handler: 'api/people' },
  { methods: [POST], path: '/api/people/{id}/leave', handler: 'api/people' },
  { methods: [DELETE], path: '/api/people/{id}/leave/{leave}', handler: 'api/people' },
  { methods: [POST], path: '/api/people/{id}/reassignment', handler: 'api/people' },
  { methods: [GET], path: '/api/me', handler: 'api/read' },
  { methods: [GET], path: '/api/columns', handler: 'api/read' },
  { methods: [GET], path: '/api/site', handler: 'api/read' },
  { methods: [GET], path: '/api/deadlines/{rule}', handler: 'api/duties' },
];

/** Routes for everybody; what is missing is what the distribution asks for when the portal has no such page. Their functions may not write. */
export const publicRoutes: readonly Route[] = [
  { methods: [GET, HEAD], path: '/missing/{proxy+}', handler: 'api/missing' },
  { methods: [GET], path: '/api/openapi.json', handler: 'api/describe' },
];
