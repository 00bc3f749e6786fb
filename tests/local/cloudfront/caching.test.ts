import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lifetimeOf } from '../../../local/cloudfront/freshness.ts';
import { findCachePolicy } from '../../../local/cloudfront/policies.ts';
import { CACHING_OPTIMIZED, ok, theGoodConfig, world, type World } from './fixture.ts';

let edge: World;
beforeEach(async () => {
  edge = await world();
});
afterEach(() => edge.close());

const HTML = 's-maxage=60, stale-while-revalidate=600, stale-if-error=86400';
const forward = (seconds: number): Promise<number> => edge.clock.moveTo(edge.clock.now() + seconds * 1000);

/** A portal page whose content and ETag follow `version`; answers 304 to the ETag it has. */
function pageOf(version: () => string, cacheControl = HTML): void {
  edge.answers.portal = (request) => {
    const etag = `"${version()}"`;
    const headers = { 'cache-control': cacheControl, etag };
    return request.headers['if-none-match'] === etag ? { status: 304, headers, body: '' } : ok(version(), headers);
  };
}

describe('the virtual clock ages what the edge keeps', () => {
  it('fresh, then stale while it is fetched anew, then revalidated', async () => {
    let version = 'one';
    pageOf(() => version);
    const first = await edge.get('/a.html');
    expect([first.cache, first.text, first.headers.get('age')]).toEqual(['Miss', 'one', null]);
    version = 'two';
    await forward(59);
    const fresh = await edge.get('/a.html');
    expect([fresh.cache, fresh.text]).toEqual(['Hit', 'one']);
    expect(Number(fresh.headers.get('age'))).toBeGreaterThanOrEqual(59);
    await forward(10);
    expect((await edge.get('/a.html')).text).toBe('one');
    await edge.clock.activity.quiet();
    expect((await edge.get('/a.html')).text).toBe('two');
    await forward(700);
    const renewed = await edge.get('/a.html');
    expect([renewed.cache, renewed.text]).toEqual(['RefreshHit', 'two']);
    expect(edge.asked.at(-1)!.request.headers['if-none-match']).toBe('"two"');
  });

  it.each([500, 502, 503, 504])('serves what it has while the origin answers %i, until stale-if-error is over', async (status) => {
    pageOf(() => 'one', 's-maxage=60, stale-if-error=600');
    await edge.get('/a.html');
    edge.answers.portal = () => ok('broken', {}, status);
    await forward(100);
    expect((await edge.get('/a.html')).text).toBe('one');
    await forward(600);
    expect((await edge.get('/a.html')).status).toBe(status);
  });

  it('without that directive goes on serving it, which is why a withdrawal needs an invalidation', async () => {
    pageOf(() => 'one', 's-maxage=60');
    await edge.get('/a.html');
    edge.answers.portal = () => Promise.reject(new Error('gone'));
    await forward(10 * 86_400);
    expect((await edge.get('/a.html')).text).toBe('one');
  });

  it.each(['no-store', 'private', 'no-cache', 'max-age=0', 's-maxage=0, max-age=600'])('keeps nothing under %s', async (cacheControl) => {
    pageOf(() => 'one', cacheControl);
    await edge.get('/a.html');
    expect((await edge.get('/a.html')).cache).toBe('Miss');
  });

  it('keeps no answer to a viewer who has it: 304, weakly compared', async () => {
    pageOf(() => 'one');
    await edge.get('/a.html');
    for (const known of ['"one"', 'W/"one"', '"x", "one"', '*']) {
      expect((await edge.raw('/a.html', { 'if-none-match': known })).status).toBe(304);
    }
    expect((await edge.raw('/a.html', { 'if-none-match': '"two"' })).status).toBe(200);
  });

  it('answers HEAD from a kept GET, with its length', async () => {
    pageOf(() => 'one');
    await edge.get('/a.html');
    const head = await edge.raw('/a.html', {}, 'HEAD');
    expect([head.status, head.headers['content-length'], head.headers['x-cache'], head.body.length]).toEqual([200, '3', 'Hit from cloudfront', 0]);
  });
});

describe('what the cache tells apart', () => {
  it('the query parameters of the policy, no others', async () => {
    edge.answers.portal = (request) => ok(`page ${request.query.get('page')}`, { 'cache-control': HTML });
    const paths = ['/a.html?page=1', '/a.html?page=2', '/a.html?page=1&utm=x'];
    const texts = [];
    for (const path of paths) texts.push((await edge.get(path)).text);
    expect(texts).toEqual(['page 1', 'page 2', 'page 1']);
    expect(edge.asked).toHaveLength(2);
  });

  it('never keeps the API’s answers, whatever they say', async () => {
    edge.answers.api = () => ok('mine', { 'cache-control': 'max-age=600' });
    await edge.get('/api/me');
    expect((await edge.get('/api/me')).cache).toBe('Miss');
  });

  it('keeps no cookie for others: an origin’s Set-Cookie is dropped where cookies are not forwarded', async () => {
    edge.answers.portal = () => ok('page', { 'cache-control': HTML, 'set-cookie': 'session=1' });
    expect((await edge.get('/a.html')).headers.get('set-cookie')).toBeNull();
    edge.answers.api = () => ok('api', { 'set-cookie': 'session=1' });
    expect((await edge.get('/api/x')).headers.get('set-cookie')).toBe('session=1');
  });
});

describe('errors', () => {
  it('are not kept where the distribution says ttl 0', async () => {
    edge.answers.portal = () => ok('no', {}, 404);
    edge.answers.api = () => ok('404 page', {}, 404);
    await edge.get('/new.html');
    edge.answers.portal = () => ok('here now');
    expect((await edge.get('/new.html')).text).toBe('here now');
  });

  it('are kept ten seconds where it says nothing, on an uncached behaviour too', async () => {
    const { CustomErrorResponses: _ttls, ...config } = theGoodConfig;
    const kind = await world({}, config);
    kind.answers.api = () => ok('no', {}, 404);
    await kind.get('/api/x');
    kind.answers.api = () => ok('here now');
    expect((await kind.get('/api/x')).status).toBe(404);
    await kind.clock.moveTo(kind.clock.now() + 11_000);
    expect((await kind.get('/api/x')).text).toBe('here now');
    await kind.close();
  });

  it.each([
    [404, {}, 10],
    [503, { 'cache-control': 'max-age=30' }, 30],
    [410, { 'cache-control': 'max-age=600' }, undefined],
    [401, {}, undefined],
    [403, {}, undefined],
    [403, { 'cache-control': 'max-age=5' }, 10],
    [422, {}, undefined],
  ])('%i with %j is kept for %s seconds by default', (status, headers, seconds) => {
    const policy = findCachePolicy('test', CACHING_OPTIMIZED, []);
    expect(lifetimeOf(status, headers, policy, new Map())?.freshSeconds).toBe(seconds);
  });
});
