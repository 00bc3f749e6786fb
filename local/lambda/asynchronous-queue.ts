import type { Clock, TimerSource } from '../clock/clock.ts';
import type { InvocationResult } from './invocation.ts';
import type { Target } from './names.ts';

export interface QueuedEvent {
  readonly target: Target;
  readonly payload: string;
  readonly requestId: string;
  /** Epoch milliseconds of the virtual clock. */
  readonly acceptedAt: number;
  /** How often it has been tried already. */
  readonly attempts: number;
}

interface Waiting extends QueuedEvent {
  readonly due: number;
}

export interface AsynchronousQueueOptions {
  readonly clock: Clock;
  carryOut(event: QueuedEvent): Promise<InvocationResult>;
  /** Called with the last answer once an event has used up its tries or its age. */
  giveUp(event: QueuedEvent, answer: InvocationResult): void;
}

const MAXIMUM_AGE_SECONDS = 6 * 60 * 60;
const DEFAULT_RETRIES = 2;
/** Lambda waits a minute before the second try and two before the third. */
const BACKOFF_MILLISECONDS = [60_000, 120_000];

/** Events that nobody waits for: tried at once, then again by the virtual clock, then given up. Kept in memory. */
export class AsynchronousQueue implements TimerSource {
  readonly name = 'asynchronous invocations';
  readonly #options: AsynchronousQueueOptions;
  #waiting: Waiting[] = [];

  constructor(options: AsynchronousQueueOptions) {
    this.#options = options;
    options.clock.register(this);
  }

  /** The events that wait for another try. */
  get waiting(): readonly QueuedEvent[] {
    return this.#waiting;
  }

  add(target: Target, payload: string, requestId: string): void {
    this.#begin({ target, payload, requestId, acceptedAt: this.#options.clock.now(), attempts: 0 });
  }

  nextDue(): number | undefined {
    return this.#waiting.length === 0 ? undefined : Math.min(...this.#waiting.map((event) => event.due));
  }

  ring(now: number): void {
    const due = this.#waiting.filter((event) => event.due <= now);
    this.#waiting = this.#waiting.filter((event) => event.due > now);
    for (const event of due) this.#begin(event);
  }

  #begin(event: QueuedEvent): void {
    void this.#options.clock.activity.track(this.#attempt(event));
  }

  async #attempt(event: QueuedEvent): Promise<void> {
    const answer = await this.#options.carryOut(event);
    if (answer.functionError === undefined) return;
    const { clock } = this.#options;
    const policy = event.target.declaration.asynchronous[event.target.qualifier];
    const due = clock.now() + (BACKOFF_MILLISECONDS[event.attempts] ?? 0);
    const tooOld = due - event.acceptedAt > (policy?.maximumEventAgeSeconds ?? MAXIMUM_AGE_SECONDS) * 1000;
    if (tooOld || event.attempts >= (policy?.maximumRetryAttempts ?? DEFAULT_RETRIES)) {
      this.#options.giveUp(event, answer);
      return;
    }
    this.#waiting.push({ ...event, attempts: event.attempts + 1, due });
    clock.rearm();
  }
}
