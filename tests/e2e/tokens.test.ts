import { CognitoIdentityProviderClient, InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { decodeJwt, decodeProtectedHeader, exportSPKI, generateKeyPair, importJWK, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IdentityStore } from '../../local/cognito/store.ts';
import { apiClient, expecting, type ApiClient } from '../../local/demonstration/api-client.ts';
import { DEMONSTRATION_PASSWORD } from '../../local/demonstration/people.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { goodRelease } from '../support/release-line.ts';
import { readHistory, readRelease } from './observe.ts';

const USERNAME = 'submitter.personnel@zhejiang.example';

let laptop: TestLaptop;
let submitter: ApiClient;
let id: string;
let claims: JWTPayload;
let kid: string;
/** The pool's own key, as only the laptop has it. */
let own: CryptoKey;
let idToken: string;

beforeAll(async () => {
  laptop = await startTestLaptop();
  submitter = await laptop.as('submitter.personnel');
  id = String((await expecting(submitter.call('POST', '/releases', goodRelease)))['id']);
  const token = await laptop.cloud.identity.signIn(USERNAME);
  claims = decodeJwt(token);
  kid = decodeProtectedHeader(token).kid ?? '';
  const store = new IdentityStore(join(laptop.data, 'identity.sqlite'));
  own = (await importJWK(JSON.parse(store.kept('signing-key') ?? '') as JWK, 'RS256')) as CryptoKey;
  store.close();
  const pool = new CognitoIdentityProviderClient({ endpoint: laptop.cloud.identity.url, region: 'eu-central-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  const ClientId = laptop.cloud.template.outputs()['UserPoolClientId'];
  const signedIn = await pool.send(new InitiateAuthCommand({ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters: { USERNAME, PASSWORD: DEMONSTRATION_PASSWORD } }));
  idToken = signedIn.AuthenticationResult?.IdToken ?? '';
});
afterAll(() => laptop.end());

const encoded = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (changed: JWTPayload = {}, key: CryptoKey | Uint8Array = own, alg = 'RS256'): Promise<string> =>
  new SignJWT({ ...claims, ...changed }).setProtectedHeader({ alg, kid }).sign(key);

/** Every kind of call, none of which may do anything. */
async function answersTo(authorization: string | undefined): Promise<{ status: number; body: unknown; challenge: string | null }[]> {
  const calls = [
    ['GET', `/releases/${id}`],
    ['POST', '/releases'],
    ['PUT', `/releases/${id}`],
    ['POST', `/releases/${id}/submission`],
  ] as const;
  return Promise.all(
    calls.map(async ([method, path]) => {
      const answer = await fetch(`${laptop.origin}/api${path}`, {
        method,
        headers: { 'accept-language': 'en', 'if-match': '1', ...(authorization === undefined ? {} : { authorization }) },
        ...(method === 'GET' ? {} : { body: JSON.stringify(path.endsWith('submission') ? {} : { ...goodRelease, title: 'Changed' }) }),
      });
      return { status: answer.status, body: (await answer.json()) as unknown, challenge: answer.headers.get('www-authenticate') };
    }),
  );
}

const everything = async (): Promise<unknown> => ({
  items: await expecting(submitter.call('GET', '/releases')),
  release: await readRelease(submitter, id),
  events: await readHistory(submitter, id),
});

describe('a token that proves nothing is refused by the gateway, and nothing changes', () => {
  const hour = 3600;
  const now = Math.floor(Date.now() / 1000);
  const cases: readonly (readonly [string, () => string | undefined | Promise<string>])[] = [
    ['none', () => undefined],
    ['an empty one', () => 'Bearer '],
    ['garbage', () => 'Bearer garbage'],
    ['`alg: none`', () => `Bearer ${encoded({ alg: 'none', kid })}.${encoded(claims)}.`],
    ['its payload changed', async () => (await sign()).replace(/\.[^.]+\./, `.${encoded({ ...claims, sub: 'somebody-else' })}.`)],
    ['another key', async () => sign({}, (await generateKeyPair('RS256')).privateKey)],
    ['the public key as an HMAC secret', async () => sign({}, Buffer.from(await exportSPKI((await generateKeyPair('RS256')).publicKey)), 'HS256')],
    ['another issuer', () => sign({ iss: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_000000000' })],
    ['another audience', () => sign({ client_id: 'another-client' })],
    ['expired', () => sign({ iat: now - 2 * hour, exp: now - hour })],
    ['not valid yet', () => sign({ iat: now + hour, exp: now + 2 * hour })],
  ];

  it.each(cases)('%s', async (_, token) => {
    const before = await everything();
    const given = await token();
    for (const { status, body, challenge } of await answersTo(given?.startsWith('ey') === true ? `Bearer ${given}` : given)) {
      expect({ status, body }).toEqual({ status: 401, body: { message: 'Unauthorized' } });
      expect(challenge).toMatch(/^Bearer/);
    }
    expect(await everything()).toEqual(before);
  });
});

it('the same token unchanged is let in, so it is the change that is refused', async () => {
  expect((await apiClient(laptop.origin, await sign()).call('GET', '/me')).status).toBe(200);
});

it('an ID token passes the gateway, whose audience it has, and is refused behind it', async () => {
  const before = await everything();
  for (const { status, body } of await answersTo(`Bearer ${idToken}`)) {
    expect({ status, body }).toMatchObject({ status: 401, body: { type: 'unauthenticated', status: 401, title: expect.any(String) as string } });
  }
  expect(await everything()).toEqual(before);
});

it('the API behind the distribution’s back serves nobody, whatever the token', async () => {
  const functionName = laptop.cloud.template.ofType('AWS::Lambda::Function').find((logicalId) => logicalId.startsWith('DeskApiRead')) ?? '';
  const event = { version: '2.0', routeKey: 'GET /api/me', headers: { 'accept-language': 'en' }, requestContext: { authorizer: { jwt: { claims } } } };
  const { payload } = await laptop.cloud.invoker.invoke({ kind: 'account' }, { functionName: laptop.cloud.template.ref(functionName), payload: JSON.stringify(event) });
  expect(JSON.parse(payload)).toMatchObject({ statusCode: 403 });
});
