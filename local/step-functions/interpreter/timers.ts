import type { Clock, TimerSource } from '../../clock/clock.ts';
import type { Executions } from '../storage/executions.ts';
import type { Threads } from '../storage/threads.ts';

/** What is rung: a thread that waited, or an execution whose time as a whole is over. */
export interface Rings {
  thread(execution: number, id: number): void;
  deadline(execution: number): void;
}

/**
 * The one source of due times for all executions. The earliest is looked up by index and remembered; nothing is held
 * in memory for those that wait.
 */
export class Timers implements TimerSource {
  readonly name = 'Step Functions';
  readonly #clock: Clock;
  readonly #threads: Threads;
  readonly #executions: Executions;
  #rings: Rings | undefined;
  /** `null`: not known, to be looked up. */
  #earliest: number | undefined | null = null;

  constructor(clock: Clock, threads: Threads, executions: Executions) {
    this.#clock = clock;
    this.#threads = threads;
    this.#executions = executions;
  }

  /** Rings nothing before this. */
  begin(rings: Rings): void {
    this.#rings = rings;
    this.#clock.register(this);
  }

  /** Something new is due. */
  changed(due: number): void {
    if (this.#earliest === null || (this.#earliest !== undefined && this.#earliest <= due)) return;
    this.#earliest = due;
    if (this.#rings !== undefined) this.#clock.rearm();
  }

  nextDue(): number | undefined {
    if (this.#rings === undefined) return undefined;
    if (this.#earliest === null) {
      const thread = this.#threads.nextDue()?.due ?? Infinity;
      const deadline = this.#executions.nextDeadline()?.due ?? Infinity;
      const earliest = Math.min(thread, deadline);
      this.#earliest = earliest === Infinity ? undefined : earliest;
    }
    return this.#earliest;
  }

  /** Rings in the order of time; each ring takes its due time away, so the loop ends. */
  ring(now: number): void {
    while (this.#ringNext(now)) this.#earliest = null;
    this.#earliest = null;
  }

  #ringNext(now: number): boolean {
    const thread = this.#threads.nextDue();
    const deadline = this.#executions.nextDeadline();
    const [threadDue, deadlineDue] = [thread?.due ?? Infinity, deadline?.due ?? Infinity];
    if (Math.min(threadDue, deadlineDue) > now) return false;
    if (thread !== undefined && threadDue <= deadlineDue) this.#rings?.thread(thread.execution, thread.id);
    else if (deadline !== undefined) this.#rings?.deadline(deadline.id);
    return true;
  }

  close(): void {
    this.#rings = undefined;
    this.#clock.rearm();
  }
}
