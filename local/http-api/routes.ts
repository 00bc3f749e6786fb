/** A route key of an HTTP API, split: `GET /api/releases/{id}`, `ANY /missing/{proxy+}` or `$default`. */
export interface RoutePattern {
  readonly key: string;
  /** ANY matches every method. */
  readonly method: string;
  readonly segments: readonly Segment[];
}

interface Segment {
  readonly kind: 'literal' | 'parameter' | 'greedy';
  /** The literal text, or the parameter's name. */
  readonly text: string;
}

export interface RouteMatch<Route> {
  readonly route: Route;
  readonly pathParameters: Readonly<Record<string, string>>;
}

const DEFAULT_KEY = '$default';

export function parseRouteKey(key: string): RoutePattern {
  if (key === DEFAULT_KEY) return { key, method: 'ANY', segments: [{ kind: 'greedy', text: '' }] };
  const [method, path, ...rest] = key.split(' ');
  if (method === undefined || path?.startsWith('/') !== true || rest.length > 0) throw new Error(`Not a route key: ${JSON.stringify(key)}`);
  const segments = path.slice(1).split('/').map(parseSegment);
  if (segments.slice(0, -1).some((segment) => segment.kind === 'greedy')) {
    throw new Error(`A greedy parameter must stand last: ${JSON.stringify(key)}`);
  }
  return { key, method, segments };
}

function parseSegment(text: string): Segment {
  const name = /^\{(.+)\}$/.exec(text)?.[1];
  if (name === undefined) return { kind: 'literal', text };
  return name.endsWith('+') ? { kind: 'greedy', text: name.slice(0, -1) } : { kind: 'parameter', text: name };
}

/**
 * Orders routes so that the first match is the one that API Gateway takes: a path of literals before parameters, those
 * before greedy ones, `$default` last, and a named method before ANY on the same path.
 */
export function bySpecificity(left: RoutePattern, right: RoutePattern): number {
  const rank = { literal: 0, parameter: 1, greedy: 2 };
  const length = Math.max(left.segments.length, right.segments.length);
  for (let at = 0; at < length; at += 1) {
    const one = left.segments[at];
    const other = right.segments[at];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    if (rank[one.kind] !== rank[other.kind]) return rank[one.kind] - rank[other.kind];
  }
  if (left.key === DEFAULT_KEY || right.key === DEFAULT_KEY) return left.key === DEFAULT_KEY ? 1 : -1;
  return Number(left.method === 'ANY') - Number(right.method === 'ANY');
}

/** Path parameters of a decoded path, or undefined where it does not match. A parameter is never empty. */
export function matchPath(pattern: RoutePattern, path: string): Readonly<Record<string, string>> | undefined {
  if (pattern.key === DEFAULT_KEY) return {};
  const parts = path.slice(1).split('/');
  const parameters: Record<string, string> = {};
  for (const [at, segment] of pattern.segments.entries()) {
    const part = segment.kind === 'greedy' ? parts.slice(at).join('/') : parts[at];
    if (part === undefined || (segment.kind !== 'literal' && part === '')) return undefined;
    if (segment.kind === 'literal' && part !== segment.text) return undefined;
    if (segment.kind !== 'literal') parameters[segment.text] = part;
    if (segment.kind === 'greedy') return parameters;
  }
  return parts.length === pattern.segments.length ? parameters : undefined;
}

export function findRoute<Route extends { readonly pattern: RoutePattern }>(
  ordered: readonly Route[],
  method: string,
  path: string,
): RouteMatch<Route> | undefined {
  for (const route of ordered) {
    if (route.pattern.method !== 'ANY' && route.pattern.method !== method) continue;
    const pathParameters = matchPath(route.pattern, path);
    if (pathParameters) return { route, pathParameters };
  }
  return undefined;
}
