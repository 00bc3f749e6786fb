import { useCallback, useEffect, useState } from 'preact/hooks';
import type { ProblemWords } from './problem.ts';
import type { Page } from './types.ts';
import { useFresh } from './use-fresh.ts';

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
  readonly items: readonly T[];
  readonly next: string | undefined;
}

/** `name` says what is read: another name starts afresh. `keyOf` tells that two are the same one. */
export function usePages<T>(name: string, read: (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>, keyOf: (item: T) => string): Pages<T> {
  const { value, problem, again } = useFresh(name, (signal) => read(undefined, signal));
  const [older, setOlder] = useState<Older<T> | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  useEffect(() => setOlder(undefined), [name]);
  const mine = older?.name === name ? older : undefined;
  const next = mine === undefined ? value?.cursor : mine.next;
  const more = useCallback(async (): Promise<void> => {
    setBusy(true);
    const page = await read(next).catch(() => undefined);
    setBusy(false);
    if (page !== undefined) setOlder({ name, items: [...(mine?.items ?? []), ...page.items], next: page.cursor });
  }, [name, next, mine]);
  const known = new Set(value?.items.map(keyOf));
  const items = value === undefined ? undefined : [...value.items, ...(mine?.items ?? []).filter((item) => !known.has(keyOf(item)))];
  return { items, problem, again, more: next === undefined ? undefined : () => void more(), busy };
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
