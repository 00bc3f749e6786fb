import { randomUUID } from 'node:crypto';
import type { AppClient } from 'cognito-local/lib/services/appClient.js';
import type { TokenGenerator, Tokens } from 'cognito-local/lib/services/tokenGenerator.js';
import type { User } from 'cognito-local/lib/services/userPoolService.js';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, SignJWT, type JSONWebKeySet, type JWK, type JWTPayload } from 'jose';
import type { IdentityStore } from './store.ts';

const SECONDS: Readonly<Record<string, number>> = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 };

/**
 * Signs the pool's tokens with a key of this data folder, kept over restarts. cognito-local would sign with the key that
 * is in its package, which everybody has.
 */
export class TokenSigner implements TokenGenerator {
  readonly jwks: JSONWebKeySet;
  readonly #issuer: string;
  readonly #key: CryptoKeyOf;

  private constructor(issuer: string, publicKey: JWK, key: CryptoKeyOf) {
    this.jwks = { keys: [publicKey] };
    this.#issuer = issuer;
    this.#key = key;
  }

  static async open(issuer: string, store: IdentityStore): Promise<TokenSigner> {
    const kept = store.kept('signing-key');
    const jwk = kept === undefined ? await newKey() : (JSON.parse(kept) as JWK);
    if (kept === undefined) store.keep('signing-key', JSON.stringify(jwk));
    const { kty, n, e, kid, alg, use } = jwk as Required<JWK>;
    return new TokenSigner(issuer, { kty, n, e, kid, alg, use }, await importJWK(jwk, 'RS256'));
  }

  async generate(
    _context: unknown,
    user: User,
    groups: readonly string[],
    client: AppClient,
    _metadata: unknown,
    source: Parameters<TokenGenerator['generate']>[5],
    nonce = '',
  ): Promise<Tokens> {
    const attributes = Object.fromEntries(user.Attributes.map(({ Name, Value }) => [Name, Value]));
    const now = Math.floor(Date.now() / 1000);
    const shared: JWTPayload = {
      sub: attributes['sub'] ?? user.Username,
      origin_jti: randomUUID(),
      event_id: randomUUID(),
      auth_time: now,
      ...(groups.length > 0 ? { 'cognito:groups': [...groups] } : {}),
    };
    const scope = source === 'HostedAuth' ? (client.AllowedOAuthScopes ?? []).join(' ') : 'aws.cognito.signin.user.admin';
    const access = { ...shared, client_id: client.ClientId, token_use: 'access', scope, username: user.Username };
    const { sub: _sub, ...profile } = attributes;
    const identity = { ...profile, ...shared, aud: client.ClientId, token_use: 'id', 'cognito:username': user.Username, ...(nonce === '' ? {} : { nonce }) };
    return {
      AccessToken: await this.#sign(access, now + lifetime(client, 'AccessToken')),
      IdToken: await this.#sign(identity, now + lifetime(client, 'IdToken')),
      RefreshToken: randomUUID(),
    };
  }

  /** How long an access token of the client lasts, in seconds. */
  accessSeconds(client: AppClient): number {
    return lifetime(client, 'AccessToken');
  }

  #sign(claims: JWTPayload, expiresAt: number): Promise<string> {
    const kid = this.jwks.keys[0]?.kid ?? '';
    return new SignJWT({ ...claims, iss: this.#issuer, iat: claims['auth_time'] as number, exp: expiresAt, jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', kid })
      .sign(this.#key);
  }
}

type CryptoKeyOf = Awaited<ReturnType<typeof importJWK>>;

async function newKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  return { ...jwk, kid: await calculateJwkThumbprint(jwk), alg: 'RS256', use: 'sig' };
}

/** Seconds; an hour where the template says nothing, as Cognito has it. */
function lifetime(client: AppClient, token: 'AccessToken' | 'IdToken'): number {
  const validity = token === 'AccessToken' ? client.AccessTokenValidity : client.IdTokenValidity;
  return validity === undefined ? 3600 : validity * (SECONDS[client.TokenValidityUnits?.[token] ?? 'hours'] ?? 3600);
}
