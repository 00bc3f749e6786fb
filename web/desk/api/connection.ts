import { createStore } from '../store/store.ts';

/** Whether the last try reached the server; the shell tells it. */
export const connection = createStore<'there' | 'lost'>('there');

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 15_000;

/** Waits before the next try: longer each time, and no longer once the browser says that it is back online. */
export function pauseBefore(attempt: number, signal: AbortSignal | undefined): Promise<void> {
  const ms = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener('online', done);
      signal?.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener('online', done);
    signal?.addEventListener('abort', done);
  });
}
