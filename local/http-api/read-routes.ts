import { UnsupportedInTemplate, type Declared } from '../wire/known-properties.ts';
import { JwtAuthorizer, type FetchJwks } from './jwt-authorizer.ts';
import { functionArnOf, readAuthorizer, readIntegration, readRoute, type RouteProperties } from './properties.ts';
import { bySpecificity, parseRouteKey, type RoutePattern } from './routes.ts';

/** What of the template makes up the routes of an API. */
export interface RouteSources {
  readonly routes: readonly Declared[];
  readonly integrations: readonly Declared[];
  readonly authorizers: readonly Declared[];
  readonly fetchJwks: FetchJwks;
}

export interface Route {
  readonly pattern: RoutePattern;
  readonly functionArn: string;
  /** What a permission of the function is held against. */
  readonly sourceArn: string;
  readonly timeoutMs: number;
  readonly authorizer: JwtAuthorizer | undefined;
  readonly scopes: readonly string[];
}

const LONGEST_INTEGRATION_MS = 30_000;

/** The routes, the most specific first, each with its function and its authorizer. `arn` is that of the API's stage. */
export function readRoutes(options: RouteSources, arn: string, realNow: () => number): Route[] {
  const integrations = new Map(options.integrations.map((one) => [one.id, readIntegration(one)]));
  const authorizers = new Map(
    options.authorizers.map((one) => [one.id, new JwtAuthorizer(readAuthorizer(one), options.fetchJwks, realNow)]),
  );
  const routes = options.routes.map((declared): Route => {
    const properties = readRoute(declared);
    const pattern = parseRouteKey(properties.RouteKey);
    const integration = integrations.get(properties.Target.replace(/^integrations\//, ''));
    if (!integration) throw new UnsupportedInTemplate(declared.logicalId, `no integration for Target ${properties.Target}.`);
    return {
      pattern,
      functionArn: functionArnOf(integration.IntegrationUri),
      sourceArn: `${arn}/${properties.RouteKey.replace('ANY ', '* ').replace(' ', '')}`,
      timeoutMs: Math.min(integration.TimeoutInMillis ?? LONGEST_INTEGRATION_MS, LONGEST_INTEGRATION_MS),
      authorizer: authorizerOf(declared.logicalId, properties, authorizers),
      scopes: properties.AuthorizationScopes ?? [],
    };
  });
  return routes.sort((left, right) => bySpecificity(left.pattern, right.pattern));
}

/** A route that asks for a JWT and has no authorizer must not come up open. */
function authorizerOf(
  where: string,
  { AuthorizationType, AuthorizerId }: RouteProperties,
  authorizers: ReadonlyMap<string, JwtAuthorizer>,
): JwtAuthorizer | undefined {
  if (AuthorizationType !== 'JWT') return undefined;
  const authorizer = authorizers.get(AuthorizerId ?? '');
  if (!authorizer) throw new UnsupportedInTemplate(where, `no authorizer ${String(AuthorizerId)}.`);
  return authorizer;
}

