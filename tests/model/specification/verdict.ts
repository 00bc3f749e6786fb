import { outward, type Answer, type Item } from './item.ts';

export interface Verdict {
  /** Every ground on which it must be refused; empty where it must be accepted. */
  readonly refusals: readonly string[];
  /** The item after it. */
  readonly next?: Item;
  readonly status?: number;
  /** What the answer must say. */
  readonly answer?: Answer;
  /** It is accepted and changes nothing. */
  readonly nothing?: Answer;
  /** It was carried out before under this key, and is answered as then. */
  readonly repeat?: { readonly status: number; readonly answer: Answer };
}

export function refused(...refusals: readonly string[]): Verdict {
  return { refusals };
}

/** One change of one person raises the version by one. */
export function allow(before: Item, after: Item, status: number, more: Answer = {}): Verdict {
  const next = { ...after, version: before.version + 1 };
  return { refusals: [], next, status, answer: { ...outward(next), version: next.version, ...more } };
}
