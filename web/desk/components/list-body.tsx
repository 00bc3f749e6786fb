import type { ComponentChildren } from 'preact';
import type { Pages } from '../api/use-pages.ts';
import { useSay } from '../text/text.ts';
import { Button } from './button.tsx';
import type { Sheet } from './csv.ts';
import { Empty } from './empty.tsx';
import { ListTools } from './list-tools.tsx';
import { ProblemNote } from './problem-note.tsx';
import { ShownInParts, type ShownInPartsProps } from './shown-in-parts.tsx';
import { Skeleton } from './skeleton.tsx';
import { useFocusKept } from './use-focus-kept.ts';

export interface ListBodyProps<T> extends Pick<ShownInPartsProps<T>, 'draw' | 'headingOf'> {
  /** Of the file that it is saved as. */
  readonly name: string;
  readonly pages: Pages<T>;
  /** Those of the pages that are wanted. */
  readonly shown: readonly T[];
  /** Another one begins at its top again. */
  readonly shownKey: string;
  /** How many there are, where a list says it in its own words. */
  readonly count?: ComponentChildren;
  readonly sheet: () => Sheet;
  readonly empty: { readonly title: string; readonly detail: string; readonly children?: ComponentChildren };
}

/** A list that comes in pages: how many, the file, the lines, and the way on. */
export function ListBody<T>({ name, pages, shown, shownKey, count, sheet, empty, draw, headingOf }: ListBodyProps<T>) {
  const say = useSay();
  useFocusKept();
  const { items, problem, again, more, busy } = pages;
  const note = problem === undefined ? null : <ProblemNote problem={{ ...problem, detail: problem.errors[0]?.detail ?? problem.detail }} onRetry={again} />;
  if (items === undefined) return note ?? <Skeleton />;
  return (
    <>
      {note}
      {shown.length === 0 && (more === undefined ? <Empty {...empty} /> : <Empty title={say('desk.list.not-yet.title')} detail={say('desk.list.not-yet.detail')} />)}
      {shown.length > 0 && (
        <>
          <div class="list-head">
            <p class="count">{count ?? countInWords(shown.length, more !== undefined, say)}</p>
            <ListTools name={name} sheet={sheet} />
          </div>
          <ShownInParts key={shownKey} items={shown} draw={draw} headingOf={headingOf} />
        </>
      )}
      {more !== undefined && (
        <Button busy={busy} onPress={more}>
          {say('desk.list.load-more')}
        </Button>
      )}
    </>
  );
}

/** How many there are, or how many have been found so far. */
export function countInWords(count: number, isMore: boolean, say: ReturnType<typeof useSay>): string {
  return say(isMore ? 'desk.list.count-more' : 'desk.list.count', { count });
}
