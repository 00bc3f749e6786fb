import type { Secrets } from './pkce.ts';
import type { SignInSettings } from './settings.ts';

/** The callback and sign-out addresses that the issuer knows. */
export const SIGNED_IN = '/desk/signed-in';
export const SIGNED_OUT = '/desk/signed-out';

/** What the issuer has given, kept in this page's memory and nowhere else. */
export interface Tokens {
  readonly access: string;
  readonly refresh: string | undefined;
  /** Who it is at the issuer. */
  readonly subject: string;
  /** When the access token ends, in milliseconds of this computer's own clock. */
  readonly endsAt: number;
}

interface TokenAnswer {
  readonly access_token: string;
  readonly id_token?: string;
  readonly refresh_token?: string;
  readonly expires_in: number;
}

/** The issuer's refusal, or an answer that is not the one to our question. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
}

/** Throws SignInRefused, or TypeError without a connection. */
export async function redeemCode(settings: SignInSettings, code: string, { verifier, nonce }: Secrets): Promise<Tokens> {
  const answer = await ask(settings, { grant_type: 'authorization_code', code, redirect_uri: location.origin + SIGNED_IN, code_verifier: verifier });
  const identity = claimsOf(answer.id_token ?? '');
  if (identity['nonce'] !== nonce) throw new SignInRefused('The token is not the answer to this sign-in.');
  return tokensOf(answer, String(identity['sub']), answer.refresh_token);
}

/** The same person for longer. Throws as `redeemCode` does. */
export async function renewed(settings: SignInSettings, { refresh, subject }: Tokens): Promise<Tokens> {
  if (refresh === undefined) throw new SignInRefused('There is nothing to renew the sign-in with.');
  const answer = await ask(settings, { grant_type: 'refresh_token', refresh_token: refresh });
  return tokensOf(answer, subject, answer.refresh_token ?? refresh);
}

/** Tells the issuer that the refresh token has served. Not waited for: signing out goes on without. */
export function revoke({ endpoints, clientId }: SignInSettings, { refresh }: Tokens): void {
  if (endpoints.revoke === undefined || refresh === undefined) return;
  const body = new URLSearchParams({ token: refresh, client_id: clientId });
  void fetch(endpoints.revoke, { method: 'POST', body, keepalive: true }).catch(() => undefined);
}

async function ask({ endpoints, clientId }: SignInSettings, form: Readonly<Record<string, string>>): Promise<TokenAnswer> {
  const answer = await fetch(endpoints.token, { method: 'POST', body: new URLSearchParams({ ...form, client_id: clientId }) });
  if (answer.status >= 500) throw new TypeError(`The issuer answered ${answer.status}.`);
  if (!answer.ok) throw new SignInRefused(`The issuer answered ${answer.status}.`);
  return (await answer.json()) as TokenAnswer;
}

function tokensOf({ access_token: access, expires_in: seconds }: TokenAnswer, subject: string, refresh: string | undefined): Tokens {
  return { access, refresh, subject, endsAt: Date.now() + seconds * 1000 };
}

/** The claims of a token that came from the issuer over TLS, which is why its signature is not looked at here. */
function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const claims = token.split('.')[1] ?? '';
  try {
    return JSON.parse(new TextDecoder().decode(Uint8Array.from(atob(claims.replaceAll('-', '+').replaceAll('_', '/')), (byte) => byte.charCodeAt(0)))) as Record<string, unknown>;
  } catch {
    throw new SignInRefused('The token cannot be read.');
  }
}
