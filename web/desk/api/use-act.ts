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
 * One thing that somebody does with a button. The intent stays the same until there is an answer, so that a double click
 * or a try after a lost connection does it once; an answer, yes or no, ends it.
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
