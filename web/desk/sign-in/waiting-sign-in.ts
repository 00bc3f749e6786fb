import type { Secrets } from './pkce.ts';

/** A sign-in that has left for the issuer's page, and where it wants to come back to. */
export interface WaitingSignIn extends Secrets {
  readonly returnTo: string;
}

const KEPT = 'fabu-sign-in';

/** Kept for the minutes until the issuer sends back, in this tab only; no token is ever kept. */
export function keep(waiting: WaitingSignIn): void {
  sessionStorage.setItem(KEPT, JSON.stringify(waiting));
}

/** Taken once, whatever comes of it; undefined where the state is not of a sign-in that this tab began. */
export function take(state: string | null): WaitingSignIn | undefined {
  const kept = sessionStorage.getItem(KEPT);
  if (kept === null) return undefined;
  const waiting = JSON.parse(kept) as WaitingSignIn;
  if (waiting.state !== state) return undefined;
  sessionStorage.removeItem(KEPT);
  return waiting;
}
