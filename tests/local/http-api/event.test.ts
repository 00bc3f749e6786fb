import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RunningServer } from '../../../local/wire/serve.ts';
import { running, VIRTUAL_NOW } from './fixture.ts';

let api: RunningServer & { readonly url: string };
beforeAll(async () => {
  api = await running();
});
afterAll(() => api.close());

async function eventOf(path: string, init?: RequestInit): Promise<APIGatewayProxyEventV2> {
  const answered = await fetch(api.url + path, init);
  expect(answered.status).toBe(200);
  return (await answered.json()) as APIGatewayProxyEventV2;
}

describe('the event of payload format 2.0', () => {
  it('has method, route, query, cookies and the virtual time', async () => {
    const event = await eventOf('/api/open?a=1&a=2&b=%E4%B8%AD', { headers: { cookie: 'x=1; y=2', 'X-Thing': 'Q', 'user-agent': 'test' } });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /api/open',
      rawPath: '/api/open',
      rawQueryString: 'a=1&a=2&b=%E4%B8%AD',
      cookies: ['x=1', 'y=2'],
      queryStringParameters: { a: '1,2', b: '中' },
      isBase64Encoded: false,
      requestContext: {
        accountId: '000000000000',
        apiId: 'api1',
        domainName: 'api1.execute-api.eu-central-1.amazonaws.com',
        domainPrefix: 'api1',
        stage: '$default',
        routeKey: 'GET /api/open',
        http: { method: 'GET', path: '/api/open', protocol: 'HTTP/1.1', sourceIp: '203.0.113.9', userAgent: 'test' },
      },
    });
    expect(event.headers).toMatchObject({ 'x-thing': 'Q', 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' });
    expect(event.headers).not.toHaveProperty('cookie');
    expect(Math.abs(event.requestContext.timeEpoch - VIRTUAL_NOW)).toBeLessThan(60_000);
    expect(event.requestContext.time).toMatch(/^30\/Sep\/2025:07:5\d:\d\d \+0000$/);
  });

  it('leaves out what a request lacks', async () => {
    const event = await eventOf('/api/open');
    for (const absent of ['cookies', 'queryStringParameters', 'pathParameters', 'stageVariables', 'body']) {
      expect(event).not.toHaveProperty(absent);
    }
    expect(event.requestContext).not.toHaveProperty('authorizer');
  });

  it('hands on the path decoded, and greedy parameters with their slashes', async () => {
    const event = await eventOf('/missing/zhejiang/art/%E4%B8%AD.html');
    expect(event.rawPath).toBe('/missing/zhejiang/art/中.html');
    expect(event.pathParameters).toEqual({ proxy: 'zhejiang/art/中.html' });
  });

  it.each([
    ['application/json', '{"a":"中"}', '{"a":"中"}', false],
    ['text/plain; charset=utf-8', 'hello', 'hello', false],
    ['application/x-www-form-urlencoded', 'a=1', 'YT0x', true],
    ['application/problem+json', '{}', 'e30=', true],
    ['application/octet-stream', 'x', 'eA==', true],
  ])('carries a body of type %s', async (type, body, expected, isBase64Encoded) => {
    const event = await eventOf('/api/open', { method: 'POST', headers: { 'content-type': type }, body });
    expect(event).toMatchObject({ body: expected, isBase64Encoded });
  });
});
