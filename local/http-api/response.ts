import type { WireResponse } from '../wire/wire.ts';

/** The gateway's own answers carry only this, whatever the API's other problems look like. */
export function gatewayMessage(status: number, message: string, headers: Record<string, string> = {}): WireResponse {
  return { status, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify({ message }) };
}

export const internalServerError = gatewayMessage(500, 'Internal Server Error');

interface ProxyResult {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly cookies: readonly unknown[];
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** What a function returned, in payload format 2.0, as an answer; 500 where it is malformed. */
export function fromFunctionResult(result: unknown): WireResponse {
  if (!isObject(result) || result['statusCode'] === undefined) return inferred(result);
  const proxy = readProxyResult(result);
  if (!proxy) return internalServerError;
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(proxy.headers)) headers[name.toLowerCase()] = String(value);
  if (proxy.cookies.length > 0) headers['set-cookie'] = proxy.cookies.map(String);
  headers['content-type'] ??= 'text/plain;charset=UTF-8';
  return { status: proxy.statusCode, headers, body: proxy.isBase64Encoded ? Buffer.from(proxy.body, 'base64') : proxy.body };
}

/** A result without a status code is itself the body of a 200. */
function inferred(result: unknown): WireResponse {
  if (result === undefined) return internalServerError;
  const body = typeof result === 'string' ? result : JSON.stringify(result);
  return { status: 200, headers: { 'content-type': 'application/json' }, body };
}

function readProxyResult(result: Record<string, unknown>): ProxyResult | undefined {
  const statusCode = Number(result['statusCode']);
  const headers = result['headers'] ?? {};
  const cookies = result['cookies'] ?? [];
  const body = result['body'] ?? '';
  if (!Number.isInteger(statusCode) || statusCode < 200 || statusCode > 599) return undefined;
  if (typeof body !== 'string' || !Array.isArray(cookies) || !areScalars(headers)) return undefined;
  return { statusCode, headers, cookies, body, isBase64Encoded: result['isBase64Encoded'] === true };
}

function areScalars(value: unknown): value is Record<string, unknown> {
  return isObject(value) && Object.values(value).every((one) => ['string', 'number', 'boolean'].includes(typeof one));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
