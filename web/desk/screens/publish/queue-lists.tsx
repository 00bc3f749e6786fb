import type { ComponentChildren } from 'preact';
import { useSurroundings } from '../../app/surroundings.tsx';
import { Empty } from '../../components/empty.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { Note } from '../../components/note.tsx';
import { useFocusKept } from '../../components/use-focus-kept.ts';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { OnDuty } from './on-duty.tsx';
import { isMine, type Queue, type Waiting } from './queue.ts';
import { FailedRow, PublishedRow, PublishingRow, ScheduledRow, WaitingRow } from './queue-rows.tsx';
import { useQueueSheet } from './sheet.ts';

export interface QueueListsProps {
  readonly queue: Queue;
  readonly isPublisher: boolean;
  readonly onPublish: (item: Waiting) => void;
}

/** The queue, from what is most pressing to what is done. */
export function QueueLists({ queue, isPublisher, onPublish }: QueueListsProps) {
  const say = useSay();
  const { me } = useSurroundings();
  const sheet = useQueueSheet(queue);
  useFocusKept();
  const { failed, approved, publishing, scheduled, published, people, roster } = queue;
  const mine = approved.filter((item) => !isPublisher || isMine(item, me, roster));
  const partners = approved.filter((item) => !mine.includes(item));
  const offered = isPublisher ? onPublish : undefined;
  return (
    <>
      <OnDuty roster={roster} people={people} />
      {roster.pausedSince !== undefined && <Paused since={roster.pausedSince} />}
      <div class="list-head">
        <ListTools name={say('desk.queue.title')} sheet={sheet} />
      </div>
      {failed.length + mine.length === 0 && <Empty title={say('desk.queue.empty.title')} detail={say('desk.queue.empty.detail')} />}
      <Part title={say('desk.queue.failed', { count: failed.length })} tone="bad">
        {failed.map((item) => (
          <FailedRow key={item.id} item={item} onPublish={offered} />
        ))}
      </Part>
      <Part title={say('desk.queue.waiting', { count: mine.length })}>
        {mine.map((item) => (
          <WaitingRow key={item.id} item={item} onPublish={offered} />
        ))}
      </Part>
      <Part title={say('desk.queue.partner', { count: partners.length })}>
        {partners.map((item) => (
          <WaitingRow key={item.id} item={item} onPublish={undefined} />
        ))}
      </Part>
      <Part title={say('desk.queue.publishing', { count: publishing.length })}>
        {publishing.map((item) => (
          <PublishingRow key={item.id} item={item} />
        ))}
      </Part>
      <Part title={say('desk.queue.scheduled', { count: scheduled.length })}>
        {scheduled.map((item) => (
          <ScheduledRow key={item.id} item={item} />
        ))}
      </Part>
      <Part title={say('desk.queue.published')}>
        {published.map((item) => (
          <PublishedRow key={item.id} item={item} />
        ))}
      </Part>
    </>
  );
}

function Paused({ since }: { readonly since: string }) {
  const say = useSay();
  const language = useLanguage();
  return <Note tone="warn" title={say('desk.queue.paused.title', { since: dateTimeIn(language, Date.parse(since)) })} detail={say('desk.queue.paused.detail')} />;
}

interface PartProps {
  readonly title: string;
  readonly tone?: 'bad';
  readonly children: ComponentChildren[];
}

/** One list under its heading; nothing where it is empty. */
function Part({ title, tone, children }: PartProps) {
  if (children.length === 0) return null;
  return (
    <section class="part">
      <h2 class={tone}>{title}</h2>
      <ul class={tone === undefined ? 'rows' : 'rows alarming'}>{children}</ul>
    </section>
  );
}
