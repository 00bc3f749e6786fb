import { Fragment, type ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useSay } from '../text/text.ts';
import { Button } from './button.tsx';
import { useIsPrinting } from './print-whole.ts';
import { useFocusKept } from './use-focus-kept.ts';

/** More at once than anybody reads; the rest comes when it is asked for, so that two thousand cost no more than these. */
const AT_ONCE = 50;

export interface ShownInPartsProps<T> {
  readonly items: readonly T[];
  readonly draw: (item: T) => ComponentChildren;
  /** What stands above an item and those after it that have the same; the items come in that order. */
  readonly headingOf?: ((item: T) => string) | undefined;
}

/** A long list, a part at a time; on paper all of it. */
export function ShownInParts<T>({ items, draw, headingOf }: ShownInPartsProps<T>) {
  const say = useSay();
  const [limit, setLimit] = useState(AT_ONCE);
  const isPrinting = useIsPrinting();
  useFocusKept();
  const drawn = isPrinting ? items : items.slice(0, limit);
  const left = items.length - limit;
  return (
    <>
      {groupsOf(drawn, headingOf).map(({ key, heading, members }) => (
        <Fragment key={key}>
          {heading !== undefined && <h3 class="rows-heading">{heading}</h3>}
          <ul class="rows">{members.map(draw)}</ul>
        </Fragment>
      ))}
      {left > 0 && <Button onPress={() => setLimit(limit + AT_ONCE)}>{say('desk.list.show-more', { count: Math.min(left, AT_ONCE) })}</Button>}
    </>
  );
}

interface Group<T> {
  /** Of groups that have the same heading each has its own. */
  readonly key: string;
  readonly heading: string | undefined;
  readonly members: T[];
}

function groupsOf<T>(items: readonly T[], headingOf: ((item: T) => string) | undefined): readonly Group<T>[] {
  const groups: Group<T>[] = [];
  for (const item of items) {
    const heading = headingOf?.(item);
    const last = groups.at(-1);
    if (last !== undefined && last.heading === heading) last.members.push(item);
    else groups.push({ key: `${String(heading)} ${groups.filter((group) => group.heading === heading).length}`, heading, members: [item] });
  }
  return groups;
}
