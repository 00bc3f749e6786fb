import { forgetTyped, holdForm, keepTyped, type Typed } from './typed.ts';

/** The browser has what was typed a moment ago, also while the typing goes on. */
const KEEP_AFTER_MS = 250;

export type Keeping = ReturnType<typeof openKeeping>;

/** What is on one form and not in the record, kept in this browser. `unsaved` answers undefined where there is nothing. */
export function openKeeping(unsaved: () => Omit<Typed, 'key'> | undefined) {
  const key = crypto.randomUUID();
  const letGo = holdForm(key);
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** Answers whether the browser has it, where there is anything. */
  async function now(): Promise<boolean> {
    clearTimeout(timer);
    timer = undefined;
    const typed = unsaved();
    return typed === undefined || keepTyped({ key, ...typed });
  }

  return {
    now,
    /** As what a form has left behind, since another text comes onto this one. Answers false where the browser does not take it. */
    async aside(): Promise<boolean> {
      const typed = unsaved();
      return typed === undefined || keepTyped({ key: crypto.randomUUID(), ...typed });
    },
    soon(): void {
      timer ??= setTimeout(() => void now(), KEEP_AFTER_MS);
    },
    forget: () => forgetTyped(key),
    /** The form is closed: what it leaves behind may be offered. */
    letGo,
  };
}
