import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ok, theGoodConfig, world, type World } from './fixture.ts';

let edge: World;
beforeEach(async () => {
  edge = await world();
});
afterEach(() => edge.close());

describe('behaviours', () => {
  it.each([
    ['/api/releases', 'api'],
    ['/assets/app.css', 'assets'],
    ['/x/%2e%2e/api/releases', 'api'],
    ['/%61pi/releases', 'api'],
    ['/zhejiang/', 'portal'],
  ])('%s goes to %s', async (path, origin) => {
    edge.answers.portal = () => ok('page');
    await edge.raw(path, {});
    expect(edge.asked.map((one) => one.origin)).toEqual([origin]);
  });

  it.each(['POST', 'PUT', 'DELETE'])('refuse %s where only reads are allowed', async (method) => {
    const answered = await edge.get('/zhejiang/', { method });
    expect([answered.status, answered.cache, edge.asked.length]).toEqual([403, 'Error', 0]);
  });
});

describe('the origin group', () => {
  it.each([403, 404])('falls over on %i to the same request under the second origin’s path and secret', async (status) => {
    edge.answers.portal = () => ok('no', {}, status);
    edge.answers.api = () => ok('withdrawn on 3 May', { 'cache-control': 'no-store' }, 410);
    const answered = await edge.get('/zhejiang/art/2025/1.html?page=2', { headers: { 'x-fabu-origin-secret': 'forged' } });
    expect([answered.status, answered.text]).toEqual([410, 'withdrawn on 3 May']);
    const second = edge.asked[1]!.request;
    expect(second.path).toBe('/missing/zhejiang/art/2025/1.html');
    expect(second.query.get('page')).toBe('2');
    expect(second.headers).toMatchObject({ host: 'api1.execute-api.eu-central-1.amazonaws.com', 'x-fabu-origin-secret': 'secret' });
  });

  it.each([500, 503])('does not fall over on %i, which is not listed', async (status) => {
    edge.answers.portal = () => ok('broken', {}, status);
    expect((await edge.get('/a.html')).status).toBe(status);
    expect(edge.asked).toHaveLength(1);
  });

  it('is refused on a behaviour that takes writes, as AWS does', async () => {
    const config = { ...theGoodConfig, DefaultCacheBehavior: { ...theGoodConfig.DefaultCacheBehavior, AllowedMethods: ['GET', 'POST'] } };
    await expect(world({}, config)).rejects.toThrow('origin group on a behaviour that takes writes');
  });
});

describe('what an origin gets', () => {
  it('S3 gets the key, as the service principal of this distribution, and nothing of the viewer', async () => {
    edge.answers.portal = () => ok('page');
    await edge.get('/zhejiang/?utm=1', { headers: { authorization: 'Bearer x', cookie: 'a=1', 'if-none-match': '"x"' } });
    const { request } = edge.asked[0]!;
    expect(request.path).toBe('/zhejiang/index.html');
    expect(request.query.size).toBe(0);
    expect(request.principal).toEqual({
      kind: 'service',
      service: 'cloudfront.amazonaws.com',
      sourceArn: 'arn:aws:cloudfront::000000000000:distribution/D1',
    });
    for (const absent of ['authorization', 'cookie', 'if-none-match']) expect(request.headers).not.toHaveProperty(absent);
  });

  it('the API gets everything of the viewer but Host', async () => {
    await edge.get('/api/releases?a=1&a=2', {
      method: 'POST',
      body: '{}',
      headers: { authorization: 'Bearer x', cookie: 'a=1', 'content-type': 'application/json', 'if-match': '"3"', 'x-fabu-origin-secret': 'forged' },
    });
    const { request } = edge.asked[0]!;
    expect([request.method, request.path, request.query.toString(), request.body.toString()]).toEqual(['POST', '/api/releases', 'a=1&a=2', '{}']);
    expect(request.headers).toMatchObject({
      authorization: 'Bearer x',
      cookie: 'a=1',
      'if-match': '"3"',
      'content-type': 'application/json',
      host: 'api1.execute-api.eu-central-1.amazonaws.com',
      'x-fabu-origin-secret': 'secret',
      'x-forwarded-for': '203.0.113.9',
    });
  });

  it('an origin that breaks is a 502 of the edge', async () => {
    edge.answers.api = () => Promise.reject(new Error('gone'));
    expect((await edge.get('/api/x')).status).toBe(502);
  });
});

describe('a distribution that asks for more than is served is refused by name', () => {
  const behaviour = (more: object): object => ({ ...theGoodConfig, DefaultCacheBehavior: { ...theGoodConfig.DefaultCacheBehavior, ...more } });
  it.each<[string, object, string]>([
    ['an unknown property', { ...theGoodConfig, AnycastIpListId: 'x' }, 'AnycastIpListId'],
    ['an error page', { ...theGoodConfig, CustomErrorResponses: [{ ErrorCode: 404, ResponsePagePath: '/404.html' }] }, 'ResponsePagePath'],
    ['an edge function of Lambda', behaviour({ LambdaFunctionAssociations: [] }), 'LambdaFunctionAssociations'],
    ['a viewer-response function', behaviour({ FunctionAssociations: [{ EventType: 'viewer-response', FunctionARN: 'function1' }] }), 'viewer-response'],
    ['an unknown cache policy', behaviour({ CachePolicyId: 'nope' }), 'cache policy nope'],
    ['an unknown headers policy', behaviour({ ResponseHeadersPolicyId: 'nope' }), 'response headers policy nope'],
    ['AllViewer, which sends Host along', behaviour({ OriginRequestPolicyId: '216adef6-5c7f-47e4-b989-5492eafa07d3' }), '216adef6'],
    ['an unknown function', behaviour({ FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: 'nope' }] }), 'no function nope'],
  ])('%s', async (_, config, message) => {
    await expect(world({}, config as Record<string, unknown>)).rejects.toThrow(message);
  });

  it('an S3 origin without access control', async () => {
    const [portal, ...others] = theGoodConfig.Origins;
    const { OriginAccessControlId: _oac, ...open } = portal as Record<string, unknown>;
    await expect(world({}, { ...theGoodConfig, Origins: [open, ...others] })).rejects.toThrow('OriginAccessControlId');
  });

  it('an origin that nothing answers for', async () => {
    await expect(world({ origins: { s3: () => undefined, http: () => undefined } })).rejects.toThrow('nothing on the laptop answers for portal.s3');
  });
});
