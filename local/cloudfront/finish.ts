import type { IncomingHttpHeaders } from 'node:http';
import type { WireResponse } from '../wire/wire.ts';
import type { Behaviour } from './behaviours.ts';
import { compressed } from './compression.ts';
import type { Delivery } from './edge.ts';
import type { Headers } from './response-headers.ts';
import type { FunctionResponse } from './viewer-function.ts';

/** What the viewer gets of a delivery: compressed, with the policy's headers, or 304 where it has it already. */
export async function finish(behaviour: Behaviour, request: { method: string; headers: IncomingHttpHeaders }, delivery: Delivery): Promise<WireResponse> {
  const { answer, outcome, ageSeconds } = await compressed(behaviour, request.headers['accept-encoding'], delivery);
  const { 'set-cookie': cookies, ...others } = answer.headers;
  const forwardsCookies = behaviour.cache.cookies.behaviour !== 'none' || behaviour.toOrigin.cookies.behaviour !== 'none';
  const headers: Headers = {
    ...behaviour.editHeaders({ ...others, ...(forwardsCookies && cookies !== undefined ? { 'set-cookie': cookies } : {}) }),
    'x-cache': `${outcome} from cloudfront`,
    via: '1.1 edge.cloudfront.net (CloudFront)',
    ...(ageSeconds === undefined ? {} : { age: String(ageSeconds) }),
  };
  if (answer.status === 200 && hasItAlready(request.headers, headers)) return { status: 304, headers, body: '' };
  const length: Headers = request.method === 'HEAD' && answer.body.length > 0 ? { 'content-length': String(answer.body.length) } : {};
  return { status: answer.status, headers: { ...headers, ...length }, body: answer.body };
}

function hasItAlready(asked: IncomingHttpHeaders, headers: Headers): boolean {
  const { etag, 'last-modified': lastModified } = headers;
  const known = asked['if-none-match'];
  if (known !== undefined) return typeof etag === 'string' && known.split(',').some((one) => one.trim() === '*' || strong(one) === strong(etag));
  const since = Date.parse(asked['if-modified-since'] ?? '');
  return typeof lastModified === 'string' && Date.parse(lastModified) <= since;
}

function strong(etag: string): string {
  return etag.trim().replace(/^W\//, '');
}

/** What a viewer-request function answered by itself; no origin and no response headers policy has a part in it. */
export function fromFunction(response: FunctionResponse): WireResponse {
  const headers: Headers = { 'x-cache': 'FunctionGeneratedResponse from cloudfront' };
  for (const [name, { value, multiValue }] of Object.entries(response.headers ?? {})) {
    headers[name.toLowerCase()] = multiValue ? multiValue.map((one) => one.value) : value;
  }
  const { body = '' } = response;
  return { status: response.statusCode, headers, body: typeof body === 'string' ? body : Buffer.from(body.data, body.encoding === 'base64' ? 'base64' : 'utf8') };
}

/** CloudFront's own refusal, a small page. */
export function edgeError(status: number, sentence: string): WireResponse {
  const body = `<!DOCTYPE html><html lang="en"><title>${status}</title><h1>${status}</h1><p>${sentence}</p></html>`;
  return { status, headers: { 'content-type': 'text/html', 'x-cache': 'Error from cloudfront', server: 'CloudFront' }, body };
}
