import type { ApiEvent } from '../../functions/shared/http/endpoint.ts';
import { Actors, type Actor, type Fate, type Finish } from '../model/actors.ts';
import { answerOf, type Answered, type Handler } from '../model/api.ts';
import { enter } from '../model/doubles/current.ts';
import type { Execution } from '../model/executions.ts';
import { ISSUER } from '../model/specification/cast.ts';
import type { Functions } from './load-functions.ts';
import { goInto, type Outside } from './outside.ts';

/** What calls functions: people, Lambda for what was handed to it, machines, schedules, an operator. */
export interface Request {
  readonly who: string;
  readonly function: keyof Functions['api'];
  readonly route: string;
  readonly parameters?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly ifMatch?: number;
  readonly key: string;
}

/** `again`: whoever called and saw no answer calls once more, as people and Lambda do. `silence`: nobody does who does not have to. */
export type Comeback = 'again' | 'silence';

/** `stalls`: the process is given up as dead, and comes to itself when all is long over. */
export type CutFate = Exclude<Fate, 'answered'> | 'stalls';

/** A cut at a call, numbered from 1 on, whatever process makes it. */
export type Cuts = ReadonlyMap<number, CutFate>;

/** What happens on the way. */
export interface Coming {
  readonly cuts: Cuts;
  readonly comeback: Comeback;
  /** Whether of calls that wait at the same time the last goes first. */
  readonly lastFirst: boolean;
  /** After so many calls, counted from the one that it stood at, a process dies that was given up and came to itself. */
  readonly diesLate?: number;
}

/** More calls than anything needs: what has not come to rest by then never does. */
const MOST_CALLS = 20_000;
/** Lambda calls a function again that failed to take what it was handed. */
const MOST_TRIES = 3;

/** Lets one call go after the other, so that each can be the last of its process. */
export class Callers {
  readonly actors = new Actors();
  readonly faults: string[] = [];
  readonly answers: Answered[] = [];
  /** What was called so far, by name and in order. */
  calls = 0;
  readonly #functions: Functions;
  readonly #outside: Outside;
  readonly #cuts: Cuts;
  readonly #comeback: Comeback;
  /** What hears of the end of each process that is at work. */
  readonly #awaited = new Map<Actor, (finish: Finish<never>) => void>();
  readonly #late: Actor[] = [];
  readonly #lastFirst: boolean;
  readonly #diesLate: number | undefined;
  /** Who made each call. */
  readonly by: string[] = [];

  constructor(functions: Functions, outside: Outside, { cuts = new Map(), comeback = 'again', lastFirst = false, diesLate }: Partial<Coming> = {}) {
    this.#functions = functions;
    this.#outside = outside;
    this.#cuts = cuts;
    this.#comeback = comeback;
    this.#lastFirst = lastFirst;
    this.#diesLate = diesLate;
    enter(outside);
    goInto(outside);
  }

  ask(request: Request, at = this.#outside.now): void {
    this.#start(request.route, () => this.#functions.api[request.function](eventOf(request, at) as never, {} as never), ({ actor, result, error }) => {
      const answer = actor.killed || error !== undefined ? undefined : answerOf(result as never);
      if (answer !== undefined) this.answers.push(answer);
      if (answer !== undefined && answer.status < 400) return;
      if (answer !== undefined && answer.status < 500) this.faults.push(`I1: ${request.who} was told ${JSON.stringify(answer.body).slice(0, 200)} at ${request.route}.`);
      else if (this.#comeback === 'again') this.ask(request, at);
    });
  }

  /** What somebody or something calls with an event, and calls again until it goes through. */
  call(name: 'seal' | 'rebuild' | 'enrol' | 'sweep', event: unknown): void {
    this.#start(name, () => call(this.#functions[name], event), (finish) => {
      if (hasFailed(finish) && name !== 'sweep') this.call(name, event);
    });
  }

  sweep(): void {
    this.call('sweep', { scheduledTime: new Date(this.#outside.now).toISOString() });
  }

  /** Until nothing moves any more. */
  async settle(): Promise<void> {
    const most = this.calls + MOST_CALLS;
    while (await this.#goOn()) {
      if (this.calls > most) throw new Error('It never comes to rest.');
    }
  }

  async #goOn(): Promise<boolean> {
    const actor = this.actors.alive.find((each) => !this.#late.includes(each));
    if (actor !== undefined) {
      if (await this.actors.isWaiting(actor)) await this.#turn(actor);
      return true;
    }
    return this.#startNext();
  }

  async #turn(actor: Actor): Promise<void> {
    this.calls += 1;
    this.by.push(actor.name);
    const fate = this.#cuts.get(this.calls) ?? 'answered';
    if (fate === 'dies-before' || fate === 'dies-after' || fate === 'stalls') this.#outside.environment = {};
    if (fate === 'stalls') return this.#giveUp(actor);
    await this.actors.turn(actor, (count) => (this.#lastFirst ? count - 1 : 0), fate);
  }

  /** Whoever waits for it sees no answer; it stands where it is. */
  #giveUp(actor: Actor): void {
    this.#late.push(actor);
    this.#finished({ actor, error: new Error('Timed out.') });
  }

  /** Lets those go on that were given up. False when there are none. */
  async goOnWithTheLate(): Promise<boolean> {
    const late = this.#late.splice(0);
    for (const actor of late) await this.#dieLate(actor);
    await this.settle();
    return late.length > 0;
  }

  async #dieLate(actor: Actor): Promise<void> {
    if (this.#diesLate === undefined) return;
    for (let call = 1; call <= this.#diesLate && (await this.actors.isWaiting(actor)); call += 1) {
      await this.actors.turn(actor, () => 0, call === this.#diesLate ? 'dies-after' : 'answered');
    }
  }

  #startNext(): boolean {
    const { relayCalls, executions, settled } = this.#outside;
    const relayCall = relayCalls.shift();
    if (relayCall !== undefined) this.#relay(relayCall);
    else {
      executions.wakeDue();
      const [ready] = executions.ready();
      const ended = ready === undefined ? settled.shift() : undefined;
      if (ready !== undefined) this.#step(ready);
      else if (ended !== undefined) this.#settle(ended);
      else return false;
    }
    return true;
  }

  #relay(relayCall: unknown, tried = 1): void {
    this.#start('relay', () => call(this.#functions.relay, relayCall), (finish) => {
      if (hasFailed(finish) && this.#comeback === 'again' && tried < MOST_TRIES) this.#relay(relayCall, tried + 1);
    });
  }

  #settle(execution: Execution): void {
    const detail = { status: 'ABORTED', input: JSON.stringify(execution.input) };
    this.#start('settle', () => call(this.#functions.settle, { detail }), (finish) => {
      if (hasFailed(finish)) this.#settle(execution);
    });
  }

  #step(execution: Execution): void {
    const { step = 'confirm', enteredAt, retry, input } = execution;
    const attempt = this.#outside.executions.attempted(execution);
    const token = step === 'await-decision' ? { token: this.#outside.executions.tokenFor(execution), retryCount: retry } : {};
    const error = step === 'record-failure' ? { error: 'Error' } : {};
    const again = execution.again === true ? { again: true } : {};
    this.#start(`${step} of ${execution.name}`, () => this.#functions.steps[step]({ ...input, enteredAt, ...token, ...error, ...again }), (finish) => {
      if (hasFailed(finish)) this.#outside.executions.failed(execution, attempt);
      else this.#outside.executions.succeeded(execution, attempt, finish.result);
    });
  }

  #start<Result>(name: string, work: () => Promise<Result>, finished: (finish: Finish<Result>) => void): void {
    const actor = this.actors.start(name, work, (finish) => this.#finished(finish as Finish<never>));
    this.#awaited.set(actor, finished);
  }

  /** Told once: what somebody comes to who was given up, nobody hears. */
  #finished(finish: Finish<never>): void {
    const awaited = this.#awaited.get(finish.actor);
    this.#awaited.delete(finish.actor);
    awaited?.(finish);
  }
}

function hasFailed({ actor, error }: Finish<unknown>): boolean {
  return actor.killed || error !== undefined;
}

function call(handler: Handler, event: unknown): Promise<unknown> {
  return handler(event as never, {} as never);
}

/** What API Gateway hands to a function. */
function eventOf({ who, route, parameters, body, ifMatch, key }: Request, at: number): ApiEvent {
  return {
    version: '2.0',
    routeKey: route,
    headers: { 'x-fabu-origin-secret': 'ORIGIN_SECRET', 'idempotency-key': key, ...(ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` }) },
    ...(parameters === undefined ? {} : { pathParameters: parameters }),
    requestContext: { timeEpoch: at, requestId: 'r', authorizer: { jwt: { claims: { iss: ISSUER, sub: who, token_use: 'access' }, scopes: [] } } },
    isBase64Encoded: false,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  } as unknown as ApiEvent;
}
