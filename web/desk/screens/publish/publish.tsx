import { useState } from 'preact/hooks';
import { useFresh } from '../../api/use-fresh.ts';
import { Screen } from '../../app/screen.tsx';
import { holds, useSurroundings } from '../../app/surroundings.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSay } from '../../text/text.ts';
import { PublishDialog } from './publish-dialog.tsx';
import { QueueLists } from './queue-lists.tsx';
import { readQueue, type Waiting } from './queue.ts';

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
  // While publishing is paused nothing is there within seconds.
  const underWay = value !== undefined && value.roster.pausedSince === undefined && value.publishing.length > 0;
  if (underWay !== isBusy && value !== undefined) setBusy(underWay);
  const done = (): void => {
    setChosen(undefined);
    again();
  };
  return (
    <Screen title={say('desk.queue.title')} lead={say('desk.queue.lead')}>
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      {value === undefined ? problem === undefined && <Skeleton /> : <QueueLists queue={value} isPublisher={isPublisher} onPublish={setChosen} />}
      {chosen !== undefined && <PublishDialog key={chosen.id} id={chosen.id} title={chosen.title} onClose={() => setChosen(undefined)} onDone={done} />}
    </Screen>
  );
}
