import { newSecrets } from './pkce.ts';
import { authorizeAddress, signInAgainWith } from './session.ts';

/** Between a page that waits for somebody to sign in again and the window in which they do. It carries codes, never tokens. */
const CHANNEL = 'fabu-desk-sign-in';
const WINDOW = 'popup,width=480,height=640';
const TAKEN_WITHIN_MS = 3000;

interface CodeMessage {
  readonly code: string;
  readonly state: string;
}

/**
 * Opens a window on the issuer's page; when it comes back, this page redeems the code, for it alone has the verifier.
 * Must be called from a click, before anything is awaited, or browsers block the window.
 */
export function signInInNewWindow(): void {
  const secrets = newSecrets();
  const opened = window.open('', 'fabu-sign-in', WINDOW);
  const channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }: MessageEvent<CodeMessage>) => {
    if (data.state !== secrets.state) return;
    channel.postMessage({ taken: data.state });
    channel.close();
    void signInAgainWith(data.code, secrets).catch(() => undefined);
  });
  void authorizeAddress(secrets).then((address) => {
    if (opened === null) location.assign(address);
    else opened.location.href = address;
  });
}

/** In the new window: hands the code to the page that waits for it. Answers whether there was one. */
export function handOver(code: string, state: string): Promise<boolean> {
  const channel = new BroadcastChannel(CHANNEL);
  const taken = new Promise<boolean>((resolve) => {
    setTimeout(() => resolve(false), TAKEN_WITHIN_MS);
    channel.addEventListener('message', ({ data }: MessageEvent<{ taken?: string }>) => {
      if (data.taken === state) resolve(true);
    });
  });
  channel.postMessage({ code, state } satisfies CodeMessage);
  return taken.finally(() => channel.close());
}
