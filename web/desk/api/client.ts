import { accessToken, renew, signedInAgain } from '../sign-in/session.ts';
import { language, say } from '../text/text.ts';
import { serverNow, setClockBy } from '../time/server-clock.ts';
import { connection, pauseBefore } from './connection.ts';
import { refusalIn, Refused } from './problem.ts';

/** One thing that somebody means to do: however often it is sent, it is done once. */
export interface Intent {
  readonly key: string;
}

export function newIntent(): Intent {
  return { key: crypto.randomUUID() };
}

export interface Sending {
  readonly intent: Intent;
  /** The version that was seen. */
  readonly ifMatch?: number;
  readonly signal?: AbortSignal;
}

type Query = Readonly<Record<string, string | undefined>>;

/** `/releases?state=draft`, without what is undefined. */
export function withQuery(path: string, query: Query): string {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}

/** Reads; throws Refused, or TypeError at once where there is no connection: whoever reads again and again tries again anyway. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await answered(() => ask('GET', path, undefined, signal === undefined ? {} : { signal }))) as T;
}

/** As `get`, for what is not JSON: a preview, say. */
export async function getText(path: string, signal?: AbortSignal): Promise<string> {
  const answer = await withSignIn(() => ask('GET', path, undefined, signal === undefined ? {} : { signal }));
  return answer.text();
}

/**
 * What a failing server may have done without saying so, with its time: who sends the very same again soon means the same.
 * The desk forgets it with the page; the form, which outlives a crash, keeps its own intents (screens/write/recorded.ts).
 */
const unsettled = new Map<string, Intent & { readonly at: number }>();

/** Whoever sends the same later than this means it anew. */
const SOON_MS = 5 * 60_000;

/** The intent of a request: the one that it was sent under a moment ago, where nobody knows what became of that. */
function keyOf(request: string, intent: Intent): string {
  const before = unsettled.get(request);
  return before !== undefined && serverNow() - before.at < SOON_MS ? before.key : intent.key;
}

/**
 * Writes; throws Refused. A lost connection is waited out and the same intent sent again, until it is answered or
 * the signal aborts.
 */
export async function send<T>(method: 'POST' | 'PUT' | 'DELETE', path: string, body: unknown, { intent, ifMatch, signal }: Sending): Promise<T> {
  const said = JSON.stringify(body ?? {});
  const request = JSON.stringify([method, path, said, ifMatch]);
  const key = keyOf(request, intent);
  const headers = { 'idempotency-key': key, 'content-type': 'application/json', ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }) };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const answer = (await answered(() => ask(method, path, said, { headers, ...(signal === undefined ? {} : { signal }) }))) as T;
      unsettled.delete(request);
      return answer;
    } catch (error) {
      if (isWorthAnotherTry(error, attempt) && signal?.aborted !== true) {
        await pauseBefore(attempt, signal);
        continue;
      }
      if (isFailing(error)) unsettled.set(request, { key, at: serverNow() });
      else unsettled.delete(request);
      throw error;
    }
  }
}

const TRIES_OF_A_FAILING_SERVER = 4;

/** No answer at all is waited out; a server that fails, or that has too much to do, is asked a few times more. */
function isWorthAnotherTry(error: unknown, attempt: number): boolean {
  return isFailing(error) ? attempt < TRIES_OF_A_FAILING_SERVER : error instanceof TypeError;
}

function isFailing(error: unknown): boolean {
  return error instanceof Refused && [429, 500, 502, 503, 504].includes(error.status);
}

interface Asking {
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

async function ask(method: string, path: string, body: string | undefined, { headers = {}, signal }: Asking): Promise<Response> {
  try {
    const answer = await fetch(`/api${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken()}`, 'accept-language': language(), ...headers },
      cache: 'no-store',
      ...(body === undefined ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    });
    connection.set('there');
    setClockBy(answer.headers.get('date'));
    return answer;
  } catch (error) {
    if (error instanceof TypeError) connection.set('lost');
    throw error;
  }
}

/**
 * A sign-in that is over is renewed without a word where that is possible; otherwise, and where the renewed one is refused
 * too, the request waits until somebody has signed in.
 */
async function withSignIn(request: () => Promise<Response>): Promise<Response> {
  for (let isRenewed = false; ; ) {
    const token = accessToken();
    const answer = await request();
    if (answer.status !== 401) {
      if (answer.ok) return answer;
      throw await refusalIn(answer, say);
    }
    // Somebody else's request may have renewed it meanwhile.
    if (accessToken() !== token) continue;
    if (isRenewed || !(await renew())) await signedInAgain();
    isRenewed = true;
  }
}

async function answered(request: () => Promise<Response>): Promise<unknown> {
  const answer = await withSignIn(request);
  return answer.status === 204 ? undefined : answer.json();
}
