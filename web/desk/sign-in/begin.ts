import { handOver } from './pop-up.ts';
import { isSignedIn, leaveToSignIn, openSession, signInWith } from './session.ts';
import { readSettings } from './settings.ts';
import { SIGNED_IN, SIGNED_OUT, SignInRefused } from './tokens.ts';
import { take } from './waiting-sign-in.ts';

/**
 * What a page of the desk begins with. `in`: go on. `leaving`: the browser is on its way to the issuer. `handed-over`: this
 * is the window of a sign-in for another page. The rest has to be told.
 */
export type Beginning = 'in' | 'leaving' | 'handed-over' | 'signed-out' | 'failed' | 'unreachable';

/** Where the browser was going when it was sent to sign in, as it is asked for at the issuer. */
function here(): string {
  return location.pathname + location.search;
}

export async function begin(): Promise<Beginning> {
  try {
    openSession(await readSettings());
    if (location.pathname === SIGNED_OUT) return 'signed-out';
    if (location.pathname === SIGNED_IN) return await comeBack(new URLSearchParams(location.search));
    if (!isSignedIn()) await leaveToSignIn(here());
    return 'leaving';
  } catch (error) {
    return error instanceof SignInRefused ? 'failed' : 'unreachable';
  }
}

async function comeBack(answer: URLSearchParams): Promise<Beginning> {
  const [code, state] = [answer.get('code'), answer.get('state')];
  const waiting = take(state);
  if (code === null || state === null) return 'failed';
  if (waiting === undefined) return (await handOver(code, state)) ? 'handed-over' : 'failed';
  await signInWith(code, waiting);
  // The code has served; the address bar shows what was wanted.
  history.replaceState(null, '', waiting.returnTo);
  return 'in';
}
