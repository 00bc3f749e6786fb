import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import type { Authorized } from './event.ts';
import type { AuthorizerProperties } from './properties.ts';

export type FetchJwks = (issuer: string) => Promise<JSONWebKeySet>;

export type Verdict =
  | { readonly outcome: 'allowed'; readonly authorized: Authorized }
  | { readonly outcome: 'unauthorized' | 'forbidden'; readonly challenge: string };

/** AWS keeps an issuer's keys for two hours; a key id not among them asks again, at most once in this time. */
const REFETCH_AFTER_MS = 60_000;
const KEEP_MS = 2 * 60 * 60 * 1000;
const MOST_VERIFIED = 1000;

/**
 * The JWT authorizer of an HTTP API. Tokens live on real time, since their issuer knows nothing of the virtual clock.
 * RS256 only: an HS256 token signed with the public key, or one with `alg: none`, never reaches a key.
 */
export class JwtAuthorizer {
  readonly #issuer: string;
  readonly #audience: readonly string[];
  readonly #fetchJwks: FetchJwks;
  readonly #realNow: () => number;
  readonly #verified = new Map<string, JWTPayload>();
  #keys: { readonly set: ReturnType<typeof createLocalJWKSet>; readonly fetchedAt: number } | undefined;

  constructor(properties: AuthorizerProperties, fetchJwks: FetchJwks, realNow: () => number) {
    this.#issuer = properties.JwtConfiguration.Issuer;
    this.#audience = properties.JwtConfiguration.Audience;
    this.#fetchJwks = fetchJwks;
    this.#realNow = realNow;
  }

  async check(header: string | undefined, routeScopes: readonly string[]): Promise<Verdict> {
    const token = header?.replace(/^Bearer\s+/i, '').trim();
    if (token === undefined || token === '') return { outcome: 'unauthorized', challenge: 'Bearer' };
    const claims = await this.#verify(token).catch(() => undefined);
    if (!claims) return invalidToken('the token cannot be verified or has expired');
    if (!this.#meantForUs(claims)) return invalidToken('the token was issued for another audience');
    const held = scopesOf(claims);
    if (routeScopes.length > 0 && !routeScopes.some((scope) => held.includes(scope))) {
      return { outcome: 'forbidden', challenge: `Bearer scope="${routeScopes.join(' ')}" error="insufficient_scope"` };
    }
    const scopes = routeScopes.length > 0 ? held : null;
    return { outcome: 'allowed', authorized: { claims: claimsAsStrings(claims), scopes } };
  }

  /** A signature holds as long as the token does: only the first request with a token computes it. */
  async #verify(token: string): Promise<JWTPayload> {
    const now = this.#realNow();
    const known = this.#verified.get(token);
    if (known !== undefined && (known.exp ?? 0) * 1000 > now && (known.nbf ?? 0) * 1000 <= now) return known;
    this.#verified.delete(token);
    const claims = await this.#verifyAnew(token, now);
    if (this.#verified.size >= MOST_VERIFIED) this.#verified.clear();
    this.#verified.set(token, claims);
    return claims;
  }

  async #verifyAnew(token: string, now: number): Promise<JWTPayload> {
    const options = {
      algorithms: ['RS256'],
      issuer: this.#issuer,
      currentDate: new Date(now),
      requiredClaims: ['exp', 'iat'],
    };
    const verified = await jwtVerify(token, await this.#keySet(KEEP_MS), options).catch(async (error: unknown) => {
      if (!(error instanceof errors.JWKSNoMatchingKey)) throw error;
      return jwtVerify(token, await this.#keySet(REFETCH_AFTER_MS), options);
    });
    if ((verified.payload.iat ?? 0) * 1000 > now) throw new Error('issued in the future');
    return verified.payload;
  }

  /** `aud` where the token has one, else `client_id`: an access token of Cognito has no `aud`. */
  #meantForUs(claims: JWTPayload): boolean {
    const audience = claims.aud ?? claims['client_id'];
    return [audience].flat().some((one) => typeof one === 'string' && this.#audience.includes(one));
  }

  async #keySet(keepMs: number): Promise<ReturnType<typeof createLocalJWKSet>> {
    const now = this.#realNow();
    if (!this.#keys || now - this.#keys.fetchedAt >= keepMs) {
      this.#keys = { set: createLocalJWKSet(await this.#fetchJwks(this.#issuer)), fetchedAt: now };
    }
    return this.#keys.set;
  }
}

function invalidToken(description: string): Verdict {
  return { outcome: 'unauthorized', challenge: `Bearer scope="" error="invalid_token" error_description="${description}"` };
}

function scopesOf(claims: JWTPayload): string[] {
  const scope = claims['scope'] ?? claims['scp'];
  return typeof scope === 'string' ? scope.split(' ') : Array.isArray(scope) ? scope.map(String) : [];
}

/** The gateway hands claims on as strings; a list becomes `[a b]`. */
function claimsAsStrings(claims: JWTPayload): Record<string, string> {
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, claimAsString(value)]));
}

function claimAsString(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(claimAsString).join(' ')}]`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
