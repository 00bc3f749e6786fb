import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../text/text.ts';
import { ownWords, Refused, type ProblemWords } from './problem.ts';

/** What is being read: nothing yet, what came last, and what went wrong last if it did. */
export interface Fresh<T> {
  readonly value: T | undefined;
  readonly problem: ProblemWords | undefined;
  readonly again: () => void;
}

/** What went wrong, in words; no answer at all is a service that cannot be reached. */
export function problemOf(error: unknown): ProblemWords {
  return error instanceof Refused ? error.problem : ownWords(503, say);
}

const EVERY_MS = 25_000;

/**
 * Reads, and reads again every half minute while somebody looks, and whenever they come back. What came before stays in
 * sight meanwhile, and the same answer draws nothing anew. `name` says what is read: another name starts afresh.
 */
export function useFresh<T>(name: string, read: (signal: AbortSignal) => Promise<T>, everyMs = EVERY_MS): Fresh<T> {
  const [state, setState] = useState<{ readonly name: string; readonly text: string; readonly value: T | undefined; readonly problem: ProblemWords | undefined }>({ name, text: '', value: undefined, problem: undefined });
  const reading = useRef(read);
  reading.current = read;
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((before) => before + 1), []);

  useEffect(() => {
    const stop = new AbortController();
    const readNow = async (): Promise<void> => {
      try {
        const value = await reading.current(stop.signal);
        const text = JSON.stringify(value);
        setState((before) => (before.name === name && before.text === text && before.problem === undefined ? before : { name, text, value, problem: undefined }));
      } catch (error) {
        if (stop.signal.aborted) return;
        // Of a lost connection the shell tells; what was read before stays as it is.
        const lost = error instanceof TypeError;
        const problem = problemOf(error);
        setState((before) => (before.name !== name ? { name, text: '', value: undefined, problem } : lost && before.value !== undefined ? before : { ...before, problem }));
      }
    };
    const whenSeen = (): void => {
      if (document.visibilityState === 'visible') void readNow();
    };
    void readNow();
    const timer = setInterval(whenSeen, everyMs);
    document.addEventListener('visibilitychange', whenSeen);
    addEventListener('focus', whenSeen);
    addEventListener('online', whenSeen);
    return () => {
      stop.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', whenSeen);
      removeEventListener('focus', whenSeen);
      removeEventListener('online', whenSeen);
    };
  }, [name, everyMs, round]);

  return state.name === name ? { value: state.value, problem: state.problem, again } : { value: undefined, problem: undefined, again };
}
