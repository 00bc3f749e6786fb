import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { createDistribution, type DistributionOptions, type RunningDistribution } from '../../../local/cloudfront/create-distribution.ts';
import type { Declared, Properties } from '../../../local/wire/known-properties.ts';
import { serve } from '../../../local/wire/serve.ts';
import type { WireRequest, WireResponse } from '../../../local/wire/wire.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

export const CACHING_DISABLED = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
export const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
export const ALL_VIEWER_EXCEPT_HOST = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

export function declared(logicalId: string, properties: Properties, id = logicalId): Declared {
  return { logicalId, id, properties };
}

export const INDEX_FUNCTION = `
function handler(event) {
  var request = event.request;
  if (request.uri.endsWith('/')) { request.uri += 'index.html'; return request; }
  if (request.uri === '/zhejiang') {
    return { statusCode: 301, statusDescription: 'Moved Permanently', headers: { location: { value: '/zhejiang/' } } };
  }
  return request;
}`;

const cacheConfig = {
  Name: 'portal',
  MinTTL: 0,
  DefaultTTL: 0,
  MaxTTL: 86_400,
  ParametersInCacheKeyAndForwardedToOrigin: {
    CookiesConfig: { CookieBehavior: 'none' },
    HeadersConfig: { HeaderBehavior: 'none' },
    QueryStringsConfig: { QueryStringBehavior: 'whitelist', QueryStrings: ['page'] },
    EnableAcceptEncodingGzip: true,
    EnableAcceptEncodingBrotli: true,
  },
};

const headersConfig = {
  Name: 'strict',
  SecurityHeadersConfig: {
    ContentSecurityPolicy: { ContentSecurityPolicy: "default-src 'none'", Override: true },
    ContentTypeOptions: { Override: true },
    StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_000, IncludeSubdomains: true, Override: true },
    ReferrerPolicy: { ReferrerPolicy: 'same-origin', Override: false },
  },
  CustomHeadersConfig: { Items: [{ Header: 'Cross-Origin-Opener-Policy', Value: 'same-origin', Override: true }] },
  RemoveHeadersConfig: { Items: [{ Header: 'x-amz-version-id' }], Quantity: 1 },
};

const origins = [
  { Id: 'portal', DomainName: 'portal.s3.eu-central-1.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' }, OriginAccessControlId: 'oac1' },
  { Id: 'assets', DomainName: 'assets.s3.eu-central-1.amazonaws.com', S3OriginConfig: { OriginAccessIdentity: '' }, OriginAccessControlId: 'oac1' },
  {
    Id: 'missing',
    DomainName: 'api1.execute-api.eu-central-1.amazonaws.com',
    OriginPath: '/missing',
    OriginCustomHeaders: [{ HeaderName: 'x-fabu-origin-secret', HeaderValue: 'secret' }],
    CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
  },
  {
    Id: 'api',
    DomainName: 'api1.execute-api.eu-central-1.amazonaws.com',
    OriginCustomHeaders: [{ HeaderName: 'x-fabu-origin-secret', HeaderValue: 'secret' }],
    CustomOriginConfig: { OriginProtocolPolicy: 'https-only' },
  },
];

const READS = ['GET', 'HEAD', 'OPTIONS'];

/** The good case that tests change in one point: the distribution of the template. */
export const theGoodConfig = {
  Enabled: true,
  HttpVersion: 'http2and3',
  Origins: origins,
  OriginGroups: {
    Quantity: 1,
    Items: [
      {
        Id: 'portal-or-missing',
        FailoverCriteria: { StatusCodes: { Items: [403, 404], Quantity: 2 } },
        Members: { Items: [{ OriginId: 'portal' }, { OriginId: 'missing' }], Quantity: 2 },
      },
    ],
  },
  DefaultCacheBehavior: {
    TargetOriginId: 'portal-or-missing',
    ViewerProtocolPolicy: 'redirect-to-https',
    AllowedMethods: READS,
    CachedMethods: ['GET', 'HEAD'],
    Compress: true,
    CachePolicyId: 'cache1',
    ResponseHeadersPolicyId: 'headers1',
    FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: 'function1' }],
  },
  CacheBehaviors: [
    {
      PathPattern: '/api/*',
      TargetOriginId: 'api',
      ViewerProtocolPolicy: 'https-only',
      AllowedMethods: [...READS, 'PUT', 'PATCH', 'POST', 'DELETE'],
      Compress: true,
      CachePolicyId: CACHING_DISABLED,
      OriginRequestPolicyId: ALL_VIEWER_EXCEPT_HOST,
      ResponseHeadersPolicyId: 'headers1',
    },
    { PathPattern: '/assets/*', TargetOriginId: 'assets', ViewerProtocolPolicy: 'https-only', CachePolicyId: CACHING_OPTIMIZED, Compress: true },
  ],
  CustomErrorResponses: [403, 404, 500, 502, 503, 504].map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })),
};

export interface World extends RunningDistribution {
  readonly url: string;
  readonly clock: Clock;
  /** Everything that an origin was asked for, in order. */
  readonly asked: { readonly origin: string; readonly request: WireRequest }[];
  /** What each origin answers; tests put their own in. */
  readonly answers: Record<'portal' | 'assets' | 'api', (request: WireRequest) => WireResponse | Promise<WireResponse>>;
  /** Status, X-Cache and text of a GET. */
  get(path: string, init?: RequestInit): Promise<{ status: number; cache: string; text: string; headers: Headers }>;
  /** The bytes as they came, and repeated headers, without fetch's own decoding. */
  raw(path: string, headers: Record<string, string>, method?: string): Promise<{ status: number; headers: Record<string, unknown>; body: Buffer }>;
  close(): Promise<void>;
}

export const ok = (body: string, headers: Record<string, string> = {}, status = 200): WireResponse => ({
  status,
  headers: { 'content-type': 'text/html', ...headers },
  body,
});

export async function world(changes: Partial<DistributionOptions> = {}, config: Properties = theGoodConfig): Promise<World> {
  const clock = changes.clock ?? new Clock(new Activity());
  const asked: World['asked'] = [];
  const answers: World['answers'] = {
    portal: () => ok('<Error><Code>NoSuchKey</Code></Error>', {}, 404),
    assets: () => ok('asset'),
    api: () => ok('api'),
  };
  const ask = (origin: keyof World['answers']) => (request: WireRequest) => {
    asked.push({ origin, request });
    return Promise.resolve(answers[origin](request));
  };
  const distribution = createDistribution({
    distribution: declared('Distribution', { DistributionConfig: config }, 'D1'),
    cachePolicies: [declared('CachePolicy', { CachePolicyConfig: cacheConfig }, 'cache1')],
    originRequestPolicies: [],
    responseHeadersPolicies: [declared('HeadersPolicy', { ResponseHeadersPolicyConfig: headersConfig }, 'headers1')],
    functions: [
      declared('Index', { Name: 'index', AutoPublish: true, FunctionCode: INDEX_FUNCTION, FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' } }, 'function1'),
    ],
    originAccessControls: [declared('Oac', {}, 'oac1')],
    origins: {
      s3: (domain) => ask(domain.startsWith('portal') ? 'portal' : 'assets'),
      http: () => ask('api'),
    },
    accountId: '000000000000',
    partition: 'aws',
    clock,
    invalidationsFile: join(temporaryFolder('fabu-edge-'), 'invalidations.jsonl'),
    ...changes,
  });
  const server = await serve((request) => distribution.handle({ ...request, sourceIp: '203.0.113.9' }));
  const url = `http://127.0.0.1:${server.port}`;
  return {
    ...distribution,
    url,
    clock,
    asked,
    answers,
    async get(path, init = {}) {
      const answered = await fetch(url + path, { redirect: 'manual', ...init });
      const cache = (answered.headers.get('x-cache') ?? '').replace(' from cloudfront', '');
      return { status: answered.status, cache, text: await answered.text(), headers: answered.headers };
    },
    raw: (path, headers, method = 'GET') =>
      new Promise((resolve, reject) => {
        httpRequest(`${url}${path}`, { method, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) }));
        }).on('error', reject).end();
      }),
    close: () => {
      clock.close();
      return server.close();
    },
  };
}
