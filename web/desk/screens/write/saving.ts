import { ownWords, Refused, type ProblemWords } from '../../api/problem.ts';
import { createStore } from '../../store/store.ts';
import { say } from '../../text/text.ts';
import { serverNow } from '../../time/server-clock.ts';
import { isBegun, isEnough, type Draft } from './draft.ts';
import type { Keeping } from './keeping.ts';
import type { Recorded } from './recorded.ts';
import type { SaveState } from './save-state.ts';
import type { TextOnForm } from './text-on-form.ts';
import { takeTurns } from './turns.ts';

/** The server is asked when the typing pauses. */
const SAVE_AFTER_MS = 1500;

export interface SavingOptions {
  readonly form: TextOnForm;
  readonly recorded: Recorded;
  readonly keeping: Keeping;
  /** Takes up a newer version that was in the way, after which what is still unsaved is saved over it; or throws. */
  readonly catchUp: (error: unknown) => Promise<void>;
}

/** How what is on a form gets into the record: by itself, one write after the other. */
export function openSaving({ form, recorded, keeping, catchUp }: SavingOptions) {
  const state = createStore<SaveState>({ name: 'untouched' });
  const inTurn = takeTurns();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const isChanged = (): boolean => !recorded.has(form.current());

  /** Something was typed. */
  function touched(): void {
    if (state.get().name !== 'conflict' && state.get().name !== 'saving') state.set({ name: 'waiting' });
    keeping.soon();
    clearTimeout(timer);
    timer = setTimeout(() => void save(), SAVE_AFTER_MS);
  }

  /** Answers whether the server has what is on the form. `begun`: take it with no text yet, since a file wants to belong to it. */
  function save(begun = false): Promise<boolean> {
    stop();
    return inTurn(async () => {
      if (state.get().name === 'conflict') return false;
      const draft = form.current();
      if (!isChanged() && recorded.version() !== undefined) return state.get().name === 'untouched' || settled();
      const isForServer = recorded.item.get() !== undefined || recorded.unanswered() !== undefined || (begun ? isBegun(draft) : isEnough(draft));
      return isForServer ? send(draft) : keepHere();
    });
  }

  async function send(draft: Draft): Promise<boolean> {
    state.set({ name: 'saving' });
    try {
      await recorded.write(draft);
      if (!settled()) touched();
      return !isChanged();
    } catch (error) {
      await keeping.now();
      return (await isCaughtUp(error)) && (!isChanged() || send(form.current()));
    }
  }

  async function isCaughtUp(error: unknown): Promise<boolean> {
    try {
      await catchUp(error);
      return true;
    } catch (refusal) {
      if (state.get().name !== 'conflict') state.set({ name: 'refused', problem: wordsOf(refusal) });
      return false;
    }
  }

  async function keepHere(): Promise<false> {
    const isKept = await keeping.now();
    if (isChanged()) state.set({ name: isKept ? 'kept' : 'nowhere' });
    else settled();
    return false;
  }

  /** Answers whether the record has what is on the form; then the browser keeps it no longer. */
  function settled(): boolean {
    if (isChanged()) return false;
    void keeping.forget();
    state.set(recorded.version() === undefined ? { name: 'untouched' } : { name: 'saved', at: serverNow() });
    return true;
  }

  function stop(): void {
    clearTimeout(timer);
  }

  return { state, isChanged, touched, save, settled, stop, inTurn };
}

function wordsOf(error: unknown): ProblemWords {
  return error instanceof Refused ? error.problem : ownWords(503, say);
}
