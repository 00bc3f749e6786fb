import type { WireRequest } from '../wire/wire.ts';

/** What the API's address looks like from outside, for the event and for access logs. */
export interface ApiContext {
  readonly accountId: string;
  readonly apiId: string;
  readonly domainName: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>>;
}

export interface Authorized {
  readonly claims: Readonly<Record<string, string>>;
  /** The scopes that the route asks for, null where it asks for none. */
  readonly scopes: readonly string[] | null;
}

export type ApiRequest = WireRequest & { readonly sourceIp: string };

export interface EventInput {
  readonly context: ApiContext;
  readonly request: ApiRequest;
  /** API Gateway hands on the path decoded (function URLs do not). */
  readonly rawPath: string;
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly authorized: Authorized | undefined;
  readonly requestId: string;
  /** Virtual clock, epoch milliseconds. */
  readonly at: number;
}

/** The event of payload format 2.0. Parts that a request lacks are absent, not null, as on AWS. */
export function buildEvent(input: EventInput): Record<string, unknown> {
  const { context, request, pathParameters } = input;
  const cookies = splitCookies(request.headers.cookie);
  const query = joinQuery(request.query);
  return {
    version: '2.0',
    routeKey: input.routeKey,
    rawPath: input.rawPath,
    rawQueryString: request.query.toString(),
    ...(cookies.length > 0 ? { cookies } : {}),
    headers: joinHeaders(request.headers),
    ...(Object.keys(query).length > 0 ? { queryStringParameters: query } : {}),
    requestContext: requestContext(input),
    ...(Object.keys(pathParameters).length > 0 ? { pathParameters } : {}),
    ...(Object.keys(context.stageVariables).length > 0 ? { stageVariables: context.stageVariables } : {}),
    ...encodeBody(request),
  };
}

function requestContext({ context, request, ...input }: EventInput): Record<string, unknown> {
  return {
    accountId: context.accountId,
    apiId: context.apiId,
    ...(input.authorized ? { authorizer: { jwt: input.authorized } } : {}),
    domainName: context.domainName,
    domainPrefix: context.domainName.split('.')[0],
    http: {
      method: request.method,
      path: input.rawPath,
      protocol: 'HTTP/1.1',
      sourceIp: request.sourceIp,
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId: input.requestId,
    routeKey: input.routeKey,
    stage: context.stage,
    time: commonLogTime(input.at),
    timeEpoch: input.at,
  };
}

/** Lower-cased names, repeated headers joined with commas; cookies stand apart. */
function joinHeaders(headers: WireRequest['headers']): Record<string, string> {
  const joined: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined || name === 'cookie') continue;
    joined[name.toLowerCase()] = typeof value === 'string' ? value : value.join(',');
  }
  return joined;
}

function splitCookies(header: string | undefined): string[] {
  return (header ?? '').split(/;\s*/).filter((cookie) => cookie !== '');
}

function joinQuery(query: URLSearchParams): Record<string, string> {
  return Object.fromEntries([...new Set(query.keys())].map((name) => [name, query.getAll(name).join(',')]));
}

/** Only these content types arrive as text; everything else, forms and untyped bodies included, arrives as base64. */
const TEXT_TYPES = /^(text\/|application\/(json|xml|javascript)\s*(;|$))/i;

function encodeBody({ body, headers }: WireRequest): Record<string, unknown> {
  if (body.length === 0) return { isBase64Encoded: false };
  const text = TEXT_TYPES.test(headers['content-type'] ?? '') && headers['content-encoding'] === undefined;
  return { body: body.toString(text ? 'utf8' : 'base64'), isBase64Encoded: !text };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `12/Mar/2020:19:03:58 +0000` */
export function commonLogTime(at: number): string {
  const [date = '', time = ''] = new Date(at).toISOString().split('T');
  const [year, month, day] = date.split('-');
  return `${day}/${MONTHS[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
