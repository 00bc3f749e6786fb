import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { CognitoIdentityProviderClient, InitiateAuthCommand, ListUsersCommand } from '@aws-sdk/client-cognito-identity-provider';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import privateKeyOfThePackage from 'cognito-local/lib/keys/cognitoLocal.private.json' with { type: 'json' };
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentity, type IdentityOptions, type RunningIdentity } from '../../../local/cognito/create-identity.ts';
import { userPoolClientIdOf, userPoolIdOf } from '../../../local/cognito/properties.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const REDIRECT = 'http://127.0.0.1:8080/desk/';
const file = join(temporaryFolder('fabu-identity-'), 'identity.db');
const clientProperties = {
  UserPoolId: 'x',
  AllowedOAuthFlows: ['code'],
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthScopes: ['openid', 'email'],
  CallbackURLs: [REDIRECT],
  ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  AccessTokenValidity: 60,
  TokenValidityUnits: { AccessToken: 'minutes' },
};
const theGoodPool: IdentityOptions = {
  pool: { logicalId: 'UserPool', id: userPoolIdOf('eu-central-1', 'UserPool'), properties: { UserPoolName: 'people', UsernameAttributes: ['email'] } },
  clients: [{ logicalId: 'Client', id: userPoolClientIdOf('Client'), properties: clientProperties }],
  region: 'eu-central-1',
  file,
};
const reviewer = { username: 'reviewer.policy@hangzhou.example', password: 'Fabu-demo-2026', name: '初审' };

let identity: RunningIdentity;
let client: CognitoIdentityProviderClient;
async function start(): Promise<void> {
  identity = await createIdentity(theGoodPool);
  client = new CognitoIdentityProviderClient({
    endpoint: identity.url,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
}
async function stop(): Promise<void> {
  client.destroy();
  await identity.close();
}
beforeAll(start);
afterAll(stop);

const verify = (token: string): ReturnType<typeof jwtVerify> =>
  jwtVerify(token, createLocalJWKSet(identity.jwks), { issuer: identity.issuer, algorithms: ['RS256'] });

const passwordAuth = (USERNAME: string, PASSWORD: string): InitiateAuthCommand =>
  new InitiateAuthCommand({ ClientId: theGoodPool.clients[0]!.id, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD } });

describe('users and tokens', () => {
  it('the issuer is the one that a template of this pool has', () => {
    expect(identity.issuer).toBe(`https://cognito-idp.eu-central-1.amazonaws.com/${theGoodPool.pool.id}`);
    expect(theGoodPool.pool.id).toMatch(/^eu-central-1_[0-9a-z]{9}$/);
    expect(theGoodPool.clients[0]!.id).toMatch(/^[0-9a-z]{26}$/);
  });

  it('creates users once, and signs them in with claims as Cognito has them', async () => {
    const [first] = await identity.ensureUsers([reviewer]);
    const [again] = await identity.ensureUsers([{ ...reviewer, password: 'Another-1' }]);
    expect(again).toEqual(first);
    const { payload } = await verify(await identity.signIn(reviewer.username));
    expect(payload).toMatchObject({ sub: first!.sub, client_id: theGoodPool.clients[0]!.id, token_use: 'access' });
    expect(payload.aud).toBeUndefined();
    expect(payload.exp! - payload.iat!).toBe(3600);
  });

  it('by password through the real client, and by refresh token after that', async () => {
    await identity.ensureUsers([reviewer]);
    const signed = (await client.send(passwordAuth(reviewer.username, reviewer.password))).AuthenticationResult!;
    expect(decodeJwt(signed.IdToken!)).toMatchObject({ token_use: 'id', aud: theGoodPool.clients[0]!.id, name: '初审', email: reviewer.username });
    await verify(signed.AccessToken!);
    const again = await client.send(
      new InitiateAuthCommand({
        ClientId: theGoodPool.clients[0]!.id,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: signed.RefreshToken! },
      }),
    );
    await verify(again.AuthenticationResult!.AccessToken!);
  });

  it.each([
    ['a wrong password', reviewer.username, 'wrong'],
    ['nobody', 'nobody@hangzhou.example', reviewer.password],
  ])('refuses %s', async (_, username, password) => {
    await identity.ensureUsers([reviewer]);
    await expect(client.send(passwordAuth(username, password))).rejects.toMatchObject({ name: 'NotAuthorizedException' });
  });

  it('names a user who is not there', async () => {
    await expect(identity.signIn('ghost@x.example')).rejects.toMatchObject({ name: 'UnknownUser' });
  });

  it('does not sign with the key that everybody has with the package', async () => {
    await identity.ensureUsers([reviewer]);
    const { kid } = decodeProtectedHeader(await identity.signIn(reviewer.username));
    expect(kid).not.toBe('CognitoLocal');
    expect(identity.jwks.keys[0]!.n).not.toBe(privateKeyOfThePackage.jwk.n);
    expect(identity.jwks.keys[0]).not.toHaveProperty('d');
  });

  it('keeps users, passwords, subjects and tokens over a restart', async () => {
    const [before] = await identity.ensureUsers([reviewer]);
    const token = await identity.signIn(reviewer.username);
    await stop();
    await start();
    expect(await identity.ensureUsers([reviewer])).toEqual([before]);
    expect((await verify(token)).payload.sub).toBe(before!.sub);
    expect((await client.send(new ListUsersCommand({ UserPoolId: theGoodPool.pool.id }))).Users).toHaveLength(1);
  });

  it('offers only the flows that the client has', async () => {
    const strict = { ...theGoodPool.clients[0]!, properties: { ...clientProperties, ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'] } };
    const other = await createIdentity({ ...theGoodPool, clients: [strict], file: ':memory:' });
    await other.ensureUsers([reviewer]);
    await expect(other.signIn(reviewer.username)).rejects.toThrow('USER_PASSWORD_AUTH flow not enabled for this client');
    await other.close();
  });
});

describe('the hosted login', () => {
  const verifier = 'v'.repeat(64);
  const query = (changes: Record<string, string> = {}): URLSearchParams =>
    new URLSearchParams({
      client_id: theGoodPool.clients[0]!.id,
      redirect_uri: REDIRECT,
      response_type: 'code',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      scope: 'openid email',
      state: 's1',
      ...changes,
    });

  it('gives a code and, with the PKCE verifier, tokens', async () => {
    await identity.ensureUsers([reviewer]);
    const form = await fetch(`${identity.url}/oauth2/authorize?${query().toString()}`);
    expect([form.status, (await form.text()).includes('password')]).toEqual([200, true]);
    const body = query({ username: reviewer.username, password: reviewer.password });
    const sent = await fetch(`${identity.url}/oauth2/authorize`, { method: 'POST', body, redirect: 'manual' });
    const back = new URL(sent.headers.get('location')!);
    expect([sent.status, back.origin + back.pathname, back.searchParams.get('state')]).toEqual([302, 'http://127.0.0.1:8080/desk/', 's1']);
    const grant = new URLSearchParams({
      grant_type: 'authorization_code',
      code: back.searchParams.get('code')!,
      redirect_uri: REDIRECT,
      client_id: theGoodPool.clients[0]!.id,
      code_verifier: verifier,
    });
    const tokens = (await (await fetch(`${identity.url}/oauth2/token`, { method: 'POST', body: grant })).json()) as { access_token: string };
    expect((await verify(tokens.access_token)).payload).toMatchObject({ scope: 'openid email', token_use: 'access' });
  });

  it('runs no script that a link smuggles in, and is not framed', async () => {
    const form = await fetch(`${identity.url}/oauth2/authorize?${query({ state: '"><script>alert(1)</script>' }).toString()}`);
    const policy = form.headers.get('content-security-policy')!;
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('script-src');
    expect(policy).toContain("frame-ancestors 'none'");
  });

  it('sends nobody to an address that is not registered', async () => {
    expect((await fetch(`${identity.url}/oauth2/authorize?${query({ redirect_uri: 'https://evil.example/' }).toString()}`)).status).toBe(400);
  });

  it('refuses pages of other sites', async () => {
    const headers = { origin: 'https://evil.example', 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'X.ListUserPools' };
    expect((await fetch(identity.url, { method: 'POST', body: '{"MaxResults":1}', headers })).status).toBe(403);
  });

  it('publishes its keys and the issuer of its tokens', async () => {
    const base = `${identity.url}/${theGoodPool.pool.id}/.well-known`;
    const found = (await (await fetch(`${base}/openid-configuration`)).json()) as { issuer: string; jwks_uri: string };
    expect(found.issuer).toBe(identity.issuer);
    expect(await (await fetch(found.jwks_uri)).json()).toEqual(identity.jwks);
  });
});

describe('a template that asks for more than is served', () => {
  const poolWith = (more: object): IdentityOptions => ({ ...theGoodPool, file: ':memory:', pool: { ...theGoodPool.pool, properties: { ...more } } });
  it.each<[string, IdentityOptions, string]>([
    ['triggers', poolWith({ LambdaConfig: {} }), 'UserPool: property LambdaConfig'],
    ['forced MFA', poolWith({ MfaConfiguration: 'ON' }), 'UserPool: MfaConfiguration "ON"'],
    ['a client secret', { ...theGoodPool, clients: [{ ...theGoodPool.clients[0]!, properties: { GenerateSecret: true } }] }, 'Client: GenerateSecret'],
    ['no client', { ...theGoodPool, clients: [] }, 'without a client'],
  ])('is refused by name: %s', async (_, options, message) => {
    await expect(createIdentity(options)).rejects.toThrow(message);
  });
});
