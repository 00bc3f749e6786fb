import { forget, keep, keptOf, type Kept } from '../../store/kept-writing.ts';
import type { Draft } from './draft.ts';
import type { Unanswered } from './recorded.ts';

/** What one open form had on it when it was last heard of. */
export interface Typed extends Kept {
  /** The item; undefined where the server has none yet. */
  readonly item: string | undefined;
  /** The version of it that was being changed. */
  readonly version: number | undefined;
  /** What was sent and not answered: it goes first again, or a second draft would come of it. */
  readonly unanswered?: Unanswered | undefined;
  /** Epoch milliseconds, by the server's clock. */
  readonly at: number;
  readonly draft: Draft;
}

const LOCK = 'fabu-desk-writing ';

export const keepTyped = (typed: Typed): Promise<boolean> => keep('typed', typed);
export const forgetTyped = (key: string): Promise<void> => forget('typed', key);

/** Says to this browser's other pages that a form is open: what is on it is not offered to them. The answer ends it. */
export function holdForm(key: string): () => void {
  let end = (): void => undefined;
  const over = new Promise<void>((resolve) => (end = resolve));
  void navigator.locks.request(LOCK + key, () => over);
  return () => end();
}

/** What forms left behind that are open no more: closed, crashed, or gone with the computer's power. Newest first. */
export async function leftBehind(person: string): Promise<Typed[]> {
  const [typed, locks] = await Promise.all([keptOf<Typed>('typed', person), navigator.locks.query()]);
  const open = new Set(locks.held?.map(({ name }) => name));
  return typed.filter(({ key }) => !open.has(LOCK + key)).sort((a, b) => b.at - a.at);
}
