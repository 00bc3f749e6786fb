import type { CachePolicy } from './policies.ts';
import type { Headers } from './response-headers.ts';

/** How long an answer may be served, in seconds from the moment it came. */
export interface Lifetime {
  readonly freshSeconds: number;
  /** After that, how long it may be served while a new one is fetched. */
  readonly staleWhileRevalidateSeconds: number;
  /** How long it may stand in for an origin that fails: without the directive CloudFront does so for as long as it has it. */
  readonly staleIfErrorSeconds: number;
}

/** Kept whatever the origin says, for the distribution's error caching time. */
const ALWAYS_CACHED_ERRORS = [404, 414, 500, 501, 502, 503, 504];
/** Kept only where the origin gives them a time. 410 is on neither list: CloudFront never keeps it. */
const CACHED_ERRORS_WITH_TIME = [400, 403, 405, 412, 415];
const CACHED_SUCCESSES = [200, 203, 301, 302, 307, 308];
const DEFAULT_ERROR_SECONDS = 10;

/** The lifetime of an origin's answer at the edge, or undefined where it is not kept. */
export function lifetimeOf(status: number, headers: Headers, policy: CachePolicy, errorTtls: ReadonlyMap<number, number>): Lifetime | undefined {
  const directives = parseCacheControl(headers['cache-control']);
  const freshSeconds = status >= 400 ? errorSeconds(status, directives, errorTtls) : successSeconds(status, headers, directives, policy);
  if (freshSeconds <= 0) return undefined;
  return {
    freshSeconds,
    staleWhileRevalidateSeconds: directives.get('stale-while-revalidate') ?? 0,
    staleIfErrorSeconds: directives.get('stale-if-error') ?? Infinity,
  };
}

function errorSeconds(status: number, directives: ReadonlyMap<string, number>, errorTtls: ReadonlyMap<number, number>): number {
  const minimum = errorTtls.get(status) ?? DEFAULT_ERROR_SECONDS;
  const given = directives.get('s-maxage') ?? directives.get('max-age');
  if (ALWAYS_CACHED_ERRORS.includes(status)) return Math.max(given ?? 0, minimum);
  return CACHED_ERRORS_WITH_TIME.includes(status) && given !== undefined ? Math.max(given, minimum) : 0;
}

function successSeconds(status: number, headers: Headers, directives: ReadonlyMap<string, number>, policy: CachePolicy): number {
  if (!CACHED_SUCCESSES.includes(status)) return 0;
  if (['no-store', 'no-cache', 'private'].some((directive) => directives.has(directive))) return policy.minTtl;
  const given = directives.get('s-maxage') ?? directives.get('max-age') ?? expiresIn(headers);
  return given === undefined ? Math.max(policy.defaultTtl, policy.minTtl) : Math.min(Math.max(given, policy.minTtl), policy.maxTtl);
}

function expiresIn(headers: Headers): number | undefined {
  const expires = Date.parse(String(headers['expires']));
  const date = Date.parse(String(headers['date']));
  return Number.isNaN(expires) || Number.isNaN(date) ? undefined : (expires - date) / 1000;
}

/** Directives with their seconds; those without a number have NaN. */
export function parseCacheControl(header: string | readonly string[] | undefined): Map<string, number> {
  const directives = new Map<string, number>();
  for (const part of String(header ?? '').split(',')) {
    const [name = '', value] = part.trim().toLowerCase().split('=');
    if (name !== '') directives.set(name, Number.parseInt((value ?? '').replaceAll('"', ''), 10));
  }
  return directives;
}
