import { randomBytes } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { Declared } from '../wire/known-properties.ts';
import type { WireResponse } from '../wire/wire.ts';
import { createAccessLog, type LogValues } from './access-log.ts';
import { preflight, withCors, withoutOwnCors } from './cors.ts';
import { buildEvent, commonLogTime, type ApiContext, type ApiRequest, type Authorized } from './event.ts';
import { readApi, readStage } from './properties.ts';
import { readRoutes, type Route, type RouteSources } from './read-routes.ts';
import { fromFunctionResult, gatewayMessage, internalServerError } from './response.ts';
import { findRoute, type RouteMatch } from './routes.ts';
import { createThrottle } from './throttle.ts';

export interface HttpApiOptions extends RouteSources {
  readonly api: Declared;
  readonly stage: Declared;
  readonly region: string;
  readonly accountId: string;
  readonly partition: string;
  /**
   * Resolves to what the function returned. A rejection is answered as API Gateway does: 503 where it is named
   * TooManyRequestsException or ServiceException, 413 for RequestTooLargeException, else 500.
   */
  readonly invoke: (functionArn: string, event: unknown, sourceArn: string) => Promise<unknown>;
  readonly clock: Clock;
  readonly accessLog: (line: string) => void;
  /** Told the status of every answer. */
  readonly onAnswer?: (status: number) => void;
  /** Told what the caller is not: why an integration failed. */
  readonly onIntegrationError?: (functionArn: string, error: unknown) => void;
  /** Real time in epoch milliseconds, for tokens and throttling. */
  readonly realNow?: () => number;
}

/** One request on its way, with what the access log will say about it. */
interface Passage {
  readonly request: ApiRequest;
  readonly requestId: string;
  readonly at: number;
  readonly log: Partial<Record<keyof LogValues, string | number>>;
}

const MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

/** An HTTP API of API Gateway with its `$default` stage, as the template declares it. */
export function createHttpApi(options: HttpApiOptions): (request: ApiRequest) => Promise<WireResponse> {
  const realNow = options.realNow ?? Date.now;
  const api = readApi(options.api);
  const stage = readStage(options.stage);
  const arn = `arn:${options.partition}:execute-api:${options.region}:${options.accountId}:${options.api.id}/${stage.StageName}`;
  const routes = readRoutes(options, arn, realNow);
  const mayPass = createThrottle(stage, realNow);
  const context: ApiContext = {
    accountId: options.accountId,
    apiId: options.api.id,
    domainName: `${options.api.id}.execute-api.${options.region}.amazonaws.com`,
    stage: stage.StageName,
    stageVariables: stage.StageVariables ?? {},
  };
  const format = stage.AccessLogSettings?.Format;
  const writeLog = format === undefined ? undefined : createAccessLog(options.stage.logicalId, format, options.accessLog);

  const answer = async (passage: Passage): Promise<WireResponse> => {
    const { request } = passage;
    if (request.body.length > MAXIMUM_BODY_BYTES) return refuse(passage, 413, 'Request Entity Too Large');
    const path = decodePath(request.path);
    if (path === undefined) return refuse(passage, 400, 'Bad Request');
    const match = findRoute(routes, request.method, path);
    if (!match) return preflight(api.CorsConfiguration, request) ?? refuse(passage, 404, 'Not Found');
    passage.log.routeKey = match.route.pattern.key;
    if (!mayPass(match.route.pattern.key)) return refuse(passage, 429, 'Too Many Requests');
    const verdict = await authorize(match.route, passage);
    if ('status' in verdict) return verdict;
    return integrate(passage, match, path, verdict.authorized);
  };

  const integrate = async (
    passage: Passage,
    { route, pathParameters }: RouteMatch<Route>,
    rawPath: string,
    authorized: Authorized | undefined,
  ): Promise<WireResponse> => {
    const { requestId, at } = passage;
    const request = forwarded(passage.request);
    const event = buildEvent({ context, request, rawPath, routeKey: route.pattern.key, pathParameters, authorized, requestId, at });
    const started = realNow();
    try {
      const result = await within(route.timeoutMs, options.invoke(route.functionArn, event, route.sourceArn));
      passage.log.integrationStatus = 200;
      return withoutOwnCors(api.CorsConfiguration, fromFunctionResult(result));
    } catch (error) {
      options.onIntegrationError?.(route.functionArn, error);
      passage.log.integrationErrorMessage = messageOf(error);
      passage.log['integration.error'] = messageOf(error);
      return integrationFailure(error);
    } finally {
      passage.log.integrationLatency = realNow() - started;
    }
  };

  return async (request) => {
    const passage: Passage = { request, requestId: newRequestId(), at: options.clock.now(), log: {} };
    const started = realNow();
    const answered = withCors(api.CorsConfiguration, request, await answer(passage));
    writeLog?.({ ...requestValues(context, passage), ...responseValues(answered), responseLatency: realNow() - started, ...passage.log });
    options.onAnswer?.(answered.status);
    const date = new Date(options.clock.now()).toUTCString();
    return { ...answered, headers: { ...answered.headers, date, 'apigw-requestid': passage.requestId } };
  };
}

function refuse(passage: Passage, status: number, message: string, headers: Record<string, string> = {}): WireResponse {
  passage.log['error.message'] = message;
  return gatewayMessage(status, message, headers);
}

async function authorize(route: Route, passage: Passage): Promise<WireResponse | { readonly authorized: Authorized | undefined }> {
  if (!route.authorizer) return { authorized: undefined };
  const verdict = await route.authorizer.check(passage.request.headers.authorization, route.scopes);
  if (verdict.outcome === 'allowed') return { authorized: verdict.authorized };
  const challenge = { 'www-authenticate': verdict.challenge };
  passage.log['authorizer.error'] = verdict.challenge;
  if (verdict.outcome === 'forbidden') return refuse(passage, 403, 'Forbidden', challenge);
  return refuse(passage, 401, 'Unauthorized', challenge);
}

class IntegrationTimeout extends Error {}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new IntegrationTimeout(`no answer within ${milliseconds} ms`)), milliseconds);
  });
  return Promise.race([work, timeout]).finally(() => clearTimeout(timer));
}

const UNAVAILABLE = ['TooManyRequestsException', 'ServiceException'];

function integrationFailure(error: unknown): WireResponse {
  const name = error instanceof Error ? error.name : '';
  if (error instanceof IntegrationTimeout || UNAVAILABLE.includes(name)) return gatewayMessage(503, 'Service Unavailable');
  if (name === 'RequestTooLargeException') return gatewayMessage(413, 'Request Entity Too Large');
  return internalServerError;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function decodePath(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

function forwarded(request: ApiRequest): ApiRequest {
  const before = request.headers['x-forwarded-for'];
  const chain = before === undefined ? request.sourceIp : `${String(before)}, ${request.sourceIp}`;
  return { ...request, headers: { ...request.headers, 'x-forwarded-for': chain, 'x-forwarded-port': '443', 'x-forwarded-proto': 'https' } };
}

function newRequestId(): string {
  return `${randomBytes(11).toString('base64url')}=`;
}

function requestValues(context: ApiContext, { request, requestId, at }: Passage): LogValues {
  return {
    accountId: context.accountId,
    apiId: context.apiId,
    domainName: context.domainName,
    stage: context.stage,
    requestId,
    extendedRequestId: requestId,
    requestTime: commonLogTime(at),
    requestTimeEpoch: Math.floor(at / 1000),
    httpMethod: request.method,
    path: request.path,
    protocol: 'HTTP/1.1',
    'identity.sourceIp': request.sourceIp,
    'identity.userAgent': request.headers['user-agent'] ?? '-',
  };
}

function responseValues(response: WireResponse): LogValues {
  return { status: response.status, responseLength: Buffer.byteLength(response.body) };
}
