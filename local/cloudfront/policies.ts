import { refuseUnknown, refuseUnless, UnsupportedInTemplate, type Declared, type Properties } from '../wire/known-properties.ts';

/** Which query parameters, headers or cookies are taken. */
export interface Selection {
  readonly behaviour: 'none' | 'whitelist' | 'all' | 'allExcept';
  /** Header names in lower case. */
  readonly names: readonly string[];
}

export interface Selections {
  readonly query: Selection;
  readonly headers: Selection;
  readonly cookies: Selection;
}

/** Times to live in seconds. Whatever is in the key goes to the origin too. */
export interface CachePolicy extends Selections {
  readonly minTtl: number;
  readonly defaultTtl: number;
  readonly maxTtl: number;
  readonly gzip: boolean;
  readonly brotli: boolean;
}

const NONE: Selection = { behaviour: 'none', names: [] };
const ALL: Selection = { behaviour: 'all', names: [] };
const nothing: Selections = { query: NONE, headers: NONE, cookies: NONE };
const whitelist = (...names: string[]): Selection => ({ behaviour: 'whitelist', names });

const YEAR = 31_536_000;
const DAY = 86_400;

/** AWS's managed policies keep their ids everywhere. */
const MANAGED_CACHE_POLICIES: Readonly<Record<string, CachePolicy>> = {
  // CachingOptimized
  '658327ea-f89d-4fab-a63d-7e88639e58f6': { ...nothing, minTtl: 1, defaultTtl: DAY, maxTtl: YEAR, gzip: true, brotli: true },
  // CachingDisabled
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': { ...nothing, minTtl: 0, defaultTtl: 0, maxTtl: 0, gzip: false, brotli: false },
};

const MANAGED_ORIGIN_REQUEST_POLICIES: Readonly<Record<string, Selections>> = {
  // AllViewerExceptHostHeader
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': { query: ALL, headers: { behaviour: 'allExcept', names: ['host'] }, cookies: ALL },
  // CORS-S3Origin
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': {
    ...nothing,
    headers: whitelist('origin', 'access-control-request-headers', 'access-control-request-method'),
  },
  // CORS-CustomOrigin
  '59781a5b-3903-41f3-afcb-af62929ccde1': { ...nothing, headers: whitelist('origin') },
};

export function findCachePolicy(where: string, id: string, own: readonly Declared[]): CachePolicy {
  const declared = own.find((policy) => policy.id === id);
  const found = declared ? readCachePolicy(declared) : MANAGED_CACHE_POLICIES[id];
  if (!found) throw new UnsupportedInTemplate(where, `cache policy ${id} is not served on the laptop.`);
  return found;
}

export function findOriginRequestPolicy(where: string, id: string | undefined, own: readonly Declared[]): Selections {
  if (id === undefined) return nothing;
  const declared = own.find((policy) => policy.id === id);
  const found = declared ? readOriginRequestPolicy(declared) : MANAGED_ORIGIN_REQUEST_POLICIES[id];
  if (!found) throw new UnsupportedInTemplate(where, `origin request policy ${id} is not served on the laptop.`);
  return found;
}

function readCachePolicy({ logicalId, properties }: Declared): CachePolicy {
  refuseUnknown(logicalId, properties, ['CachePolicyConfig']);
  const config = properties['CachePolicyConfig'] as Properties & Record<'MinTTL' | 'DefaultTTL' | 'MaxTTL', number>;
  refuseUnknown(logicalId, config, ['Name', 'Comment', 'MinTTL', 'DefaultTTL', 'MaxTTL', 'ParametersInCacheKeyAndForwardedToOrigin']);
  const parameters = config['ParametersInCacheKeyAndForwardedToOrigin'] as Properties;
  return {
    ...readSelections(logicalId, parameters),
    minTtl: config.MinTTL,
    defaultTtl: config.DefaultTTL,
    maxTtl: config.MaxTTL,
    gzip: parameters['EnableAcceptEncodingGzip'] === true,
    brotli: parameters['EnableAcceptEncodingBrotli'] === true,
  };
}

function readOriginRequestPolicy({ logicalId, properties }: Declared): Selections {
  refuseUnknown(logicalId, properties, ['OriginRequestPolicyConfig']);
  const { Name: _name, Comment: _comment, ...config } = properties['OriginRequestPolicyConfig'] as Properties;
  return readSelections(logicalId, config);
}

function readSelections(where: string, config: Properties): Selections {
  refuseUnknown(where, config, [
    ...['CookiesConfig', 'HeadersConfig', 'QueryStringsConfig', 'EnableAcceptEncodingGzip', 'EnableAcceptEncodingBrotli'],
  ]);
  const query = readSelection(where, config['QueryStringsConfig'] as Properties, 'QueryStringBehavior', 'QueryStrings');
  const cookies = readSelection(where, config['CookiesConfig'] as Properties, 'CookieBehavior', 'Cookies');
  const headers = readSelection(where, config['HeadersConfig'] as Properties, 'HeaderBehavior', 'Headers');
  return { query, cookies, headers: { ...headers, names: headers.names.map((name) => name.toLowerCase()) } };
}

function readSelection(where: string, config: Properties, behaviourName: string, listName: string): Selection {
  const behaviour = config[behaviourName];
  // A policy that sends the viewer's Host to an origin breaks both S3 and API Gateway, so `allViewer` is refused.
  const served = behaviourName === 'HeaderBehavior' ? ['none', 'whitelist', 'allExcept'] : ['none', 'whitelist', 'all', 'allExcept'];
  refuseUnless(where, behaviourName, behaviour, served);
  return { behaviour: behaviour as Selection['behaviour'], names: (config[listName] as string[] | undefined) ?? [] };
}

export function takes({ behaviour, names }: Selection, name: string): boolean {
  if (behaviour === 'whitelist') return names.includes(name);
  if (behaviour === 'allExcept') return !names.includes(name);
  return behaviour === 'all';
}
