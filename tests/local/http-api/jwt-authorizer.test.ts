import { exportJWK, exportSPKI, generateKeyPair, importJWK, type JSONWebKeySet } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type { RunningServer } from '../../../local/wire/serve.ts';
import { accessClaims, ISSUER, jwks, keys, running, sign } from './fixture.ts';

let api: RunningServer & { readonly url: string };
let invoked = 0;
beforeAll(async () => {
  api = await running({
    invoke: (_arn, event) => {
      invoked += 1;
      return Promise.resolve(event);
    },
  });
});
afterAll(() => api.close());

const call = (token: string | undefined, path = '/api/releases'): Promise<Response> =>
  fetch(api.url + path, token === undefined ? {} : { headers: { authorization: token } });

const soon = Math.floor(Date.now() / 1000);
const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const { iss: _issuer, ...withoutIssuer } = accessClaims();
const { exp: _expiry, ...withoutExpiry } = accessClaims();

describe('tokens that are let in', () => {
  it('hands their claims on as strings', async () => {
    const event = (await (await call(`Bearer ${await sign(accessClaims())}`)).json()) as APIGatewayProxyEventV2WithJWTAuthorizer;
    const { jwt } = event.requestContext.authorizer;
    expect(jwt.scopes).toBeNull();
    expect(jwt.claims).toMatchObject({ sub: 'sub-1', iss: ISSUER, 'cognito:groups': '[a b]', token_use: 'access' });
    expect(jwt.claims['exp']).toMatch(/^\d+$/);
  });

  it('takes an audience from aud too, and a token without the word Bearer', async () => {
    expect((await call(await sign(accessClaims({ aud: 'client-1', client_id: undefined })))).status).toBe(200);
  });

  it('asks for one of the route’s scopes', async () => {
    const poor = await call(`Bearer ${await sign(accessClaims())}`, '/api/scoped');
    expect([poor.status, await poor.text()]).toEqual([403, '{"message":"Forbidden"}']);
    const rich = await call(`Bearer ${await sign(accessClaims({ scope: 'openid desk/write' }))}`, '/api/scoped');
    expect(rich.status).toBe(200);
  });
});

describe('forged and stale tokens never reach a function', () => {
  const cases: [string, () => Promise<string | undefined>][] = [
    ['none at all', () => Promise.resolve(undefined)],
    ['an empty one', () => Promise.resolve('Bearer ')],
    ['garbage', () => Promise.resolve('Bearer not.a.token')],
    ['alg none', () => Promise.resolve(`Bearer ${encode({ alg: 'none', typ: 'JWT' })}.${encode(accessClaims())}.`)],
    ['alg none with the kid of the issuer', () => Promise.resolve(`Bearer ${encode({ alg: 'none', kid: 'k1' })}.${encode(accessClaims())}.`)],
    ['another key', async () => `Bearer ${await sign(accessClaims(), (await generateKeyPair('RS256')).privateKey)}`],
    ['another key and kid', async () => `Bearer ${await sign(accessClaims(), (await generateKeyPair('RS256')).privateKey, 'RS256', 'k2')}`],
    ['HS256 with the public key as secret', async () => `Bearer ${await sign(accessClaims(), Buffer.from(await exportSPKI(keys.publicKey)), 'HS256')}`],
    ['RS512 with the right key', async () => `Bearer ${await sign(accessClaims(), await importJWK(await exportJWK(keys.privateKey), 'RS512'), 'RS512')}`],
    ['another issuer', async () => `Bearer ${await sign(accessClaims({ iss: 'https://evil.example' }))}`],
    ['no issuer', async () => `Bearer ${await sign(withoutIssuer)}`],
    ['another audience', async () => `Bearer ${await sign(accessClaims({ aud: 'other' }))}`],
    ['another client', async () => `Bearer ${await sign(accessClaims({ client_id: 'other' }))}`],
    ['expired', async () => `Bearer ${await sign(accessClaims({ exp: soon - 1 }))}`],
    ['no expiry', async () => `Bearer ${await sign(withoutExpiry)}`],
    ['not yet valid', async () => `Bearer ${await sign(accessClaims({ nbf: soon + 600 }))}`],
    ['issued in the future', async () => `Bearer ${await sign(accessClaims({ iat: soon + 600 }))}`],
    ['a claim changed after signing', async () => {
      const [head, , signature] = (await sign(accessClaims())).split('.');
      return `Bearer ${head}.${encode(accessClaims({ sub: 'somebody-else' }))}.${signature}`;
    }],
  ];
  it.each(cases)('%s', async (_, forge) => {
    const before = invoked;
    const answered = await call(await forge());
    expect([answered.status, await answered.text()]).toEqual([401, '{"message":"Unauthorized"}']);
    expect(answered.headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(invoked).toBe(before);
  });
});

describe('the issuer’s keys', () => {
  it('are kept, and asked for again once a minute at most when a key id is unknown', async () => {
    let fetched = 0;
    let served: JSONWebKeySet = { keys: [] };
    let now = Date.now();
    const other = await running({ realNow: () => now, fetchJwks: () => Promise.resolve(((fetched += 1), served)) });
    const status = async (): Promise<number> =>
      (await fetch(`${other.url}/api/releases`, { headers: { authorization: await sign(accessClaims()) } })).status;
    expect([await status(), await status(), fetched]).toEqual([401, 401, 1]);
    served = jwks;
    now += 60_000;
    expect([await status(), await status(), fetched]).toEqual([200, 200, 2]);
    await other.close();
  });

  it('that cannot be fetched let nobody in', async () => {
    const other = await running({ fetchJwks: () => Promise.reject(new Error('no network')) });
    const answered = await fetch(`${other.url}/api/releases`, { headers: { authorization: await sign(accessClaims()) } });
    expect(answered.status).toBe(401);
    await other.close();
  });
});
