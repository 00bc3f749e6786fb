import type { ComponentChildren } from 'preact';
import { Link } from '../../app/router.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { correctionInWords, StateMark } from '../../components/state-mark.tsx';
import { UrgentMark } from '../../components/urgent-mark.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { TimeLeft } from '../../time/time-left.tsx';
import type { Placed, Waiting } from './queue.ts';

interface ItemRowProps {
  readonly item: Omit<Waiting, 'holder'>;
  /** Its state in words, where the heading of its list does not say it. */
  readonly mark?: ComponentChildren;
  /** More about it, after unit and column. */
  readonly facts?: ComponentChildren;
  /** At the right edge: until when, since when, what can be done. */
  readonly children?: ComponentChildren;
}

function ItemRow({ item, mark, facts, children }: ItemRowProps) {
  const say = useSay();
  const names = useNames();
  return (
    <li class="row">
      <div class="row-main">
        <Link to={`/items/${item.id}`} class="row-title">
          {item.title}
        </Link>
        <p class="row-facts">
          {item.urgency === 'urgent' && <UrgentMark />}
          {mark}
          {item.correction === true && <span class="mark">{say('desk.list.correction')}</span>}
          <span>{names.unit(item.department)}</span>
          <span>{names.column(item.column)}</span>
          {facts}
        </p>
      </div>
      {children !== undefined && <div class="row-time row-acts">{children}</div>}
    </li>
  );
}

interface ToPublishProps {
  readonly item: Waiting;
  /** Where the reader may put it online. */
  readonly onPublish: ((item: Waiting) => void) | undefined;
}

/** Approved: it waits for somebody at the posts. */
export function WaitingRow({ item, onPublish }: ToPublishProps) {
  const say = useSay();
  return (
    <ItemRow item={item} facts={item.holder === 'publisher-b' && <span>{say('desk.list.covered')}</span>}>
      {item.dueAt !== undefined && <TimeLeft dueAt={item.dueAt} />}
      {onPublish !== undefined && <Button kind="main" onPress={() => onPublish(item)}>{say('desk.queue.now')}</Button>}
    </ItemRow>
  );
}

export function FailedRow({ item, onPublish }: ToPublishProps) {
  const say = useSay();
  return (
    <ItemRow item={item} mark={<StateMark state="publish-failed" />}>
      {item.dueAt !== undefined && <TimeLeft dueAt={item.dueAt} />}
      {onPublish !== undefined && <Button kind="main" onPress={() => onPublish(item)}>{say('desk.queue.retry')}</Button>}
    </ItemRow>
  );
}

/** A machine is at it, or it waits for publishing to be resumed. */
export function PublishingRow({ item }: { readonly item: Placed }) {
  const say = useSay();
  return <ItemRow item={item} mark={item.held === undefined ? <StateMark state="publishing" /> : <span class="mark warn">{say('desk.queue.held')}</span>} />;
}

export function ScheduledRow({ item }: { readonly item: Placed }) {
  return (
    <ItemRow item={item}>
      <At instant={item.scheduledFor} />
    </ItemRow>
  );
}

export function PublishedRow({ item }: { readonly item: Placed }) {
  const say = useSay();
  const names = useNames();
  const { title, column, url, pending, publishedAt } = item;
  return (
    <ItemRow
      item={item}
      mark={pending !== undefined && <span class="mark warn">{correctionInWords(pending, say)}</span>}
      facts={
        url !== undefined && (
          <a href={url} target="_blank" rel="noopener" aria-label={say('desk.queue.page-of', { title, column: names.column(column) })}>
            {say('desk.list.online')}
          </a>
        )
      }
    >
      <At instant={publishedAt} />
    </ItemRow>
  );
}

function At({ instant }: { readonly instant: string | undefined }) {
  const language = useLanguage();
  return instant === undefined ? null : <time dateTime={instant}>{dateTimeIn(language, Date.parse(instant))}</time>;
}
