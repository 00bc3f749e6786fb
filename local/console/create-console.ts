import type { Clock } from '../clock/clock.ts';
import { refusalOfForeign } from '../wire/loopback.ts';
import type { WireRequest, WireResponse, WireService } from '../wire/wire.ts';
import { addDuration, BadValue, formatBeijing, parseInstant } from './instants.ts';
import { renderPage } from './page.ts';
import type { ConsoleSources } from './sources.ts';
import { POLICY } from './style.ts';

export interface ConsoleOptions extends ConsoleSources {
  readonly clock: Clock;
  /** An access token; rejects with an error named UnknownUser. */
  readonly signIn: (username: string) => Promise<string>;
}

type Handler = (options: ConsoleOptions, request: WireRequest, name: string) => Promise<WireResponse>;

const ROUTES: readonly (readonly [method: string, path: RegExp, handler: Handler])[] = [
  ['GET', /^\/_local\/?$/, showPage],
  ['GET', /^\/_local\/clock$/, ({ clock }) => Promise.resolve(json(200, { now: formatBeijing(clock.now()) }))],
  ['POST', /^\/_local\/clock$/, moveClock],
  ['POST', /^\/_local\/sign-in$/, signIn],
  ['GET', /^\/_local\/outbox$/, async ({ outbox }) => json(200, await outbox())],
  ['GET', /^\/_local\/webhooks$/, async ({ webhooks }) => json(200, await webhooks())],
  ['POST', /^\/_local\/webhook$/, ({ receiveWebhook }, request) => Promise.resolve(receiveWebhook(request))],
  ['GET', /^\/_local\/executions$/, async ({ executions }) => json(200, await executions.list())],
  ['GET', /^\/_local\/executions\/([^/]+)\/history$/, showHistory],
  ['GET', /^\/_local\/trace\/([^/]+)$/, async ({ trace }, { query }, id) => json(200, await trace(id, query.getAll('also')))],
  ['GET', /^\/_local\/alarms$/, async ({ alarms }) => json(200, await alarms())],
  ['GET', /^\/_local\/faults$/, ({ faults }) => Promise.resolve(json(200, faults.view()))],
  ['PUT', /^\/_local\/faults$/, setFaults],
  ['GET', /^\/_local\/dead-letters$/, async ({ deadLetters }) => json(200, await deadLetters())],
  ['DELETE', /^\/_local\/dead-letters$/, ({ purgeDeadLetters }) => Promise.resolve(json(200, { purged: purgeDeadLetters() }))],
];

/** Everything under `/_local/`: it asks nobody who they are, so it answers pages of this laptop only. */
export function createConsole(options: ConsoleOptions): WireService {
  return async (request) => {
    const refusal = refusalOfForeign(request.method, request.headers);
    if (refusal !== undefined) return problem(403, 'Refused', refusal);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const routes = ROUTES.filter(([, path]) => path.test(request.path));
    const [, path, handler] = routes.find(([known]) => known === method) ?? [];
    if (!path || !handler) return routes.length > 0 ? problem(405, 'Method not allowed', `${request.method} is not offered here.`) : notFound(request.path);
    try {
      return await handler(options, request, decodeURIComponent(path.exec(request.path)?.[1] ?? ''));
    } catch (error) {
      if (error instanceof BadValue || error instanceof URIError) return problem(400, 'Bad request', error.message);
      throw error;
    }
  };
}

async function showPage(options: ConsoleOptions): Promise<WireResponse> {
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
  return { status: 200, headers, body: await renderPage(options, options.clock.now()) };
}

/** Moves the clock and answers when all is quiet; a form is sent back to the page. */
async function moveClock({ clock }: ConsoleOptions, request: WireRequest): Promise<WireResponse> {
  const { advance, to } = readBody(request, ['advance', 'to']);
  if ((advance === undefined) === (to === undefined)) throw new BadValue('Say either {"advance": "PT2H"} or {"to": "2025-10-09T17:30"}.');
  const target = advance === undefined ? parseInstant(to ?? '') : addDuration(clock.now(), advance);
  if (target < clock.now()) throw new BadValue(`The clock never goes back; it stands at ${formatBeijing(clock.now())}.`);
  const fired = await clock.moveTo(target);
  if (isForm(request)) return { status: 303, headers: { location: '/_local/' }, body: '' };
  return json(200, { now: formatBeijing(clock.now()), fired });
}

function setFaults({ faults }: ConsoleOptions, request: WireRequest): Promise<WireResponse> {
  const plan = parseJson(request.body.toString('utf8'));
  try {
    return Promise.resolve(json(200, faults.set(plan)));
  } catch (error) {
    if (error instanceof Error && error.name === 'BadPlan') throw new BadValue(error.message);
    throw error;
  }
}

async function signIn(options: ConsoleOptions, request: WireRequest): Promise<WireResponse> {
  const { username } = readBody(request, ['username']);
  if (username === undefined) throw new BadValue('Say {"username": "reviewer.policy@hangzhou.example"}.');
  try {
    return json(200, { token: await options.signIn(username) });
  } catch (error) {
    if (error instanceof Error && error.name === 'UnknownUser') return problem(404, 'Not found', error.message);
    throw error;
  }
}

async function showHistory({ executions }: ConsoleOptions, _request: WireRequest, name: string): Promise<WireResponse> {
  const history = await executions.history(name);
  return history ? json(200, history) : problem(404, 'Not found', `There is no execution ${name}.`);
}

function isForm({ headers }: WireRequest): boolean {
  return (headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');
}

/** Strings by name from JSON or a form; a misspelt name is refused instead of being passed over. */
function readBody(request: WireRequest, known: readonly string[]): Readonly<Record<string, string | undefined>> {
  const text = request.body.toString('utf8');
  const body: unknown = isForm(request) ? Object.fromEntries(new URLSearchParams(text)) : parseJson(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new BadValue('The body must be a JSON object.');
  for (const [name, value] of Object.entries(body)) {
    if (!known.includes(name)) throw new BadValue(`${JSON.stringify(name)} is not known here; known: ${known.join(', ')}.`);
    if (typeof value !== 'string') throw new BadValue(`${JSON.stringify(name)} must be a string.`);
  }
  return body as Record<string, string>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadValue('The body is not JSON.');
  }
}

function json(status: number, value: unknown): WireResponse {
  return { status, headers: { 'content-type': 'application/json', 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }, body: JSON.stringify(value) };
}

function notFound(path: string): WireResponse {
  return problem(404, 'Not found', `There is nothing at ${path}.`);
}

function problem(status: number, title: string, detail: string): WireResponse {
  const headers = { 'content-type': 'application/problem+json', 'cache-control': 'no-store' };
  return { status, headers, body: JSON.stringify({ type: 'about:blank', title, status, detail }) };
}
