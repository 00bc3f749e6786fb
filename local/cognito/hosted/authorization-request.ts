import type { AppClient } from 'cognito-local/lib/services/appClient.js';

/** What a client asks for when it sends somebody here: a code, bound to its verifier (RFC 7636). */
export interface AuthorizationRequest {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly codeChallenge: string;
  readonly scope: string;
  readonly state: string;
  /** Comes back in the ID token, so that the client knows it as the answer to its own question. */
  readonly nonce: string;
}

/** The parameters that a login form has to hand on. */
export const PARAMETERS = ['client_id', 'redirect_uri', 'response_type', 'code_challenge', 'code_challenge_method', 'scope', 'state', 'nonce'] as const;

/** The request, or why it is none. Nobody is sent to an address that the client has not registered. */
export function authorizationRequestOf(parameters: URLSearchParams, client: AppClient | null): AuthorizationRequest | string {
  const given = (name: (typeof PARAMETERS)[number]): string => parameters.get(name) ?? '';
  if (client === null) return 'Invalid client_id';
  if (!(client.CallbackURLs ?? []).includes(given('redirect_uri'))) return 'redirect_uri not registered for this client';
  if (given('response_type') !== 'code') return 'response_type must be code';
  if (given('code_challenge') === '' || given('code_challenge_method') !== 'S256') return 'code_challenge with code_challenge_method S256 is needed';
  return {
    clientId: client.ClientId,
    redirectUri: given('redirect_uri'),
    codeChallenge: given('code_challenge'),
    scope: given('scope'),
    state: given('state'),
    nonce: given('nonce'),
  };
}
