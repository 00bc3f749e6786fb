import { afterEach, describe, expect, it } from 'vitest';
import type { HttpApiOptions } from '../../../local/http-api/create-http-api.ts';
import type { RunningServer } from '../../../local/wire/serve.ts';
import { declared, running, theGoodApi } from './fixture.ts';

let api: (RunningServer & { readonly url: string }) | undefined;
afterEach(async () => {
  await api?.close();
  api = undefined;
});

async function get(path: string, changes: Partial<HttpApiOptions> = {}, init?: RequestInit): Promise<Response> {
  api = await running(changes);
  return fetch(api.url + path, init);
}

const returning = (result: unknown): Partial<HttpApiOptions> => ({ invoke: () => Promise.resolve(result) });
const failing = (name: string): Partial<HttpApiOptions> => ({
  invoke: () => Promise.reject(Object.assign(new Error('secret detail'), { name })),
});
const stage = (more: Record<string, unknown>): Partial<HttpApiOptions> => ({
  stage: declared('Stage', { ...theGoodApi.stage.properties, ...more }),
});

describe('what a function returns', () => {
  it.each([
    ['a string', 'hi', 200, 'application/json', 'hi'],
    ['an object without status', { a: 1 }, 200, 'application/json', '{"a":1}'],
    ['a status alone', { statusCode: 204 }, 204, 'text/plain;charset=UTF-8', ''],
    ['a status as text', { statusCode: '201', body: 'x' }, 201, 'text/plain;charset=UTF-8', 'x'],
    ['base64', { statusCode: 200, headers: { 'Content-Type': 'image/png' }, body: 'eA==', isBase64Encoded: true }, 200, 'image/png', 'x'],
  ])('%s', async (_, result, status, type, body) => {
    const answered = await get('/api/open', returning(result));
    expect([answered.status, answered.headers.get('content-type'), await answered.text()]).toEqual([status, type, body]);
  });

  it('sets every cookie', async () => {
    const answered = await get('/api/open', returning({ statusCode: 200, cookies: ['a=1', 'b=2; Secure'] }));
    expect(answered.headers.getSetCookie()).toEqual(['a=1', 'b=2; Secure']);
  });

  it.each([
    ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
    ['a status that is no number', { statusCode: 'fine' }],
    ['headers that are objects', { statusCode: 200, headers: { a: { b: 1 } } }],
    ['cookies that are no list', { statusCode: 200, cookies: 'a=1' }],
    ['nothing', undefined],
  ])('answers 500 for %s', async (_, result) => {
    const answered = await get('/api/open', returning(result));
    expect([answered.status, await answered.text()]).toEqual([500, '{"message":"Internal Server Error"}']);
  });
});

describe('the gateway’s own answers', () => {
  it.each([
    ['no route', '/nothing', {}, 404, 'Not Found'],
    ['a failed function', '/api/open', failing('FunctionError'), 500, 'Internal Server Error'],
    ['a throttled function', '/api/open', failing('TooManyRequestsException'), 503, 'Service Unavailable'],
    ['too large an event', '/api/open', failing('RequestTooLargeException'), 413, 'Request Entity Too Large'],
    ['a path that cannot be decoded', '/missing/%FF', {}, 400, 'Bad Request'],
  ])('%s', async (_, path, changes, status, message) => {
    const answered = await get(path, changes);
    expect([answered.status, await answered.text()]).toEqual([status, JSON.stringify({ message })]);
  });

  it('refuses another method of a known path', async () => {
    expect((await get('/api/open', {}, { method: 'DELETE' })).status).toBe(404);
  });

  it('stops waiting for a function after the integration’s time', async () => {
    const [integration] = theGoodApi.integrations;
    const hurried = declared('Integration', { ...integration!.properties, TimeoutInMillis: 5 }, 'i1');
    const answered = await get('/api/open', { integrations: [hurried], invoke: () => new Promise(() => undefined) });
    expect([answered.status, await answered.text()]).toEqual([503, '{"message":"Service Unavailable"}']);
  });

  it('refuses bodies beyond 10 MB before any function runs', async () => {
    let invoked = 0;
    const counting = { invoke: () => Promise.resolve((invoked += 1)) };
    const answered = await get('/api/open', counting, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect([answered.status, await answered.text(), invoked]).toEqual([413, '{"message":"Request Entity Too Large"}', 0]);
  });

  it('throttles each route with its own bucket, refilled on real time', async () => {
    let now = 1_000_000;
    const settings = stage({ DefaultRouteSettings: { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 2 } });
    const first = await get('/api/open', { ...settings, realNow: () => now });
    const statuses = [first.status];
    const again = async (path: string): Promise<number> => (await fetch(api!.url + path)).status;
    statuses.push(await again('/api/open'), await again('/api/open'), await again('/missing/x'));
    now += 1000;
    statuses.push(await again('/api/open'), await again('/api/open'));
    expect(statuses).toEqual([200, 200, 429, 200, 200, 429]);
    expect(await (await fetch(`${api!.url}/api/open`)).text()).toBe('{"message":"Too Many Requests"}');
  });
});

describe('beside the function', () => {
  it('writes an access log line in the stage’s format that no request can forge', async () => {
    const lines: string[] = [];
    const Format = '{"route":"$context.routeKey","status":$context.status,"agent":"$context.identity.userAgent","why":"$context.error.message"}';
    const logged = { ...stage({ AccessLogSettings: { DestinationArn: 'arn', Format } }), accessLog: (line: string) => lines.push(line) };
    await get('/api/open', logged, { headers: { 'user-agent': 'x","status":1,"y":"' } });
    await fetch(`${api!.url}/nothing`, { headers: { 'user-agent': 'z' } });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { route: 'GET /api/open', status: 200, agent: 'x","status":1,"y":"', why: '-' },
      { route: '-', status: 404, agent: 'z', why: 'Not Found' },
    ]);
  });

  it('answers preflights and puts its CORS headers in place of the function’s', async () => {
    const cors = { AllowOrigins: ['https://desk.example'], AllowMethods: ['GET'], AllowHeaders: ['authorization'], MaxAge: 60 };
    const withCors = { api: declared('Api', { ...theGoodApi.api.properties, CorsConfiguration: cors }, 'api1') };
    const result = returning({ statusCode: 200, headers: { 'access-control-allow-origin': '*' } });
    const origin = 'https://desk.example';
    const asked = { origin, 'access-control-request-method': 'GET' };
    const preflight = await get('/api/releases', { ...withCors, ...result }, { method: 'OPTIONS', headers: asked });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET',
      'access-control-allow-headers': 'authorization',
      'access-control-max-age': '60',
    });
    const allowOf = async (from: string): Promise<string | null> =>
      (await fetch(`${api!.url}/api/open`, { headers: { origin: from } })).headers.get('access-control-allow-origin');
    expect([await allowOf(origin), await allowOf('https://evil.example')]).toEqual([origin, null]);
  });

  it('calls the function as the route’s own source, which a permission is held against', async () => {
    const calls: string[][] = [];
    const invoke = (arn: string, _event: unknown, sourceArn: string): Promise<unknown> => Promise.resolve(calls.push([arn, sourceArn]));
    await get('/api/any/7/x', { invoke });
    await fetch(`${api!.url}/missing/a/b`);
    const root = 'arn:aws:execute-api:eu-central-1:000000000000:api1/$default';
    const desk = 'arn:aws:lambda:eu-central-1:000000000000:function:desk:live';
    expect(calls).toEqual([[desk, `${root}/*/api/any/{id}/x`], [desk, `${root}/GET/missing/{proxy+}`]]);
  });
});

describe('a template that asks for more than is served', () => {
  it.each<[string, Partial<HttpApiOptions>, string]>([
    ['an unknown property', { api: declared('Api', { ...theGoodApi.api.properties, Version: '1' }) }, 'Api: property Version'],
    ['another protocol', { api: declared('Api', { Name: 'x', ProtocolType: 'WEBSOCKET' }) }, 'Api: ProtocolType'],
    ['a named stage', stage({ StageName: 'v1' }), 'Stage: StageName'],
    ['a log variable', stage({ AccessLogSettings: { Format: '$context.whatever' } }), 'Stage: access log variable $context.whatever'],
    ['a missing authorizer', { authorizers: [] }, 'no authorizer a1'],
    ['a missing integration', { integrations: [] }, 'no integration for Target integrations/i1'],
  ])('is refused by name: %s', async (_, changes, message) => {
    await expect(running(changes)).rejects.toThrow(message);
  });
});
