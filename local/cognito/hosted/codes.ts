import { createHash, randomBytes } from 'node:crypto';
import type { AuthorizationRequest } from './authorization-request.ts';

const LIFE_MS = 5 * 60_000;

interface Issued {
  readonly request: AuthorizationRequest;
  readonly username: string;
  readonly expiresAt: number;
}

/** Authorization codes: five minutes, once, for the one who holds the verifier. They do not survive a restart. */
export class Codes {
  readonly #issued = new Map<string, Issued>();

  issue(request: AuthorizationRequest, username: string): string {
    const code = randomBytes(24).toString('base64url');
    this.#issued.set(code, { request, username, expiresAt: Date.now() + LIFE_MS });
    return code;
  }

  /** Who signed in and with which request; undefined for a code that is unknown, used, late or somebody else's. */
  redeem(body: URLSearchParams): Issued | undefined {
    const code = body.get('code') ?? '';
    const issued = this.#issued.get(code);
    this.#issued.delete(code);
    if (issued === undefined || issued.expiresAt < Date.now()) return undefined;
    const { clientId, redirectUri, codeChallenge } = issued.request;
    const challenge = createHash('sha256').update(body.get('code_verifier') ?? '').digest('base64url');
    const fits = clientId === body.get('client_id') && redirectUri === body.get('redirect_uri') && codeChallenge === challenge;
    return fits ? issued : undefined;
  }
}
