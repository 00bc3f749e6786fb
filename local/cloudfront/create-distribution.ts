import { randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../clock/clock.ts';
import type { WireRequest, WireResponse, WireService } from '../wire/wire.ts';
import type { ViewerRequest } from './ask-origin.ts';
import { normalizedPath, planDistribution, type Behaviour, type DistributionSources } from './behaviours.ts';
import { EdgeCache } from './cache.ts';
import { Edge } from './edge.ts';
import { edgeError, finish, fromFunction } from './finish.ts';
import { createInvalidations } from './invalidations.ts';
import type { FunctionEvent, FunctionRequest } from './viewer-function.ts';

export interface DistributionOptions extends DistributionSources {
  readonly accountId: string;
  readonly partition: string;
  readonly clock: Clock;
  /** A file that keeps the invalidations over a restart. */
  readonly invalidationsFile: string;
  readonly onFunctionError?: (error: unknown) => void;
}

export interface RunningDistribution {
  /** What viewers see. */
  readonly handle: (request: WireRequest & { readonly sourceIp: string }) => Promise<WireResponse>;
  /** CreateInvalidation and GetInvalidation, as the SDK client speaks them. */
  readonly service: WireService;
}

/**
 * A CloudFront distribution with one edge, on the virtual clock. Loopback has no TLS, so the viewer protocol policy is
 * without effect here; everything else that is not served is refused when the distribution is created.
 */
export function createDistribution(options: DistributionOptions): RunningDistribution {
  const { id } = options.distribution;
  const plan = planDistribution(options);
  const cache = new EdgeCache();
  const sourceArn = `arn:${options.partition}:cloudfront::${options.accountId}:distribution/${id}`;
  const principal = { kind: 'service', service: 'cloudfront.amazonaws.com', sourceArn } as const;
  const edge = new Edge({ clock: options.clock, cache, errorTtls: plan.errorTtls, principal });
  const service = createInvalidations({ distributionId: id, cache, clock: options.clock, file: options.invalidationsFile });

  const handle: RunningDistribution['handle'] = async (request) => {
    const path = normalizedPath(request.path);
    const behaviour = plan.behaviours.find((one) => one.matches(path));
    if (!behaviour?.methods.has(request.method)) return edgeError(403, 'This distribution does not take this method here.');
    const decided = runViewerFunction(behaviour, request, id, options.onFunctionError);
    if ('status' in decided) return decided;
    const rooted = decided.path === '/' && plan.defaultRootObject ? { ...decided, path: `/${plan.defaultRootObject}` } : decided;
    return finish(behaviour, request, await edge.deliver(behaviour, rooted));
  };
  return { handle, service };
}

function runViewerFunction(
  behaviour: Behaviour,
  request: WireRequest & { readonly sourceIp: string },
  distributionId: string,
  onError: ((error: unknown) => void) | undefined,
): ViewerRequest | WireResponse {
  if (!behaviour.viewerFunction) return request;
  try {
    const answer = behaviour.viewerFunction(toFunctionEvent(request, distributionId));
    return 'statusCode' in answer ? fromFunction(answer) : afterFunction(request, answer);
  } catch (error) {
    onError?.(error);
    return edgeError(503, 'The function that runs before this page failed.');
  }
}

function toFunctionEvent(request: WireRequest & { readonly sourceIp: string }, distributionId: string): FunctionEvent {
  const headers = Object.entries(request.headers).filter(([name]) => name !== 'cookie');
  const cookies = (request.headers.cookie ?? '').split(/;\s*/).filter((cookie) => cookie !== '');
  return {
    version: '1.0',
    context: {
      distributionDomainName: String(request.headers.host),
      distributionId,
      eventType: 'viewer-request',
      requestId: randomBytes(32).toString('base64url'),
    },
    viewer: { ip: request.sourceIp },
    request: {
      method: request.method,
      uri: request.path,
      querystring: gather([...request.query].map(([name, value]) => [encodeURIComponent(name), encodeURIComponent(value)])),
      headers: gather(headers.map(([name, value]) => [name, String(value)])),
      cookies: gather(cookies.map((cookie) => cookie.split(/=(.*)/s) as [string, string])),
    },
  };
}

type Gathered = FunctionRequest['querystring'];

function gather(pairs: readonly (readonly [string, string])[]): Gathered {
  const gathered: Record<string, Gathered[string]> = {};
  for (const [name, value] of pairs) {
    const before = gathered[name];
    const multiValue = before && [...(before.multiValue ?? [{ value: before.value }]), { value }];
    gathered[name] = multiValue ? { value: before.value, multiValue } : { value };
  }
  return gathered;
}

function spread(gathered: Gathered): [string, string][] {
  return Object.entries(gathered).flatMap(([name, one]) => (one.multiValue ?? [one]).map(({ value }): [string, string] => [name, value]));
}

function afterFunction(request: WireRequest & { readonly sourceIp: string }, answer: FunctionRequest): ViewerRequest {
  const headers: IncomingHttpHeaders = Object.fromEntries(spread(answer.headers).map(([name, value]) => [name.toLowerCase(), value]));
  const cookies = spread(answer.cookies).map(([name, value]) => `${name}=${value}`);
  const query = spread(answer.querystring).map(([name, value]): [string, string] => [decodeURIComponent(name), decodeURIComponent(value)]);
  return {
    ...request,
    path: answer.uri,
    query: new URLSearchParams(query),
    headers: cookies.length > 0 ? { ...headers, cookie: cookies.join('; ') } : headers,
  };
}
