import type { Catcher, Retrier, State } from '../definition/machine.ts';
import type { Fault } from '../faults.ts';
import type { Thread } from '../storage/threads.ts';

const NOT_TASK_FAILED: readonly (string | null)[] = ['States.Timeout', 'States.HeartbeatTimeout', 'States.Runtime'];

/** Whether a retrier's or catcher's names cover a fault. A missed heartbeat is recorded as States.Timeout and answers to both names. */
export function covers(names: readonly string[], fault: Fault): boolean {
  return names.some((name) => {
    if (name === 'States.ALL') return fault.error !== 'States.Runtime';
    if (name === 'States.TaskFailed') return !NOT_TASK_FAILED.includes(fault.error);
    if (name === 'States.HeartbeatTimeout') return fault.kind === 'heartbeat' || fault.error === name;
    return name === fault.error;
  });
}

export function catcherFor(state: State, fault: Fault): Catcher | undefined {
  return 'catch' in state ? state.catch.find((catcher) => covers(catcher.errors, fault)) : undefined;
}

/** Uses up one attempt of the first retrier that covers the fault. Answers the delay in milliseconds, or undefined when there is no retry. */
export function useRetrier(state: State, thread: Thread, fault: Fault): number | undefined {
  if (!('retry' in state)) return undefined;
  const index = state.retry.findIndex((retrier) => covers(retrier.errors, fault));
  const retrier = state.retry[index];
  if (retrier === undefined) return undefined;
  const used = thread.retries[index] ?? 0;
  if (used >= retrier.maxAttempts) return undefined;
  thread.retries = state.retry.map((_, position) => (thread.retries[position] ?? 0) + (position === index ? 1 : 0));
  return backoff(retrier, used);
}

function backoff(retrier: Retrier, used: number): number {
  const grown = retrier.intervalSeconds * retrier.backoffRate ** used;
  const seconds = Math.min(grown, retrier.maxDelaySeconds ?? Number.MAX_SAFE_INTEGER);
  return Math.round((retrier.fullJitter ? Math.random() * seconds : seconds) * 1000);
}

/** Error and cause as events and the API carry them: left out where there is none. A timeout has a cause only for its catcher. */
export function detailsOf(fault: Fault): { error?: string; cause?: string } {
  const silent = fault.kind === 'timeout' || fault.kind === 'heartbeat';
  return { ...(fault.error === null ? {} : { error: fault.error }), ...(fault.cause === null || silent ? {} : { cause: fault.cause }) };
}
