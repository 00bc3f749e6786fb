import { timingSafeEqual } from 'node:crypto';
import middy, { type MiddlewareObj } from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { logError } from '../log.ts';
import { Problem, problemAnswer } from './problem.ts';

export type ApiEvent = APIGatewayProxyEventV2WithJWTAuthorizer;
export type ApiResult = APIGatewayProxyStructuredResultV2;

/** One route's work; what it throws as a Problem is answered as one. */
export type Route = (event: ApiEvent) => Promise<ApiResult>;

const ORIGIN_SECRET_HEADER = 'x-fabu-origin-secret';

/** The house's handler for routes behind the authorizer: only through the distribution, only with an access token. */
export function staffEndpoint(originSecret: string, routes: Readonly<Record<string, Route>>) {
  return middy<ApiEvent, ApiResult, Error, Context>()
    .use(problems())
    .use(throughDistribution(originSecret))
    .use(accessTokenOnly())
    .handler(byRoute(routes));
}

/** The same for routes without sign-in. */
export function publicEndpoint(originSecret: string, routes: Readonly<Record<string, (event: APIGatewayProxyEventV2) => Promise<ApiResult>>>) {
  return middy<ApiEvent, ApiResult, Error, Context>().use(problems()).use(throughDistribution(originSecret)).handler(byRoute(routes));
}

function byRoute(routes: Readonly<Record<string, Route>>): Route {
  return (event) => {
    const route = routes[event.routeKey];
    if (route === undefined) throw new Problem('not-found');
    return route(event);
  };
}

/** The WAF stands before the distribution and not before the API's own address: without its secret, nobody is served. */
function throughDistribution(secret: string): MiddlewareObj<ApiEvent, ApiResult> {
  return {
    before: ({ event }) => {
      const given = Buffer.from(event.headers[ORIGIN_SECRET_HEADER] ?? '');
      const wanted = Buffer.from(secret);
      if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) throw new Problem('forbidden');
    },
  };
}

/** The authorizer accepts an ID token as well, since its audience is the client too; it says nothing of a right to act. */
function accessTokenOnly(): MiddlewareObj<ApiEvent, ApiResult> {
  return {
    before: ({ event }) => {
      if (event.requestContext.authorizer.jwt.claims['token_use'] !== 'access') throw new Problem('unauthenticated');
    },
  };
}

function problems(): MiddlewareObj<ApiEvent, ApiResult> {
  return {
    onError: (request) => {
      if (request.error instanceof Problem) {
        request.response = problemAnswer(request.error, request.event.headers['accept-language']);
        return;
      }
      logError('REQUEST_FAILED', request.error, { routeKey: request.event.routeKey, requestId: request.event.requestContext.requestId });
      request.response = { statusCode: 500, headers: { 'content-type': 'application/json' }, body: '{"message":"Internal Server Error"}' };
    },
  };
}
