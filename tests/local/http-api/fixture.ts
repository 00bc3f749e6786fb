import { exportJWK, generateKeyPair, SignJWT, type JSONWebKeySet, type JWTPayload } from 'jose';
import { Activity } from '../../../local/clock/activity.ts';
import { Clock } from '../../../local/clock/clock.ts';
import { createHttpApi, type HttpApiOptions } from '../../../local/http-api/create-http-api.ts';
import type { Declared, Properties } from '../../../local/wire/known-properties.ts';
import { serve, type RunningServer } from '../../../local/wire/serve.ts';

export const ISSUER = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Pool';
export const CLIENT = 'client-1';
/** 2025-09-30T15:50:00+08:00 */
export const VIRTUAL_NOW = Date.UTC(2025, 8, 30, 7, 50);

export const keys = await generateKeyPair('RS256', { extractable: true });
/** Without `alg`, so that only the authorizer itself decides which algorithms pass. */
export const jwks: JSONWebKeySet = { keys: [{ ...(await exportJWK(keys.publicKey)), kid: 'k1', use: 'sig' }] };

export function declared(logicalId: string, properties: Properties, id = logicalId): Declared {
  return { logicalId, id, properties };
}

const route = (key: string, more: Properties = {}): Declared =>
  declared(`Route ${key}`, { ApiId: 'api1', RouteKey: key, Target: 'integrations/i1', AuthorizationType: 'NONE', ...more });

const guarded = { AuthorizationType: 'JWT', AuthorizerId: 'a1' };

/** The good case that every test changes in one point. */
export const theGoodApi: HttpApiOptions = {
  api: declared('Api', { Name: 'desk', ProtocolType: 'HTTP' }, 'api1'),
  stage: declared('Stage', { ApiId: 'api1', StageName: '$default', AutoDeploy: true }),
  routes: [
    route('GET /api/open'),
    route('POST /api/open'),
    route('GET /api/releases', guarded),
    route('POST /api/releases', guarded),
    route('GET /api/releases/{id}', guarded),
    route('GET /api/releases/mine', guarded),
    route('ANY /api/any/{id}/x'),
    route('GET /api/scoped', { ...guarded, AuthorizationScopes: ['desk/write'] }),
    route('GET /missing/{proxy+}'),
  ],
  integrations: [
    declared('Integration', {
      ApiId: 'api1',
      IntegrationType: 'AWS_PROXY',
      PayloadFormatVersion: '2.0',
      IntegrationUri: 'arn:aws:lambda:eu-central-1:000000000000:function:desk:live',
    }, 'i1'),
  ],
  authorizers: [
    declared('Authorizer', {
      ApiId: 'api1',
      AuthorizerType: 'JWT',
      IdentitySource: ['$request.header.Authorization'],
      Name: 'pool',
      JwtConfiguration: { Audience: [CLIENT], Issuer: ISSUER },
    }, 'a1'),
  ],
  region: 'eu-central-1',
  accountId: '000000000000',
  partition: 'aws',
  invoke: (_arn, event) => Promise.resolve({ statusCode: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(event) }),
  clock: clockAt(VIRTUAL_NOW),
  fetchJwks: () => Promise.resolve(jwks),
  accessLog: () => undefined,
};

export function clockAt(instant: number): Clock {
  const clock = new Clock(new Activity());
  clock.startAt(instant);
  return clock;
}

export async function running(changes: Partial<HttpApiOptions> = {}): Promise<RunningServer & { readonly url: string }> {
  const api = createHttpApi({ ...theGoodApi, ...changes });
  const server = await serve((request) => api({ ...request, sourceIp: '203.0.113.9' }));
  return { ...server, url: `http://127.0.0.1:${server.port}` };
}

/** Claims of an access token as Cognito issues them: no `aud`, but `client_id`. */
export function accessClaims(changes: JWTPayload = {}): JWTPayload {
  const now = Math.floor(Date.now() / 1000);
  return {
    iss: ISSUER,
    client_id: CLIENT,
    sub: 'sub-1',
    token_use: 'access',
    scope: 'openid email',
    'cognito:groups': ['a', 'b'],
    iat: now - 10,
    exp: now + 600,
    ...changes,
  };
}

export function sign(claims: JWTPayload, key: Parameters<SignJWT['sign']>[0] = keys.privateKey, alg = 'RS256', kid = 'k1'): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg, kid }).sign(key);
}
