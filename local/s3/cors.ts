import type { WireRequest, WireResponse } from '../wire/wire.ts';
import { emptyAnswer, type Call } from './context.ts';
import { S3Error } from './errors.ts';
import { headerOf } from './request/headers.ts';
import type { BucketSettings, CorsRule } from './store/buckets.ts';

/** Answers a browser's question whether it may call. Throws AccessForbidden. */
export function preflight({ request, bucket }: Call): WireResponse {
  const method = headerOf(request, 'access-control-request-method') ?? '';
  const asked = listed(headerOf(request, 'access-control-request-headers'));
  const rule = bucket.cors?.find((one) => allowsOrigin(one, request, method) && allowsHeaders(one, asked));
  if (rule === undefined) throw new S3Error('AccessForbidden');
  return emptyAnswer(200, {
    ...headersOf(rule, request),
    'access-control-allow-methods': rule.allowedMethods.join(', '),
    ...(asked.length === 0 ? {} : { 'access-control-allow-headers': asked.join(', ') }),
    ...(rule.maxAgeSeconds === undefined ? {} : { 'access-control-max-age': String(rule.maxAgeSeconds) }),
  });
}

/** What a real call's answer carries for a browser, refused or not. */
export function corsHeaders(request: WireRequest, bucket: BucketSettings): Record<string, string> {
  const rule = bucket.cors?.find((one) => allowsOrigin(one, request, request.method));
  return rule === undefined ? {} : headersOf(rule, request);
}

function headersOf(rule: CorsRule, request: WireRequest): Record<string, string> {
  const isOpen = rule.allowedOrigins.includes('*');
  return {
    'access-control-allow-origin': isOpen ? '*' : (headerOf(request, 'origin') ?? ''),
    ...(isOpen ? {} : { 'access-control-allow-credentials': 'true' }),
    ...(rule.exposedHeaders === undefined ? {} : { 'access-control-expose-headers': rule.exposedHeaders.join(', ') }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}

function allowsOrigin(rule: CorsRule, request: WireRequest, method: string): boolean {
  const origin = headerOf(request, 'origin');
  return origin !== undefined && rule.allowedMethods.includes(method) && rule.allowedOrigins.some((pattern) => matches(pattern, origin));
}

function allowsHeaders(rule: CorsRule, asked: readonly string[]): boolean {
  return asked.every((name) => rule.allowedHeaders?.some((pattern) => matches(pattern.toLowerCase(), name)) === true);
}

function matches(pattern: string, text: string): boolean {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

function listed(header: string | undefined): string[] {
  return (header ?? '').split(',').map((one) => one.trim().toLowerCase()).filter((one) => one !== '');
}
