import { MINUTE_MS, type Instants } from './metric.ts';

interface ScheduledCall {
  /** The instants that the schedule called for. */
  readonly own: readonly Instants[];
  /** And those of the call before, while that has not been answered. */
  readonly spokenFor: readonly Instants[];
  readonly at: number;
  readonly answered: boolean;
}

/**
 * For which instants a function speaks that a schedule calls: what it measures holds for each instant that the call stands
 * for, be it late or one call for many.
 */
export class ScheduledCalls {
  readonly #calls = new Map<string, ScheduledCall>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A call that follows another at once must not take the word from it. */
  called(functionName: string, own: readonly Instants[]): void {
    const before = this.#calls.get(functionName);
    const at = this.#now();
    const carried = before !== undefined && !before.answered && at - before.at < MINUTE_MS ? before.spokenFor : [];
    this.#calls.set(functionName, { own, spokenFor: [...carried, ...own], at, answered: false });
  }

  answered(functionName: string): void {
    const call = this.#calls.get(functionName);
    if (call !== undefined) this.#calls.set(functionName, { ...call, spokenFor: call.own, answered: true });
  }

  /** Undefined for a function that no schedule has called. */
  spokenForBy(functionName: string): readonly Instants[] | undefined {
    return this.#calls.get(functionName)?.spokenFor;
  }
}
