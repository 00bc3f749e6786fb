import { UnsupportedInTemplate, type Declared } from '../wire/known-properties.ts';
import type { WireService } from '../wire/wire.ts';
import { findCachePolicy, findOriginRequestPolicy, type CachePolicy, type Selections } from './policies.ts';
import { readDistribution, type BehaviourProperties, type DistributionConfig, type OriginProperties } from './properties.ts';
import { findResponseHeadersPolicy, type EditHeaders } from './response-headers.ts';
import { createViewerFunction, type ViewerFunction } from './viewer-function.ts';

export interface Origin {
  readonly kind: 's3' | 'http';
  readonly domainName: string;
  readonly path: string;
  /** Take the place of whatever the viewer sent under the same name. */
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly ask: WireService;
}

/** Where a behaviour gets its answers: one origin, or a group whose second stands in on the listed status codes. */
export interface Target {
  readonly primary: Origin;
  readonly failover?: { readonly statuses: ReadonlySet<number>; readonly origin: Origin };
}

export interface Behaviour {
  readonly matches: (path: string) => boolean;
  readonly methods: ReadonlySet<string>;
  readonly target: Target;
  readonly compress: boolean;
  readonly cache: CachePolicy;
  readonly toOrigin: Selections;
  readonly editHeaders: EditHeaders;
  readonly viewerFunction: ViewerFunction | undefined;
}

/** Resources that a distribution refers to, and how its origins are reached. */
export interface DistributionSources {
  readonly distribution: Declared;
  readonly cachePolicies: readonly Declared[];
  readonly originRequestPolicies: readonly Declared[];
  readonly responseHeadersPolicies: readonly Declared[];
  readonly functions: readonly Declared[];
  readonly originAccessControls: readonly Declared[];
  /**
   * Undefined for a domain that is not of this template. An S3 origin is asked for `/key` as the service principal of
   * the distribution; an HTTP origin for its path with `host` set to its own domain.
   */
  readonly origins: {
    readonly s3: (domainName: string) => WireService | undefined;
    readonly http: (domainName: string) => WireService | undefined;
  };
}

export interface Plan {
  readonly behaviours: readonly Behaviour[];
  readonly errorTtls: ReadonlyMap<number, number>;
  readonly defaultRootObject: string | undefined;
}

/** Reads the distribution whole before anything is served, so that what is not served is refused at start. */
export function planDistribution(sources: DistributionSources): Plan {
  const where = sources.distribution.logicalId;
  const config = readDistribution(where, sources.distribution.properties);
  const targets = readTargets(where, config, sources);
  const functions = new Map(sources.functions.map((declared) => [declared.id, createViewerFunction(declared)]));
  const ordered = [...(config.CacheBehaviors ?? []), { ...config.DefaultCacheBehavior, PathPattern: '*' }];
  return {
    behaviours: ordered.map((properties) => readBehaviour(where, properties, targets, functions, sources)),
    errorTtls: new Map((config.CustomErrorResponses ?? []).map((one) => [one.ErrorCode, one.ErrorCachingMinTTL ?? 10])),
    defaultRootObject: config.DefaultRootObject,
  };
}

function readTargets(where: string, config: DistributionConfig, sources: DistributionSources): Map<string, Target> {
  const origins = new Map(config.Origins.map((origin) => [origin.Id, readOrigin(where, origin, sources)]));
  const targets = new Map<string, Target>([...origins].map(([id, primary]) => [id, { primary }]));
  for (const group of config.OriginGroups?.Items ?? []) {
    const [primary, second] = group.Members.Items.map((member) => origins.get(member.OriginId));
    if (!primary || !second) throw new UnsupportedInTemplate(where, `origin group ${group.Id} names an origin that is not there.`);
    targets.set(group.Id, { primary, failover: { statuses: new Set(group.FailoverCriteria.StatusCodes.Items), origin: second } });
  }
  return targets;
}

function readOrigin(where: string, properties: OriginProperties, sources: DistributionSources): Origin {
  const kind = properties.S3OriginConfig === undefined ? 'http' : 's3';
  const ask = sources.origins[kind](properties.DomainName);
  if (!ask) throw new UnsupportedInTemplate(where, `origin ${properties.Id}: nothing on the laptop answers for ${properties.DomainName}.`);
  if (kind === 's3' && !sources.originAccessControls.some((one) => one.id === properties.OriginAccessControlId)) {
    throw new UnsupportedInTemplate(where, `origin ${properties.Id}: no origin access control ${String(properties.OriginAccessControlId)}.`);
  }
  const custom = (properties.OriginCustomHeaders ?? []).map((one) => [one.HeaderName.toLowerCase(), one.HeaderValue]);
  return {
    kind,
    domainName: properties.DomainName,
    path: properties.OriginPath ?? '',
    customHeaders: Object.fromEntries(custom) as Record<string, string>,
    ask,
  };
}

function readBehaviour(
  distribution: string,
  properties: BehaviourProperties,
  targets: ReadonlyMap<string, Target>,
  functions: ReadonlyMap<string, ViewerFunction>,
  sources: DistributionSources,
): Behaviour {
  const where = `${distribution} behaviour ${String(properties.PathPattern)}`;
  const target = targets.get(properties.TargetOriginId);
  if (!target) throw new UnsupportedInTemplate(where, `no origin ${properties.TargetOriginId}.`);
  const methods = new Set(properties.AllowedMethods ?? ['GET', 'HEAD']);
  if (target.failover && ['POST', 'PUT', 'PATCH', 'DELETE'].some((method) => methods.has(method))) {
    throw new UnsupportedInTemplate(where, 'AWS refuses an origin group on a behaviour that takes writes.');
  }
  const [association] = properties.FunctionAssociations ?? [];
  const viewerFunction = association && functions.get(association.FunctionARN);
  if (association && !viewerFunction) throw new UnsupportedInTemplate(where, `no function ${association.FunctionARN}.`);
  return {
    matches: pathMatcher(properties.PathPattern ?? '*'),
    methods,
    target,
    compress: properties.Compress === true,
    cache: findCachePolicy(where, properties.CachePolicyId, sources.cachePolicies),
    toOrigin: findOriginRequestPolicy(where, properties.OriginRequestPolicyId, sources.originRequestPolicies),
    editHeaders: findResponseHeadersPolicy(where, properties.ResponseHeadersPolicyId, sources.responseHeadersPolicies),
    viewerFunction,
  };
}

/** `*` stands for any run of characters, `?` for one; a leading slash may be left out. */
function pathMatcher(pattern: string): (path: string) => boolean {
  const slashed = pattern.startsWith('/') || pattern.startsWith('*') ? pattern : `/${pattern}`;
  const source = slashed.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*').replaceAll('?', '.');
  const expression = new RegExp(`^${source}$`, 's');
  return (path) => expression.test(path);
}

const UNRESERVED = /%(?:2[dD]|2[eE]|3[0-9]|[46][1-9a-fA-F]|[57][0-9aA]|5[fF]|7[eE])/g;

/** Behaviours are chosen by the path without dot segments and needless escapes, so that neither slips past a pattern. */
export function normalizedPath(path: string): string {
  return new URL(`http://edge${path}`).pathname.replace(UNRESERVED, (escape) => decodeURIComponent(escape));
}
