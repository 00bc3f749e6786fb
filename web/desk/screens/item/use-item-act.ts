import { useEffect, useRef, useState } from 'preact/hooks';
import type { Intent } from '../../api/client.ts';
import { useAct, type Act } from '../../api/use-act.ts';
import type { Release } from '../../api/types.ts';

/** The item that is acted on, how it is read again, and where it is said what was done. */
export interface ItemActing {
  readonly release: Release;
  readonly again: () => void;
  readonly tell: (done: string) => void;
}

/**
 * An act on the item that is shown. Done or refused, the item is read again; once done, it counts as under way until it has
 * been, so that a second click finds nothing that could be done twice.
 */
export function useItemAct<Input>({ release: { version }, again, tell }: ItemActing, work: (input: Input, intent: Intent) => Promise<unknown>, done: (input: Input) => string): Act<Input> {
  const inner = useAct(work);
  const [doneAt, setDoneAt] = useState<number | undefined>(undefined);
  const waiting = doneAt === version;
  const isWaiting = useRef(waiting);
  useEffect(() => void (isWaiting.current = waiting), [waiting]);
  const act = async (input: Input): Promise<boolean> => {
    if (isWaiting.current) return false;
    const isDone = await inner.act(input);
    if (isDone) {
      isWaiting.current = true;
      setDoneAt(version);
      tell(done(input));
      document.querySelector<HTMLElement>('main h1')?.focus();
    }
    again();
    return isDone;
  };
  return { ...inner, act, busy: inner.busy || waiting };
}
