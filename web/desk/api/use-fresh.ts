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
function problemOf(error: unknown): ProblemWords {
  return error instanceof Refused ? error.problem : ownWords(503, say);
}

export const EVERY_MS = 25_000;

/** The last answer, and how often `again` had been called when it was asked for. */
interface Last<T> {
  readonly name: string;
  readonly round: number;
  readonly text: string;
  readonly value: T | undefined;
  readonly problem: ProblemWords | undefined;
}

/**
 * Reads, and reads again every half minute while somebody looks, and whenever they come back. What came before stays in
 * sight meanwhile, and the same answer draws nothing anew, unless it was asked for with `again`: who waits for that is told
 * by a new value. `name` says what is read: another name starts afresh.
 */
export function useFresh<T>(name: string, read: (signal: AbortSignal) => Promise<T>, everyMs = EVERY_MS): Fresh<T> {
  const [state, setState] = useState<Last<T>>({ name, round: 0, text: '', value: undefined, problem: undefined });
  const reading = useRef(read);
  reading.current = read;
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((before) => before + 1), []);

  useEffect(() => {
    const stop = new AbortController();
    let underWay = 0;
    const readNow = async (): Promise<void> => {
      underWay += 1;
      try {
        const value = await reading.current(stop.signal);
        if (stop.signal.aborted) return;
        const text = JSON.stringify(value);
        setState((before) => (before.name === name && before.round === round && before.text === text && before.problem === undefined ? before : { name, round, text, value, problem: undefined }));
      } catch (error) {
        if (stop.signal.aborted) return;
        // Of a lost connection the shell tells; what was read before stays as it is.
        const lost = error instanceof TypeError;
        const problem = problemOf(error);
        setState((before) => (before.name !== name ? { name, round, text: '', value: undefined, problem } : lost && before.value !== undefined ? before : { ...before, problem }));
      } finally {
        underWay -= 1;
      }
    };
    const whenSeen = (): void => {
      if (document.visibilityState === 'visible') void readNow();
    };
    void readNow();
    // What takes longer than it is asked for is not asked for twice at a time.
    const timer = setInterval(() => underWay === 0 && whenSeen(), everyMs);
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
