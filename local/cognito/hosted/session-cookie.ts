import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IdentityStore } from '../store.ts';

/** As long as Cognito's session cookie lives: within it nobody is asked for a password again. */
const LIFE_SECONDS = 3600;
const NAME = 'fabu-hosted-login';
const KEY = 'session-key';

/** Who is signed in at the hosted login, in a cookie that nobody else can write; it stays valid over a restart. */
export class SessionCookie {
  readonly #key: string;

  constructor(store: IdentityStore) {
    const kept = store.kept(KEY) ?? randomBytes(32).toString('hex');
    store.keep(KEY, kept);
    this.#key = kept;
  }

  /** The `Set-Cookie` of somebody who has signed in. */
  of(username: string): string {
    const claims = Buffer.from(JSON.stringify({ username, expiresAt: Date.now() + LIFE_SECONDS * 1000 })).toString('base64url');
    return cookie(`${claims}.${this.#sign(claims)}`, LIFE_SECONDS);
  }

  get cleared(): string {
    return cookie('', 0);
  }

  /** The user name that a request's cookies carry, if it is ours and not over. */
  readFrom(header: string | undefined): string | undefined {
    const value = (header ?? '').split(/;\s*/).find((each) => each.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
    const [claims = '', signature = ''] = (value ?? '').split('.');
    const wanted = Buffer.from(this.#sign(claims));
    const given = Buffer.from(signature);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return undefined;
    const { username, expiresAt } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { username: string; expiresAt: number };
    return expiresAt > Date.now() ? username : undefined;
  }

  #sign(claims: string): string {
    return createHmac('sha256', this.#key).update(claims).digest('base64url');
  }
}

function cookie(value: string, maxAgeSeconds: number): string {
  return `${NAME}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}`;
}
