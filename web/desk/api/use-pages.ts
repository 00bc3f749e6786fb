import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ProblemWords } from './problem.ts';
import type { Page } from './types.ts';
import { problemOf, useFresh, type Fresh } from './use-fresh.ts';

/** A list in pages: the first keeps itself fresh, the others come as they are asked for. */
export interface Pages<T> {
  readonly items: readonly T[] | undefined;
  readonly problem: ProblemWords | undefined;
  readonly again: () => void;
  /** Loads the next page; undefined where this is all. */
  readonly more: (() => void) | undefined;
  readonly busy: boolean;
}

interface Older<T> {
  readonly name: string;
  /** Those of the first page as it was when the next was asked for as well: what is pushed off it later is not lost. */
  readonly items: readonly T[];
  readonly next: string | undefined;
  /** What went wrong with the last one. */
  readonly problem?: ProblemWords;
}

/** `name` says what is read: another name starts afresh. `keyOf` tells that two are the same one. */
export function usePages<T>(name: string, read: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>, keyOf: (item: T) => string): Pages<T> {
  const { value, problem, again } = useFresh(name, (signal) => read(undefined, signal));
  const [kept, setOlder] = useState<Older<T> | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  useEffect(() => setOlder(undefined), [name]);
  const older = kept?.name === name ? kept : { name, items: value?.items ?? [], next: value?.cursor };
  const more = async (): Promise<void> => {
    setBusy(true);
    const loaded = await read(older.next).then(
      (page) => ({ name, items: [...older.items, ...page.items], next: page.cursor }),
      (error: unknown) => ({ ...older, problem: problemOf(error) }),
    );
    setOlder(loaded);
    setBusy(false);
  };
  const items = useMemo(() => value && withoutRepeats([...value.items, ...older.items], keyOf), [value, kept]);
  const onward = older.next === undefined ? undefined : () => void more();
  return { items, problem: problem ?? older.problem, again: older.problem === undefined ? again : () => void more(), more: onward, busy };
}

function withoutRepeats<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const first = new Map<string, T>();
  for (const item of items) if (!first.has(keyOf(item))) first.set(keyOf(item), item);
  return [...first.values()];
}

/** A list that is answered whole, for what shows lists in pages. */
export function inOnePage<T>({ value, problem, again }: Fresh<{ readonly items: readonly T[] }>): Pages<T> {
  return { items: value?.items, problem, again, more: undefined, busy: false };
}

/** Pages are followed no further: a list that long is narrowed down first. */
const MOST_PAGES = 20;

/** All of a list that is known to be short, page by page. */
export async function readAll<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const found = await read(cursor);
    items.push(...found.items);
    cursor = found.cursor;
    if (cursor === undefined) break;
  }
  return items;
}
