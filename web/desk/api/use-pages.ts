import { useMemo, useRef, useState } from 'preact/hooks';
import type { ProblemWords } from './problem.ts';
import type { Page } from './types.ts';
import { EVERY_MS, useFresh, type Fresh } from './use-fresh.ts';

/** A list in pages: they come as they are asked for, and all that have come are kept fresh. */
export interface Pages<T> {
  readonly items: readonly T[] | undefined;
  readonly problem: ProblemWords | undefined;
  readonly again: () => void;
  /** Loads the next page; undefined where this is all. */
  readonly more: (() => void) | undefined;
  readonly busy: boolean;
}

type Read<T> = (cursor: string | undefined, signal?: AbortSignal) => Promise<Page<T>>;

/** Pages are read anew no further, and a list that is known to be short followed no further: one that long is narrowed down first. */
const MOST_PAGES = 20;

/** `name` says what is read: another name starts afresh. `keyOf` tells that two are the same one. */
export function usePages<T>(name: string, read: Read<T>, keyOf: (item: T) => string): Pages<T> {
  const [asked, setAsked] = useState({ name, count: 1 });
  const count = asked.name === name ? asked.count : 1;
  const loaded = useRef<readonly Page<T>[]>([]);
  const keptFrom = useRef(MOST_PAGES);
  // As often as one page would be, however many they are.
  const { value, problem, again } = useFresh(
    name,
    (signal) => {
      const kept = loaded.current.map((page, at) => (at < keptFrom.current ? undefined : page));
      keptFrom.current = MOST_PAGES;
      return readPages(count, kept, (cursor) => read(cursor, signal));
    },
    EVERY_MS * Math.min(count, MOST_PAGES),
  );
  loaded.current = value ?? [];
  const more = (): void => {
    keptFrom.current = 0;
    setAsked({ name, count: loaded.current.length + 1 });
    again();
  };
  const items = useMemo(() => value && withoutRepeats(value.flatMap((page) => page.items), keyOf), [value]);
  const isMore = value?.at(-1)?.cursor !== undefined;
  return { items, problem, again, more: isMore ? more : undefined, busy: isMore && value.length < count && problem === undefined };
}

/** So many pages, as far as there are; those that are kept stay as they were. */
async function readPages<T>(count: number, kept: readonly (Page<T> | undefined)[], read: (cursor: string | undefined) => Promise<Page<T>>): Promise<readonly Page<T>[]> {
  const pages: Page<T>[] = [];
  do pages.push(kept[pages.length] ?? (await read(pages.at(-1)?.cursor)));
  while (pages.length < count && pages.at(-1)?.cursor !== undefined);
  return pages;
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

/** All of a list that is known to be short, page by page; `cursor` where it was not followed to its end. */
export async function readAll<T>(read: (cursor: string | undefined) => Promise<Page<T>>): Promise<Page<T>> {
  const pages = await readPages<T>(MOST_PAGES, [], read);
  const cursor = pages.at(-1)?.cursor;
  return { items: pages.flatMap(({ items }) => items), ...(cursor === undefined ? {} : { cursor }) };
}
