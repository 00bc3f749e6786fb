import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Card } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { Screen } from '../../app/screen.tsx';
import { holds, useNames, useSurroundings } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { Note } from '../../components/note.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { TimeLeft } from '../../time/time-left.tsx';
import { OnDuty } from './on-duty.tsx';
import { PublishDialog } from './publish-dialog.tsx';
import { isMine, readQueue, type Queue, type Waiting } from './queue.ts';
import { useQueueSheet } from './sheet.ts';
import { ItemRow } from './waiting-row.tsx';

const CALM_MS = 25_000;
/** While a machine is at it: its page is there within seconds. */
const BUSY_MS = 4000;

/** 发布: what posts A and B put online, from a phone too. */
export default function Publish() {
  const say = useSay();
  const { me } = useSurroundings();
  const isPublisher = holds(me, 'publisher-a') || holds(me, 'publisher-b');
  const [isBusy, setBusy] = useState(false);
  const { value, problem, again } = useFresh('queue', (signal) => readQueue(isPublisher, signal), isBusy ? BUSY_MS : CALM_MS);
  const [chosen, setChosen] = useState<Waiting | undefined>(undefined);
  const underWay = value?.publishing.some(({ held }) => held === undefined) === true;
  if (underWay !== isBusy && value !== undefined) setBusy(underWay);
  const done = (): void => {
    setChosen(undefined);
    again();
  };
  return (
    <Screen title={say('desk.queue.title')} lead={say('desk.queue.lead')}>
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      {value === undefined ? problem === undefined && <Skeleton /> : <Lists queue={value} isPublisher={isPublisher} onPublish={setChosen} />}
      {chosen !== undefined && <PublishDialog key={chosen.id} id={chosen.id} title={chosen.title} onClose={() => setChosen(undefined)} onDone={done} />}
    </Screen>
  );
}

interface ListsProps {
  readonly queue: Queue;
  readonly isPublisher: boolean;
  readonly onPublish: (item: Waiting) => void;
}

function Lists({ queue, isPublisher, onPublish }: ListsProps) {
  const say = useSay();
  const { me } = useSurroundings();
  const sheet = useQueueSheet(queue);
  const mine = queue.approved.filter((item) => !isPublisher || isMine(item, me, queue.roster));
  const partners = queue.approved.filter((item) => !mine.includes(item));
  const isPaused = queue.publishing.some(({ held }) => held !== undefined);
  return (
    <>
      <OnDuty roster={queue.roster} people={queue.people} />
      {isPaused && <Note tone="warn" title={say('desk.queue.paused.title')} detail={say('desk.queue.paused.detail')} />}
      <ListTools name={say('desk.queue.title')} sheet={sheet} />
      {queue.failed.length > 0 && (
        <Part title={say('desk.queue.failed', { count: queue.failed.length })} tone="bad">
          {queue.failed.map((item) => (
            <ItemRow key={item.id} item={item} mark={<StateMark state="publish-failed" />}>
              {item.dueAt !== undefined && <TimeLeft dueAt={item.dueAt} />}
              {isPublisher && <Button kind="main" onPress={() => onPublish(item)}>{say('desk.queue.retry')}</Button>}
            </ItemRow>
          ))}
        </Part>
      )}
      <Part title={say('desk.queue.waiting', { count: mine.length })} empty={queue.failed.length === 0 ? <Empty title={say('desk.queue.empty.title')} detail={say('desk.queue.empty.detail')} /> : undefined}>
        {mine.map((item) => (
          <WaitingRow key={item.id} item={item} onPublish={isPublisher ? onPublish : undefined} />
        ))}
      </Part>
      <Part title={say('desk.queue.partner', { count: partners.length })}>
        {partners.map((item) => (
          <WaitingRow key={item.id} item={item} onPublish={undefined} />
        ))}
      </Part>
      <Part title={say('desk.queue.publishing', { count: queue.publishing.length })}>
        {queue.publishing.map((card) => (
          <ItemRow key={card.id} item={card} mark={card.held === undefined ? <StateMark state="publishing" /> : <span class="mark warn">{say('desk.queue.held')}</span>} />
        ))}
      </Part>
      <Part title={say('desk.queue.scheduled', { count: queue.scheduled.length })}>
        {queue.scheduled.map((card) => (
          <ItemRow key={card.id} item={card}>
            <At instant={card.scheduledFor} />
          </ItemRow>
        ))}
      </Part>
      <Part title={say('desk.queue.published')}>
        {queue.published.map((card) => (
          <PublishedRow key={card.id} card={card} />
        ))}
      </Part>
    </>
  );
}

interface PartProps {
  readonly title: string;
  readonly tone?: 'bad';
  readonly empty?: ComponentChildren;
  readonly children: ComponentChildren[];
}

/** One list under its heading; where there is nothing, what it says instead, or nothing at all. */
function Part({ title, tone, empty, children }: PartProps) {
  if (children.length === 0) return <>{empty}</>;
  return (
    <section class="part">
      <h2 class={tone}>{title}</h2>
      <ul class={tone === undefined ? 'rows' : 'rows alarming'}>{children}</ul>
    </section>
  );
}

function WaitingRow({ item, onPublish }: { readonly item: Waiting; readonly onPublish: ((item: Waiting) => void) | undefined }) {
  const say = useSay();
  return (
    <ItemRow item={item} facts={item.holder === 'publisher-b' && <span>{say('desk.worklist.covered')}</span>}>
      {item.dueAt !== undefined && <TimeLeft dueAt={item.dueAt} />}
      {onPublish !== undefined && <Button kind="main" onPress={() => onPublish(item)}>{say('desk.queue.now')}</Button>}
    </ItemRow>
  );
}

function PublishedRow({ card }: { readonly card: Card }) {
  const say = useSay();
  const names = useNames();
  return (
    <ItemRow
      item={card}
      facts={
        card.url !== undefined && (
          <a href={card.url} target="_blank" rel="noopener" aria-label={say('desk.queue.page-of', { title: card.title, column: names.column(card.column) })}>
            {say('desk.sent.online')}
          </a>
        )
      }
    >
      <At instant={card.publishedAt} />
    </ItemRow>
  );
}

function At({ instant }: { readonly instant: string | undefined }) {
  const language = useLanguage();
  return instant === undefined ? null : <time dateTime={instant}>{dateTimeIn(language, Date.parse(instant))}</time>;
}
