import type { IncomingHttpHeaders } from 'node:http';
import type { Principal, WireResponse } from '../wire/wire.ts';
import type { Behaviour, Origin } from './behaviours.ts';
import { cacheKey, type Answer } from './cache.ts';
import { takes, type Selections } from './policies.ts';
import type { Headers } from './response-headers.ts';

/** What a viewer asks for, after the viewer's function had its say. */
export interface ViewerRequest {
  readonly method: string;
  /** Percent-encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly sourceIp: string;
}

/** Connection headers, and what the edge writes itself. */
const NEVER_FORWARDED = [
  ...['host', 'cookie', 'connection', 'keep-alive', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'expect'],
  ...['proxy-authorization', 'content-length'],
];
const CONDITIONS = ['if-none-match', 'if-modified-since', 'if-match', 'if-unmodified-since', 'range', 'if-range'];

/** The part of a request that the cache tells apart. */
export function keyOf(behaviour: Behaviour, request: ViewerRequest): string {
  const { query, headers, cookies } = behaviour.cache;
  const named = Object.entries(request.headers).filter(([name]) => takes(headers, name));
  return cacheKey(
    request.path,
    selectQuery([query], request.query).toString(),
    named.map(([name, value]) => `${name}: ${String(value)}`).sort(),
    cookiesOf(request.headers, [cookies]).sort(),
  );
}

/**
 * Asks the behaviour's origin, and the second of its group where the first gives a listed status or no answer at all.
 * The second gets the same request under its own path, host and headers. `conditions` revalidate what the edge has.
 */
export async function askOrigin(
  behaviour: Behaviour,
  request: ViewerRequest,
  principal: Principal,
  conditions: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const { primary, failover } = behaviour.target;
  const first = await askOne(primary, behaviour, request, principal, conditions);
  const mayFailOver = ['GET', 'HEAD', 'OPTIONS'].includes(request.method);
  if (!failover || !mayFailOver || !failover.statuses.has(first.status)) return first;
  return askOne(failover.origin, behaviour, request, principal, conditions);
}

async function askOne(
  origin: Origin,
  behaviour: Behaviour,
  request: ViewerRequest,
  principal: Principal,
  conditions: Readonly<Record<string, string>>,
): Promise<Answer> {
  const selections = [behaviour.cache, behaviour.toOrigin];
  try {
    const answered = await origin.ask({
      method: request.method,
      path: origin.path + request.path,
      query: selectQuery(selections.map((one) => one.query), request.query),
      headers: { ...originHeaders(selections, request, behaviour.cache.maxTtl > 0), ...conditions, ...origin.customHeaders, host: origin.domainName },
      body: request.body,
      principal,
    });
    return toAnswer(answered);
  } catch {
    return { status: 502, headers: { 'content-type': 'text/html' }, body: Buffer.from('<h1>502</h1><p>The origin closed the connection.</p>') };
  }
}

function originHeaders(selections: readonly Selections[], request: ViewerRequest, cached: boolean): IncomingHttpHeaders {
  const headers: IncomingHttpHeaders = { 'user-agent': 'Amazon CloudFront', via: '1.1 edge.cloudfront.net (CloudFront)' };
  // The edge answers conditions itself where it keeps answers, and compresses by itself.
  const withheld = cached ? [...NEVER_FORWARDED, ...CONDITIONS, 'accept-encoding'] : NEVER_FORWARDED;
  const always = ['GET', 'HEAD', 'OPTIONS'].includes(request.method) ? [] : ['content-type', 'authorization'];
  for (const [name, value] of Object.entries(request.headers)) {
    if (withheld.includes(name)) continue;
    if (always.includes(name) || selections.some((one) => takes(one.headers, name))) headers[name] = value;
  }
  const cookies = cookiesOf(request.headers, selections.map((one) => one.cookies));
  if (cookies.length > 0) headers.cookie = cookies.join('; ');
  const chain = request.headers['x-forwarded-for'];
  headers['x-forwarded-for'] = chain === undefined ? request.sourceIp : `${String(chain)}, ${request.sourceIp}`;
  return headers;
}

function selectQuery(selections: readonly Selections['query'][], query: URLSearchParams): URLSearchParams {
  return new URLSearchParams([...query].filter(([name]) => selections.some((one) => takes(one, name))));
}

function cookiesOf(headers: IncomingHttpHeaders, selections: readonly Selections['cookies'][]): string[] {
  const cookies = (headers.cookie ?? '').split(/;\s*/).filter((cookie) => cookie !== '');
  return cookies.filter((cookie) => selections.some((one) => takes(one, cookie.split('=')[0] ?? '')));
}

const HOP_HEADERS = ['connection', 'keep-alive', 'transfer-encoding', 'te', 'trailer', 'upgrade', 'content-length'];

function toAnswer(response: WireResponse): Answer {
  const headers: Headers = {};
  for (const [name, value] of Object.entries(response.headers)) {
    if (!HOP_HEADERS.includes(name.toLowerCase())) headers[name.toLowerCase()] = value;
  }
  return { status: response.status, headers, body: typeof response.body === 'string' ? Buffer.from(response.body) : response.body };
}
