import type { Clock, TimerSource } from '../clock/clock.ts';
import type { Principal } from '../wire/wire.ts';

/** Hands an event to a function, asynchronously as EventBridge does: resolves once it is accepted. */
export type Invoke = (call: { functionArn: string; payload: string; principal: Principal }) => Promise<unknown>;

export interface RetryPolicy {
  readonly MaximumRetryAttempts?: number;
  readonly MaximumEventAgeInSeconds?: number;
}

export interface Delivery {
  /** The schedule or rule, for messages. */
  readonly from: string;
  readonly functionArn: string;
  readonly payload: string;
  readonly principal: Principal;
  readonly retry: RetryPolicy;
  readonly deadLetterArn: string | undefined;
}

export interface DeliveryOptions {
  readonly clock: Clock;
  readonly invoke: Invoke;
  /** Told of an event that could not be delivered, with the queue it would go to. */
  readonly onDeadLetter: (letter: { from: string; deadLetterArn: string | undefined; payload: string; error: string }) => void;
}

interface Pending {
  readonly delivery: Delivery;
  readonly attempt: number;
  readonly firstAt: number;
  readonly dueAt: number;
}

/** AWS tries 185 times within 24 hours where nothing is set. */
const DEFAULT_ATTEMPTS = 185;
const DEFAULT_AGE_SECONDS = 86_400;
const LONGEST_PAUSE_MS = 3_600_000;
/** Trying again cannot help against these. */
const PERMANENT = ['AccessDeniedException', 'ResourceNotFoundException', 'RequestTooLargeException'];

/**
 * Deliveries of schedules and rules with their retries on the virtual clock. What waits for a retry is lost at a restart,
 * as nothing that an event sets going may depend on it alone.
 */
export class Deliveries implements TimerSource {
  readonly name = 'event deliveries';
  readonly #options: DeliveryOptions;
  #pending: Pending[] = [];

  constructor(options: DeliveryOptions) {
    this.#options = options;
    options.clock.register(this);
  }

  send(delivery: Delivery): void {
    const now = this.#options.clock.now();
    this.#attempt({ delivery, attempt: 0, firstAt: now, dueAt: now });
  }

  nextDue(): number | undefined {
    return this.#pending.reduce<number | undefined>((earliest, { dueAt }) => Math.min(earliest ?? dueAt, dueAt), undefined);
  }

  ring(now: number): void {
    const due = this.#pending.filter((one) => one.dueAt <= now);
    this.#pending = this.#pending.filter((one) => one.dueAt > now);
    for (const one of due) this.#attempt(one);
  }

  #attempt(pending: Pending): void {
    const { functionArn, payload, principal } = pending.delivery;
    const invoked = this.#options.invoke({ functionArn, payload, principal }).catch((error: unknown) => this.#failed(pending, error));
    void this.#options.clock.activity.track(invoked);
  }

  #failed({ delivery, attempt, firstAt }: Pending, error: unknown): void {
    const dueAt = this.#options.clock.now() + Math.min(1000 * 2 ** attempt, LONGEST_PAUSE_MS);
    const { MaximumRetryAttempts = DEFAULT_ATTEMPTS, MaximumEventAgeInSeconds = DEFAULT_AGE_SECONDS } = delivery.retry;
    const permanent = error instanceof Error && PERMANENT.includes(error.name);
    if (permanent || attempt >= MaximumRetryAttempts || dueAt - firstAt > MaximumEventAgeInSeconds * 1000) {
      const { from, deadLetterArn, payload } = delivery;
      this.#options.onDeadLetter({ from, deadLetterArn, payload, error: error instanceof Error ? error.message : String(error) });
      return;
    }
    this.#pending.push({ delivery, attempt: attempt + 1, firstAt, dueAt });
    this.#options.clock.rearm();
  }
}
