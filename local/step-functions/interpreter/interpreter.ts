import type { Clock } from '../../clock/clock.ts';
import type { State } from '../definition/machine.ts';
import { StateFault, type Fault } from '../faults.ts';
import { LONGEST_HISTORY, type EventDetails, type History } from '../storage/history.ts';
import type { Database } from '../storage/database.ts';
import type { Ending, Execution, Executions } from '../storage/executions.ts';
import { newThread, type Thread, type Threads } from '../storage/threads.ts';
import { recover } from './failing.ts';
import { begin, complete } from './states.ts';
import { invoke } from './task.ts';
import type { Timers } from './timers.ts';
import type { Tokens } from './tokens.ts';

export interface FunctionAnswer {
  readonly payload: unknown;
  readonly functionError?: { readonly errorType: string; readonly errorMessage: string; readonly trace?: unknown };
  /** The version that an alias led to; `$LATEST` when not given. */
  readonly executedVersion?: string;
}

export type InvokeFunction = (call: { roleArn: string; functionName: string; payload: unknown }) => Promise<FunctionAnswer>;

export interface Parts {
  readonly clock: Clock;
  readonly region: string;
  readonly database: Database;
  readonly executions: Executions;
  readonly threads: Threads;
  readonly history: History;
  readonly tokens: Tokens;
  readonly timers: Timers;
  readonly invokeFunction: InvokeFunction;
  readonly onStatusChange: (execution: number) => void;
}

interface Live {
  readonly execution: Execution;
  readonly threads: Set<Thread>;
}

/**
 * Carries executions on, one thread at a time, until each waits or ends. Everything that happens is written down at once
 * and together: an event and the thread's new place are never kept apart. What waits is in the database only.
 */
export class Interpreter {
  readonly parts: Parts;
  readonly #live = new Map<number, Live>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Begins a new execution at its machine's first state. */
  begin(execution: Execution): void {
    this.append(execution, 'ExecutionStarted', 0, { data: execution.input, extra: { roleArn: execution.role } });
    const thread = newThread({ execution: execution.id, id: 0, parent: null, position: 0, variables: {}, item: undefined, last: 0 });
    this.enter(execution, thread, execution.machine.startAt, execution.input, execution.inputValue);
    this.start(execution, thread);
  }

  /** The execution as it stands: the one object while anything of it is being carried out, else from the database. */
  execution(id: number): Execution | undefined {
    return this.#live.get(id)?.execution ?? this.parts.executions.load(id);
  }

  /** Takes a thread over from whoever carries it on, as it stands in the database. */
  takeOver(execution: number, id: number): Thread | undefined {
    for (const thread of this.#live.get(execution)?.threads ?? []) {
      if (thread.id === id) thread.dead = true;
    }
    return this.parts.threads.load(execution, id);
  }

  /** Carries a thread on until it waits or ends. */
  start(execution: Execution, thread: Thread): void {
    let live = this.#live.get(execution.id);
    if (live === undefined) this.#live.set(execution.id, (live = { execution, threads: new Set() }));
    const { threads } = live;
    threads.add(thread);
    const end = this.parts.clock.activity.begin();
    this.#run(execution, thread)
      .catch((error: unknown) => this.#broke(execution, error))
      .finally(() => {
        threads.delete(thread);
        if (threads.size === 0) this.#live.delete(execution.id);
        end();
      });
  }

  /** Kills the objects of an execution's other threads; their rows are the caller's business. */
  abandon(execution: number, ids?: ReadonlySet<number>): void {
    for (const thread of this.#live.get(execution)?.threads ?? []) {
      if (ids === undefined || ids.has(thread.id)) thread.dead = true;
    }
  }

  /** Lets go of everything under way; the database has what is needed to go on. */
  abandonAll(): void {
    for (const execution of this.#live.keys()) this.abandon(execution);
  }

  append(execution: Execution, type: string, prev: number, details?: EventDetails): number {
    return this.parts.history.append(execution, type, prev, details);
  }

  enter(execution: Execution, thread: Thread, name: string, input: string, inputValue: unknown): void {
    const state = stateOf(execution, name);
    thread.before = thread.last;
    thread.entered = thread.last = this.append(execution, `${state.type}StateEntered`, thread.last, { name, data: input });
    thread.enteredAt = this.parts.clock.now();
    thread.state = name;
    thread.input = input;
    thread.inputValue = inputValue;
    thread.retries = [];
    this.moveOn(thread, 'ready', null);
  }

  /** Writes down that a thread may be carried on from a phase; nothing is awaited any more. */
  moveOn(thread: Thread, phase: 'ready' | 'result' | 'failing', work: string | null): void {
    thread.phase = phase;
    thread.work = work;
    thread.due = thread.timeoutAt = thread.heartbeat = null;
    this.parts.threads.save(thread);
  }

  /** Writes down what a thread waits for. */
  park(thread: Thread, phase: 'waiting' | 'backoff' | 'token' | 'invoking' | 'children' | 'done', due: number | null): void {
    thread.phase = phase;
    thread.due = due;
    this.parts.threads.save(thread);
    if (due !== null) this.parts.timers.changed(due);
  }

  /** A worker is alive: only the time of its next word moves. */
  beat(thread: Thread, due: number | null): void {
    thread.due = due;
    this.parts.threads.save(thread);
    if (due !== null) this.parts.timers.changed(due);
  }

  /** An evaluation that failed has its own event, which points past StateEntered unless more has happened since. */
  fail(execution: Execution, thread: Thread, fault: Fault): void {
    this.noteEvaluation(execution, thread, fault);
    this.moveOn(thread, 'failing', JSON.stringify(fault));
  }

  noteEvaluation(execution: Execution, thread: Thread, fault: Fault): void {
    if (fault.kind !== 'evaluation') return;
    const { error, cause, location } = fault;
    const prev = thread.last === thread.entered && location !== 'Timestamp' ? thread.before : thread.last;
    const extra = { error, cause, ...(location === undefined ? {} : { location }), state: thread.state };
    thread.last = this.append(execution, 'EvaluationFailed', prev, { extra });
  }

  /** Ends an execution, whatever its threads were doing. */
  close(execution: Execution, ending: Ending, event: { type: string; prev: number; details: EventDetails }): void {
    const { executions, threads, database, clock, onStatusChange } = this.parts;
    this.append(execution, event.type, event.prev, event.details);
    executions.close(execution.id, ending, clock.now());
    threads.removeAll(execution.id);
    this.abandon(execution.id);
    const end = clock.activity.begin();
    database.afterFlush(() => {
      onStatusChange(execution.id);
      end();
    });
  }

  async #run(execution: Execution, thread: Thread): Promise<void> {
    while (!thread.dead) {
      if (execution.lastEvent >= LONGEST_HISTORY - 10) {
        this.#failWhole(execution, `The execution reached the maximum number of history events (${LONGEST_HISTORY}).`);
        return;
      }
      const state = stateOf(execution, thread.state);
      try {
        if (thread.phase === 'ready') await begin(this, execution, thread, state);
        else if (thread.phase === 'result') await complete(this, execution, thread, state);
        else if (thread.phase === 'failing') await recover(this, execution, thread, state);
        else if (thread.phase === 'invoking' && state.type === 'Task') await invoke(this, execution, thread, state);
        else return;
      } catch (error) {
        if (!(error instanceof StateFault)) throw error;
        if (!thread.dead) this.fail(execution, thread, error.fault);
      }
    }
  }

  #failWhole(execution: Execution, cause: string): void {
    const extra = { error: 'States.Runtime', cause };
    this.close(execution, { status: 'FAILED', ...extra }, { type: 'ExecutionFailed', prev: execution.lastEvent, details: { extra } });
  }

  /** A fault of this engine itself ends the execution and says so, instead of leaving it to hang. */
  #broke(execution: Execution, error: unknown): void {
    if (this.parts.executions.row(execution.id)?.status !== 'RUNNING') return;
    this.#failWhole(execution, `The local engine failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

function stateOf(execution: Execution, name: string): State {
  const state = execution.machine.states.get(name);
  if (state === undefined) throw new Error(`The machine ${execution.machineArn} has no state '${name}'.`);
  return state;
}
