import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIdentity, type IdentityOptions, type RunningIdentity } from '../../../local/cognito/create-identity.ts';
import { userPoolClientIdOf, userPoolIdOf } from '../../../local/cognito/properties.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const BACK = 'http://127.0.0.1:8080/desk/signed-in';
const OUT = 'http://127.0.0.1:8080/desk/signed-out';
const verifier = 'v'.repeat(64);
const options: IdentityOptions = {
  pool: { logicalId: 'UserPool', id: userPoolIdOf('eu-central-1', 'UserPool'), properties: { UserPoolName: 'people', UsernameAttributes: ['email'] } },
  clients: [{ logicalId: 'Client', id: userPoolClientIdOf('Client'), properties: { UserPoolId: 'x', AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'], CallbackURLs: [BACK], LogoutURLs: [OUT] } }],
  region: 'eu-central-1',
  file: join(temporaryFolder('fabu-hosted-'), 'identity.db'),
};
const user = { username: 'reviewer.policy@hangzhou.example', password: 'Fabu-demo-2026', name: '初审' };
const client = userPoolClientIdOf('Client');
let identity: RunningIdentity;

beforeAll(async () => {
  identity = await createIdentity(options);
  await identity.ensureUsers([user]);
});
afterAll(() => identity.close());

const parameters = (changes: Record<string, string> = {}): URLSearchParams =>
  new URLSearchParams({ client_id: client, redirect_uri: BACK, response_type: 'code', code_challenge: createHash('sha256').update(verifier).digest('base64url'), code_challenge_method: 'S256', scope: 'openid', state: 's1', nonce: 'n1', ...changes });
const post = (path: string, form: Record<string, string> | URLSearchParams): Promise<Response> => fetch(identity.url + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
const ask = (cookie: string): Promise<Response> => fetch(`${identity.url}/oauth2/authorize?${parameters().toString()}`, { redirect: 'manual', headers: { cookie } });

/** Signs in; answers the code and the cookie. */
async function enter(): Promise<{ code: string; cookie: string; setCookie: string }> {
  const answer = await post('/oauth2/authorize', parameters({ username: user.username, password: user.password }));
  const setCookie = answer.headers.get('set-cookie') ?? '';
  return { code: new URL(answer.headers.get('location')!).searchParams.get('code')!, cookie: setCookie.split(';')[0]!, setCookie };
}

type Tokens = Readonly<Record<'access_token' | 'id_token' | 'refresh_token' | 'error', string>>;
const redeem = async (code: string, changes: Record<string, string> = {}): Promise<Tokens> =>
  (await (await post('/oauth2/token', { grant_type: 'authorization_code', code, redirect_uri: BACK, client_id: client, code_verifier: verifier, ...changes })).json()) as Tokens;
const renew = async (token: string): Promise<Tokens> => (await (await post('/oauth2/token', { grant_type: 'refresh_token', refresh_token: token, client_id: client })).json()) as Tokens;

describe('a session at the hosted login', () => {
  it('answers at once within the hour, over a restart too', async () => {
    const { cookie, setCookie } = await enter();
    expect(setCookie).toMatch(/; HttpOnly; SameSite=Lax; Max-Age=3600$/);
    expect((await ask(cookie)).headers.get('location')).toContain(`${BACK}?code=`);
    await identity.close();
    identity = await createIdentity(options);
    expect((await ask(cookie)).status).toBe(302);
  });

  it('is nobody’s who writes the cookie themselves', async () => {
    const { cookie } = await enter();
    const [name, value = ''] = cookie.split('=');
    const forged = Buffer.from(JSON.stringify({ username: user.username, expiresAt: Date.now() + 1e9 })).toString('base64url');
    for (const each of [`${name}=${forged}.${value.split('.')[1]}`, `${name}=${forged}.`, `${name}=${forged}`]) expect((await ask(each)).status).toBe(200);
  });

  it('ends with the sign-out, which sends on to registered addresses only', async () => {
    const out = await fetch(`${identity.url}/logout?client_id=${client}&logout_uri=${encodeURIComponent(OUT)}`, { redirect: 'manual' });
    expect([out.status, out.headers.get('location')]).toEqual([302, OUT]);
    expect(out.headers.get('set-cookie')).toContain('Max-Age=0');
    expect((await fetch(`${identity.url}/logout?client_id=${client}&logout_uri=https://evil.example/`, { redirect: 'manual' })).status).toBe(400);
  });
});

describe('tokens', () => {
  it('carry the nonce of the request, and are given once and to the verifier only', async () => {
    const { code } = await enter();
    const { id_token: identityToken } = await redeem(code);
    expect(decodeJwt(identityToken)).toMatchObject({ nonce: 'n1', token_use: 'id' });
    expect(await redeem(code)).toMatchObject({ error: 'invalid_grant' });
    expect(await redeem((await enter()).code, { code_verifier: 'w'.repeat(64) })).toMatchObject({ error: 'invalid_grant' });
    expect(await redeem((await enter()).code, { redirect_uri: OUT })).toMatchObject({ error: 'invalid_grant' });
  });

  it('are renewed until they are revoked', async () => {
    const { refresh_token: token } = await redeem((await enter()).code);
    expect(decodeJwt((await renew(token)).access_token)).toMatchObject({ token_use: 'access', scope: 'openid' });
    expect((await post('/oauth2/revoke', { token, client_id: client })).status).toBe(200);
    expect(await renew(token)).toMatchObject({ error: 'invalid_grant' });
  });
});
