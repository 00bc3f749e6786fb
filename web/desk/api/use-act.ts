import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { say } from '../text/text.ts';
import { newIntent, type Intent } from './client.ts';
import { ownWords, Refused, type ProblemWords } from './problem.ts';

export interface Act<Input> {
  /** Does it; while it is under way, asking again does nothing. Answers whether it was done. */
  readonly act: (input: Input) => Promise<boolean>;
  readonly busy: boolean;
  readonly problem: ProblemWords | undefined;
  readonly forgive: () => void;
}

/**
 * One thing that somebody does with a button. While it is under way a double click does nothing more. Each time has an
 * intent of its own; that of an act which was not clearly answered lives on in `send`, so that pressing again does it once.
 */
export function useAct<Input>(work: (input: Input, intent: Intent) => Promise<unknown>): Act<Input> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemWords | undefined>(undefined);
  const working = useRef(work);
  working.current = work;
  const running = useRef(false);
  const mounted = useRef(true);
  useEffect(() => () => void (mounted.current = false), []);

  const act = useCallback(async (input: Input): Promise<boolean> => {
    if (running.current) return false;
    running.current = true;
    setBusy(true);
    setProblem(undefined);
    try {
      await working.current(input, newIntent());
      return true;
    } catch (error) {
      if (mounted.current) setProblem(error instanceof Refused ? error.problem : ownWords(503, say));
      return false;
    } finally {
      running.current = false;
      if (mounted.current) setBusy(false);
    }
  }, []);
  return { act, busy, problem, forgive: useCallback(() => setProblem(undefined), []) };
}
