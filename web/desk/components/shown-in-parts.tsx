import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useSay } from '../text/text.ts';
import { Button } from './button.tsx';

/** More at once than anybody reads; the rest comes when it is asked for, so that two thousand cost no more than these. */
const AT_ONCE = 50;

export interface ShownInPartsProps<T> {
  readonly items: readonly T[];
  readonly draw: (item: T) => ComponentChildren;
}

/** A long list, a part at a time. */
export function ShownInParts<T>({ items, draw }: ShownInPartsProps<T>) {
  const say = useSay();
  const [limit, setLimit] = useState(AT_ONCE);
  const left = items.length - limit;
  return (
    <>
      <ul class="rows">{items.slice(0, limit).map(draw)}</ul>
      {left > 0 && <Button onPress={() => setLimit(limit + AT_ONCE)}>{say('desk.worklist.more', { count: Math.min(left, AT_ONCE) })}</Button>}
    </>
  );
}
