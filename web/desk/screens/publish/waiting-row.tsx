import type { ComponentChildren } from 'preact';
import { Link } from '../../app/router.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { UrgentMark } from '../../components/urgent-mark.tsx';
import type { Waiting } from './queue.ts';

export interface ItemRowProps {
  readonly item: Omit<Waiting, 'holder'>;
  /** Its state in words, where the heading of its list does not say it. */
  readonly mark?: ComponentChildren;
  /** More about it, after unit and column. */
  readonly facts?: ComponentChildren;
  /** At the right edge: until when, since when, what can be done. */
  readonly children?: ComponentChildren;
}

/** One item of the queue. */
export function ItemRow({ item, mark, facts, children }: ItemRowProps) {
  const names = useNames();
  return (
    <li class="row">
      <div class="row-main">
        <Link to={`/items/${item.id}`} class="row-title">
          {item.title}
        </Link>
        <p class="row-facts">
          {mark}
          {item.urgency === 'urgent' && <UrgentMark />}
          <span>{names.unit(item.department)}</span>
          <span>{names.column(item.column)}</span>
          {facts}
        </p>
      </div>
      {children !== undefined && <div class="row-time row-acts">{children}</div>}
    </li>
  );
}
