import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CognitoService } from 'cognito-local/lib/services/cognitoService.js';
import type { User, UserPoolService } from 'cognito-local/lib/services/userPoolService.js';
import type { AppClient } from 'cognito-local/lib/services/appClient.js';
import type { Logger } from '../router.ts';
import type { TokenSigner } from '../tokens.ts';
import { authorizationRequestOf, type AuthorizationRequest } from './authorization-request.ts';
import { Codes } from './codes.ts';
import { loginPage } from './login-page.ts';
import type { SessionCookie } from './session-cookie.ts';

export interface HostedLoginOptions {
  readonly cognito: CognitoService;
  readonly signer: TokenSigner;
  readonly sessions: SessionCookie;
  readonly logger: Logger;
}

type Answer = (request: IncomingMessage, response: ServerResponse, given: URLSearchParams) => Promise<void>;

/**
 * What Cognito's domain serves: sign-in with code and PKCE, a session that answers at once, renewal, revocation, sign-out.
 * cognito-local's own keeps no session and forgets the nonce. Answers whether the request was one of these.
 */
export function createHostedLogin({ cognito, signer, sessions, logger }: HostedLoginOptions): (request: IncomingMessage, response: ServerResponse) => boolean {
  const context = { logger };
  const codes = new Codes();
  const clientOf = (given: URLSearchParams): Promise<AppClient | null> => cognito.getAppClient(context, given.get('client_id') ?? '').catch(() => null);
  const poolOf = (given: URLSearchParams): Promise<UserPoolService> => cognito.getUserPoolForClientId(context, given.get('client_id') ?? '');

  const letIn = (response: ServerResponse, request: AuthorizationRequest, username: string): void => {
    const back = new URL(request.redirectUri);
    back.searchParams.set('code', codes.issue(request, username));
    back.searchParams.set('state', request.state);
    response.writeHead(302, { location: back.href, 'set-cookie': sessions.of(username), 'cache-control': 'no-store' }).end();
  };

  const authorize: Answer = async (request, response, given) => {
    const asked = authorizationRequestOf(given, await clientOf(given));
    if (typeof asked === 'string') return refuse(response, 'invalid_request', asked);
    const pool = await poolOf(given);
    const posted = request.method === 'POST';
    const username = posted ? (given.get('username') ?? '') : sessions.readFrom(request.headers.cookie);
    const user = username === undefined ? null : await pool.getUserByUsername(context, username);
    if (user !== null && (!posted || mayEnter(user, given.get('password') ?? ''))) return letIn(response, asked, user.Username);
    const usernames = (await pool.listUsers(context)).map((one) => one.Attributes.find(({ Name }) => Name === 'email')?.Value ?? one.Username);
    const page = loginPage({ parameters: given, username: username ?? '', failed: posted, usernames });
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page);
  };

  const tokensOf = async (given: URLSearchParams, user: User, nonce?: string): Promise<Record<string, unknown>> => {
    const client = await clientOf(given);
    if (client === null) throw new Error('The client was there a moment ago.');
    const groups = await (await poolOf(given)).listUserGroupMembership(context, user);
    const { AccessToken, IdToken, RefreshToken } = await signer.generate(context, user, groups, client, undefined, 'HostedAuth', nonce);
    return { access_token: AccessToken, id_token: IdToken, refresh_token: RefreshToken, token_type: 'Bearer', expires_in: signer.accessSeconds(client) };
  };

  const redeem: Answer = async (_, response, given) => {
    const issued = codes.redeem(given);
    if (issued === undefined) return refuse(response, 'invalid_grant', 'The code is used, late, or not for this verifier');
    const pool = await poolOf(given);
    const user = await pool.getUserByUsername(context, issued.username);
    if (user === null) return refuse(response, 'invalid_grant', 'User not found');
    const tokens = await tokensOf(given, user, issued.request.nonce);
    await pool.storeRefreshToken(context, String(tokens['refresh_token']), user);
    sendJson(response, 200, tokens);
  };

  const renew: Answer = async (_, response, given) => {
    const user = (await clientOf(given)) === null ? null : await (await poolOf(given)).getUserByRefreshToken(context, given.get('refresh_token') ?? '');
    if (user === null) return refuse(response, 'invalid_grant', 'Invalid refresh token');
    const { refresh_token: _kept, ...tokens } = await tokensOf(given, user);
    sendJson(response, 200, tokens);
  };

  const token: Answer = async (request, response, given) => {
    const grant = given.get('grant_type');
    if (grant === 'authorization_code') return redeem(request, response, given);
    if (grant === 'refresh_token') return renew(request, response, given);
    refuse(response, 'unsupported_grant_type', `Unsupported grant_type: ${grant}`);
  };

  const revoke: Answer = async (_, response, given) => {
    if ((await clientOf(given)) === null) return refuse(response, 'invalid_client', 'Unknown client');
    const pool = await poolOf(given);
    const user = await pool.getUserByRefreshToken(context, given.get('token') ?? '');
    if (user !== null) await pool.saveUser(context, { ...user, RefreshTokens: user.RefreshTokens.filter((one) => one !== given.get('token')) });
    sendJson(response, 200, {});
  };

  const signOut: Answer = async (_, response, given) => {
    const client = await clientOf(given);
    const to = given.get('logout_uri') ?? '';
    if (!(client?.LogoutURLs ?? []).includes(to)) return refuse(response, 'invalid_request', 'logout_uri not registered for this client');
    response.writeHead(302, { location: to, 'set-cookie': sessions.cleared, 'cache-control': 'no-store' }).end();
  };

  const routes: Readonly<Record<string, Answer>> = {
    'GET /oauth2/authorize': authorize,
    'POST /oauth2/authorize': authorize,
    'POST /oauth2/token': token,
    'POST /oauth2/revoke': revoke,
    'GET /logout': signOut,
  };

  return (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://laptop');
    const answer = routes[`${request.method} ${pathname}`];
    if (answer === undefined) return false;
    const given = request.method === 'GET' ? Promise.resolve(searchParams) : formOf(request);
    given.then((form) => answer(request, response, form)).catch((error: unknown) => {
      logger.error(error);
      if (!response.headersSent) refuse(response, 'server_error', 'The hosted login failed', 500);
    });
    return true;
  };
}

function mayEnter(user: User, password: string): boolean {
  return user.Password === password && user.UserStatus !== 'UNCONFIRMED' && user.Enabled;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let body = '';
  for await (const chunk of request as AsyncIterable<Buffer>) body += chunk.toString();
  return new URLSearchParams(body);
}

function refuse(response: ServerResponse, error: string, description: string, status = 400): void {
  sendJson(response, status, { error, error_description: description });
}

/** Pages of other origins call these, as they call Cognito's. */
function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'access-control-allow-origin': '*', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}
