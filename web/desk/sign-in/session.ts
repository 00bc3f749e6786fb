import { forgetEverything } from '../store/kept-writing.ts';
import { createStore } from '../store/store.ts';
import { challengeOf, newSecrets, type Secrets } from './pkce.ts';
import type { SignInSettings } from './settings.ts';
import { redeemCode, renewed, revoke, SIGNED_IN, SIGNED_OUT, SignInRefused, type Tokens } from './tokens.ts';
import { keep } from './waiting-sign-in.ts';

/** `expired`: whoever was here has to sign in again before the page can go on. */
export const signInState = createStore<'in' | 'expired' | 'other-person'>('in');

const RENEW_BEFORE_MS = 2 * 60_000;
const CHANNEL = 'fabu-desk-session';

let settings: SignInSettings | undefined;
let tokens: Tokens | undefined;
let renewing: Promise<boolean> | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let waiting: (() => void)[] = [];
const others = new BroadcastChannel(CHANNEL);

export function openSession(read: SignInSettings): void {
  settings = read;
  others.addEventListener('message', ({ data }) => {
    if (data !== 'signed-out') return;
    forget();
    leaveFor(SIGNED_OUT);
  });
}

export function isSignedIn(): boolean {
  return tokens !== undefined;
}

/** For the API's header; a token that is over is sent too, since only the API knows the time. */
export function accessToken(): string {
  return tokens?.access ?? '';
}

export async function signInWith(code: string, secrets: Secrets): Promise<void> {
  take(await redeemCode(opened(), code, secrets));
}

/** The same in the middle of work: nobody else's name may get under it. Throws SignInRefused. */
export async function signInAgainWith(code: string, secrets: Secrets): Promise<void> {
  const given = await redeemCode(opened(), code, secrets);
  if (tokens !== undefined && given.subject !== tokens.subject) {
    signInState.set('other-person');
    throw new SignInRefused('Somebody else has signed in.');
  }
  take(given);
}

/** Leaves for the issuer's page, to come back to an address of the desk. */
export async function leaveToSignIn(returnTo: string): Promise<void> {
  const secrets = newSecrets();
  keep({ ...secrets, returnTo });
  location.assign(await authorizeAddress(secrets));
}

/** Where the issuer asks who it is, or answers at once while it still knows. */
export async function authorizeAddress({ verifier, state, nonce }: Secrets): Promise<string> {
  const { endpoints, clientId, scope } = opened();
  const address = new URL(endpoints.authorize);
  const parameters = { client_id: clientId, redirect_uri: location.origin + SIGNED_IN, response_type: 'code', scope, state, nonce };
  for (const [name, value] of Object.entries(parameters)) address.searchParams.set(name, value);
  address.searchParams.set('code_challenge', await challengeOf(verifier));
  address.searchParams.set('code_challenge_method', 'S256');
  return address.href;
}

/** Renews the sign-in, once for all who ask at the same time; false where the issuer will not. Throws TypeError without a connection. */
export function renew(): Promise<boolean> {
  renewing ??= renewNow().finally(() => (renewing = undefined));
  return renewing;
}

/** Resolves when somebody has signed in again. */
export function signedInAgain(): Promise<void> {
  if (signInState.get() === 'in') signInState.set('expired');
  return new Promise((resolve) => waiting.push(resolve));
}

/** Out here, in every other tab, and at the issuer. */
export function signOut(): void {
  const { endpoints, clientId, kind } = opened();
  if (tokens !== undefined) revoke(opened(), tokens);
  forget();
  others.postMessage('signed-out');
  const back = location.origin + SIGNED_OUT;
  if (endpoints.signOut === undefined) return leaveFor(back);
  const address = new URL(endpoints.signOut);
  address.searchParams.set('client_id', clientId);
  address.searchParams.set(kind === 'cognito' ? 'logout_uri' : 'post_logout_redirect_uri', back);
  leaveFor(address.href);
}

const FORGET_WITHIN_MS = 1000;

/** What was typed and not saved does not stay behind in a browser that others use. */
function leaveFor(address: string): void {
  const tooLong = new Promise((resolve) => setTimeout(resolve, FORGET_WITHIN_MS));
  void Promise.race([forgetEverything(), tooLong]).then(() => location.assign(address));
}

function opened(): SignInSettings {
  if (settings === undefined) throw new Error('The session has not been opened.');
  return settings;
}

function take(given: Tokens): void {
  tokens = given;
  clearTimeout(timer);
  timer = setTimeout(() => void renew().catch(() => undefined), Math.max(given.endsAt - Date.now() - RENEW_BEFORE_MS, 0));
  signInState.set('in');
  for (const resolve of waiting.splice(0)) resolve();
}

function forget(): void {
  tokens = undefined;
  waiting = [];
  clearTimeout(timer);
}

async function renewNow(): Promise<boolean> {
  if (tokens === undefined) return false;
  try {
    take(await renewed(opened(), tokens));
    return true;
  } catch (error) {
    if (error instanceof SignInRefused) return false;
    throw error;
  }
}
