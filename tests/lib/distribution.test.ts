import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { at, flatten, list, ofType, only, pathOf, type Template } from './assertions/template.ts';
import { openWorkshop, synthesiseIn } from './fixture.ts';

const workshop = openWorkshop();
let template: Template;
let config: unknown;

beforeAll(async () => {
  template = await synthesiseIn(workshop, 'laptop');
  config = at(only(template, 'AWS::CloudFront::Distribution').Properties, 'DistributionConfig');
});
afterAll(() => workshop.clear());

const origin = (id: unknown): unknown => list(at(config, 'Origins')).find((each) => at(each, 'Id') === id);
const behaviour = (pattern: string): unknown => list(at(config, 'CacheBehaviors')).find((each) => at(each, 'PathPattern') === pattern);
const secret = [{ HeaderName: 'x-fabu-origin-secret', HeaderValue: expect.objectContaining({}) as unknown }];

describe('origins', () => {
  const members = (): unknown[] => {
    const [group] = list(at(config, 'OriginGroups', 'Items'));
    expect(at(config, 'DefaultCacheBehavior', 'TargetOriginId')).toBe(at(group, 'Id'));
    return list(at(group, 'Members', 'Items')).map((member) => origin(at(member, 'OriginId')));
  };
  test('pages come from the bucket with access control, on 403 and 404 from the API below /missing', () => {
    const [bucket, fallback] = members();
    expect(at(config, 'OriginGroups', 'Items', 0, 'FailoverCriteria', 'StatusCodes', 'Items')).toEqual([403, 404]);
    expect(at(bucket, 'OriginAccessControlId')).toBeDefined();
    expect(flatten(at(bucket, 'DomainName'))).toBe('<PortalSitePortal.RegionalDomainName>');
    expect(at(fallback, 'OriginPath')).toBe('/missing');
  });
  test('the API is reached over TLS with the origin secret, from both sides', () => {
    const api = origin(at(behaviour('/api/*'), 'TargetOriginId'));
    for (const each of [api, members()[1]]) {
      expect(at(each, 'OriginCustomHeaders')).toEqual(secret);
      expect(at(each, 'CustomOriginConfig', 'OriginProtocolPolicy')).toBe('https-only');
      expect(flatten(at(each, 'DomainName'))).toBe('<DeskApi>.execute-api.<AWS::Region>.<AWS::URLSuffix>');
    }
    expect(at(api, 'OriginPath')).toBeUndefined();
  });
  test('an origin group takes GET, HEAD and OPTIONS only', () => {
    expect(at(config, 'DefaultCacheBehavior', 'AllowedMethods')).toEqual(['GET', 'HEAD', 'OPTIONS']);
  });
  test('the fallback never sees the reader\'s Host', () => {
    expect(at(config, 'DefaultCacheBehavior', 'OriginRequestPolicyId')).toBeUndefined();
  });
});

describe('caching', () => {
  test('errors are never kept, and no page replaces what the API says', () => {
    expect(at(config, 'CustomErrorResponses')).toEqual([403, 404, 500, 502, 503, 504].map((ErrorCode) => ({ ErrorCode, ErrorCachingMinTTL: 0 })));
  });
  test('a page decides how long it is kept, from not at all to a day and more', () => {
    const policy = at(only(template, 'AWS::CloudFront::CachePolicy').Properties, 'CachePolicyConfig');
    expect(at(policy, 'MinTTL')).toBe(0);
    expect(Number(at(policy, 'MaxTTL'))).toBeGreaterThanOrEqual(86_400);
    expect(flatten(at(config, 'DefaultCacheBehavior', 'CachePolicyId'))).toBe('<PortalSiteCaching>');
  });
  test('the API is not cached and gets all the reader sent but Host', () => {
    // The ids of CloudFront's managed policies CachingDisabled and AllViewerExceptHostHeader.
    expect(at(behaviour('/api/*'), 'CachePolicyId')).toBe('4135ea2d-6df8-44a3-9df3-4b5a84be39ad');
    expect(at(behaviour('/api/*'), 'OriginRequestPolicyId')).toBe('b689b0a8-53d0-40ab-baf2-68738e2966ac');
    expect(list(at(behaviour('/api/*'), 'AllowedMethods'))).toContain('DELETE');
  });
  test('assets may be kept for ever: their names carry a hash; the desk\'s page and settings are asked about each time', () => {
    const deployments = ofType(template, 'Custom::CDKBucketDeployment').map(([, { Properties }]) => [at(Properties, 'DestinationBucketKeyPrefix'), at(Properties, 'SystemMetadata', 'cache-control'), at(Properties, 'Prune')]);
    const forEver = 'public, max-age=31536000, immutable';
    expect(deployments).toHaveLength(3);
    expect(deployments).toEqual(expect.arrayContaining([['assets/', forEver, false], ['desk/assets/', forEver, false], ['desk/', 'no-cache', false]]));
  });
});

type Of = 'Headers' | 'ApiHeaders' | 'DeskHeaders';

describe('headers', () => {
  const headers = (of: Of = 'Headers'): unknown => {
    const policy = ofType(template, 'AWS::CloudFront::ResponseHeadersPolicy').find(([id]) => pathOf(id) === (of === 'DeskHeaders' ? 'DeskSiteHeaders' : `PortalSite${of}`));
    return at(policy?.[1].Properties, 'ResponseHeadersPolicyConfig');
  };
  const contentSecurityPolicyOf = (of: Of): string => flatten(at(headers(of), 'SecurityHeadersConfig', 'ContentSecurityPolicy', 'ContentSecurityPolicy'));
  test('every behaviour has them, the API those without script and form', () => {
    const behaviours = [at(config, 'DefaultCacheBehavior'), behaviour('/api/*'), behaviour('/assets/*'), behaviour('/desk/*')];
    expect(behaviours.map((each) => flatten(at(each, 'ResponseHeadersPolicyId')))).toEqual(['<PortalSiteHeaders>', '<PortalSiteApiHeaders>', '<PortalSiteHeaders>', '<DeskSiteHeaders>']);
    expect(behaviours.map((each) => at(each, 'ViewerProtocolPolicy'))).toEqual(Array(4).fill('redirect-to-https'));
    expect(list(at(config, 'CacheBehaviors'))).toHaveLength(3);
  });
  test('nothing within a page is run or styled, and nothing comes from elsewhere', () => {
    const policy = contentSecurityPolicyOf('Headers');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/unsafe-|https?:|\*/);
  });
  test('what the API answers runs nothing and sends nothing, even where it is a page; otherwise both are alike', () => {
    const policy = contentSecurityPolicyOf('ApiHeaders').split('; ');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "form-action 'none'", "frame-ancestors 'none'", 'sandbox']));
    expect(policy.join()).not.toMatch(/script-src|connect-src|unsafe-|https?:|\*/);
    const others = (of: Of): unknown => ({ ...(at(headers(of), 'SecurityHeadersConfig') as object), ContentSecurityPolicy: undefined });
    expect(others('ApiHeaders')).toEqual(others('Headers'));
    expect(others('DeskHeaders')).toEqual(others('Headers'));
    expect(at(headers('ApiHeaders'), 'CustomHeadersConfig')).toEqual(at(headers(), 'CustomHeadersConfig'));
  });
  test('the desk runs its own files only, makes no markup of text, and talks to the API, to the uploads and to the sign-in', () => {
    const policy = contentSecurityPolicyOf('DeskHeaders').split('; ');
    expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "script-src 'self'", "style-src 'self'", "base-uri 'none'", "frame-ancestors 'none'", "require-trusted-types-for 'script'", 'trusted-types desk-editor']));
    expect(policy.find((each) => each.startsWith('connect-src'))).toBe("connect-src 'self' https://<ContentStoreContent.RegionalDomainName> https://<IdentityDomain>.auth.<AWS::Region>.amazoncognito.com");
    expect(policy.join()).not.toMatch(/unsafe-|\*/);
  });
  test('browsers remember for two years to come by TLS', () => {
    expect(at(headers(), 'SecurityHeadersConfig', 'StrictTransportSecurity')).toEqual({ AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true, Override: true });
  });
  test('types are not guessed, other windows are kept apart, referrers stay short', () => {
    expect(at(headers(), 'SecurityHeadersConfig', 'ContentTypeOptions', 'Override')).toBe(true);
    expect(at(headers(), 'SecurityHeadersConfig', 'ReferrerPolicy', 'ReferrerPolicy')).toBe('strict-origin-when-cross-origin');
    expect(list(at(headers(), 'CustomHeadersConfig', 'Items')).map((item) => at(item, 'Header'))).toContain('cross-origin-opener-policy');
  });
});

test('functions at the edge run before the cache, on pages and on the desk only', () => {
  const associated = (each: unknown): unknown => at(each, 'FunctionAssociations', 0, 'EventType');
  expect([at(config, 'DefaultCacheBehavior'), behaviour('/desk/*')].map(associated)).toEqual(['viewer-request', 'viewer-request']);
  expect([behaviour('/api/*'), behaviour('/assets/*')].map((each) => at(each, 'FunctionAssociations'))).toEqual([undefined, undefined]);
  for (const [, { Properties }] of ofType(template, 'AWS::CloudFront::Function')) {
    expect(at(Properties, 'FunctionConfig', 'Runtime')).toBe('cloudfront-js-2.0');
    expect(Buffer.byteLength(at(Properties, 'FunctionCode') as string)).toBeLessThanOrEqual(10_240);
  }
});
