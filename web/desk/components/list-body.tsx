import type { ComponentChildren } from 'preact';
import type { Pages } from '../api/use-pages.ts';
import { useSay } from '../text/text.ts';
import { Button } from './button.tsx';
import type { Sheet } from './csv.ts';
import { Empty } from './empty.tsx';
import { ListTools } from './list-tools.tsx';
import { ProblemNote } from './problem-note.tsx';
import { ShownInParts } from './shown-in-parts.tsx';
import { Skeleton } from './skeleton.tsx';

export interface ListBodyProps<T> {
  /** Of the file that it is saved as. */
  readonly name: string;
  readonly pages: Pages<T>;
  /** Those of the pages that are wanted. */
  readonly shown: readonly T[];
  /** Another one begins at its top again. */
  readonly shownKey: string;
  readonly sheet: () => Sheet;
  readonly empty: { readonly title: string; readonly detail: string };
  readonly draw: (item: T) => ComponentChildren;
}

/** A list that comes in pages: how many, the file, the lines, and the way on. */
export function ListBody<T>({ name, pages, shown, shownKey, sheet, empty, draw }: ListBodyProps<T>) {
  const say = useSay();
  const { items, problem, again, more, busy } = pages;
  const note = problem === undefined ? null : <ProblemNote problem={{ ...problem, detail: problem.errors[0]?.detail ?? problem.detail }} onRetry={again} />;
  if (items === undefined) return note ?? <Skeleton />;
  return (
    <>
      {note}
      <div class="list-head">
        <p class="count">{countInWords(shown.length, more !== undefined, say)}</p>
        <ListTools name={name} sheet={sheet} />
      </div>
      {shown.length === 0 ? <Empty {...empty} /> : <ShownInParts key={shownKey} items={shown} draw={draw} />}
      {more !== undefined && (
        <Button busy={busy} onPress={more}>
          {say('desk.search.more')}
        </Button>
      )}
    </>
  );
}

/** How many there are, or how many have been found so far. */
export function countInWords(count: number, isMore: boolean, say: ReturnType<typeof useSay>): string {
  return say(isMore ? 'desk.search.count-more' : 'desk.search.count', { count });
}
