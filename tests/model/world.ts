import { inspect } from 'node:util';
import type { Content } from '../../domain/release/content.ts';
import type { Table } from '../../functions/shared/record/table.ts';
import { Actors, type Actor } from './actors.ts';
import { answerOf, callOf, eventOf, type Handler } from './api.ts';
import { checkAnswer } from './check-answer.ts';
import { Executions, type Execution, type Plan } from './executions.ts';
import type { Figures } from './figures.ts';
import type { Functions } from './functions.ts';
import { memoryTable, type MemoryTable } from './memory-table.ts';
import { Portal } from './portal.ts';
import { Referee } from './referee.ts';
import { isProperlyApproved } from './specification/item.ts';
import type { Request } from './specification/request.ts';
import type { Random } from '../faults/random.ts';

/** Tuesday, the day before a long holiday: 15:50 in Beijing. */
const START = Date.parse('2025-09-30T15:50:00+08:00');

/** Something that can happen next. */
type Move = () => Promise<void> | void;

/** Everything outside the functions, in one history: people's requests, what calls the functions, and time. */
export class World {
  now = START;
  readonly rules = { stricter: false };
  readonly contents = new Map<string, Content>();
  readonly relayCalls: { readonly pk: string; readonly checkMachine: boolean }[] = [];
  readonly settled: Execution[] = [];
  readonly actors = new Actors();
  readonly executions = new Executions(() => this.now, (execution) => void this.settled.push(execution));
  readonly referee: Referee;
  readonly portal: Portal;
  readonly memory: MemoryTable;
  readonly table: Table;
  readonly figures: Figures;
  readonly #functions: Functions;

  /** `behind` gives the table that is asked in the place of the one in memory. */
  constructor(functions: Functions, figures: Figures, behind: (memory: MemoryTable) => Table = (memory) => memory) {
    this.#functions = functions;
    this.figures = figures;
    const { portal } = { portal: new Portal((id, hash) => this.#putOnline(id, hash)) };
    this.portal = portal;
    this.referee = new Referee({ now: () => this.now, rules: () => this.rules, online: (id) => portal.pages.get(id)?.hash }, figures);
    this.memory = memoryTable((written, update) => this.referee.sawWritten(written, update));
    this.table = behind(this.memory);
  }

  ask(request: Request, dropped: () => void = () => undefined): Actor {
    const sent = callOf(request);
    const handler = this.#functions[sent.function];
    const actor = this.actors.start(
      `${request.who} (${request.verb})`,
      () => call(handler, eventOf(request, sent)),
      ({ actor: self, result, error }) => {
        if (self.killed) return dropped();
        if (error !== undefined) return this.referee.fail(`${self.name} threw ${inspect(error)}`);
        const answer = answerOf(result as never);
        this.figures.answered(request.verb, answer.status < 400 ? undefined : String(answer.body['type']));
        const wrong = checkAnswer(this.referee, self, request, answer);
        if (wrong !== undefined) this.referee.fail(wrong);
      },
    );
    this.referee.requests.set(actor, request);
    return actor;
  }

  sweep(): void {
    this.actors.start('sweep', () => call(this.#functions.sweep, { scheduledTime: new Date(this.now).toISOString() }), ({ actor, error }) => this.#expectNoError(actor, error));
  }

  advance(milliseconds: number): void {
    this.now += milliseconds;
  }

  /** What may happen next; each but the first few lets one call of one actor go. */
  moves(random: Random): Move[] {
    this.executions.wakeDue();
    const calls = this.relayCalls.map((_, place): Move => () => this.#relay(place));
    const steps = this.executions.ready().map((execution): Move => () => this.#step(execution, random.fraction() < 0.08));
    const settles = this.settled.map((_, place): Move => () => this.#settle(place));
    const turns = this.actors.alive.map((actor): Move => () => this.actors.turn(actor, (count) => random.between(0, count - 1)));
    return [...calls, ...steps, ...settles, ...turns];
  }

  #relay(place: number): void {
    const [call] = this.relayCalls.splice(place, 1);
    if (call === undefined) return;
    this.actors.start('relay', () => this.#functions.relay(this.executions.machines, call.pk, call.checkMachine), ({ actor, error }) => this.#expectNoError(actor, error));
  }

  #settle(place: number): void {
    const [execution] = this.settled.splice(place, 1);
    if (execution === undefined) return;
    const detail = { status: 'ABORTED', input: JSON.stringify(execution.input) };
    // Lambda calls again what has died.
    this.actors.start('settle', () => call(this.#functions.settle, { detail }), ({ actor }) => actor.killed && this.settled.push(execution));
  }

  /** One try of a task; `twice` lets a second run of the same invocation do it over again, whose answer nobody hears. */
  #step(execution: Execution, twice: boolean): void {
    const { step = 'confirm', enteredAt, retry, input } = execution;
    const attempt = this.executions.attempted(execution);
    const token = step === 'await-decision' ? { token: this.executions.tokenFor(execution), retryCount: retry } : {};
    const error = step === 'record-failure' ? { error: 'no luck' } : {};
    const work = (): Promise<Plan | undefined> => this.#functions.step(step, this.portal, { ...input, enteredAt, ...token, ...error });
    const name = `${step} of ${execution.name}`;
    this.actors.start(name, work, ({ result, error: failure, actor }) => {
      if (failure !== undefined || actor.killed) this.executions.failed(execution, attempt);
      else this.executions.succeeded(execution, attempt, result);
    });
    if (twice) this.actors.start(`${name} again`, work, () => undefined);
  }

  #expectNoError(actor: Actor, error: unknown): void {
    if (error !== undefined && !actor.killed) this.referee.fail(`${actor.name} threw ${inspect(error)}`);
  }

  /** I2: only what was approved by every stage that was demanded is ever written, and nothing of what was withdrawn lasts. */
  #putOnline(id: string, hash: string): void {
    const states = this.referee.tracks.get(id)?.states ?? [];
    const approved = states.some((item) => ['publishing', 'published'].includes(item.state) && item.hash === hash && isProperlyApproved(item));
    if (!approved) this.referee.fail(`${hash} of ${id} was put online without every approval.`);
  }
}

function call(handler: Handler, event: unknown): Promise<unknown> {
  return handler(event as never, {} as never);
}
