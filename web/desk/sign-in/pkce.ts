/** What one sign-in is known again by: the verifier of its code (RFC 7636), the state of its answer, the nonce of its token. */
export interface Secrets {
  readonly verifier: string;
  readonly state: string;
  readonly nonce: string;
}

export function newSecrets(): Secrets {
  return { verifier: randomText(), state: randomText(), nonce: randomText() };
}

/** The S256 challenge of a verifier. */
export async function challengeOf(verifier: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

function randomText(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}
