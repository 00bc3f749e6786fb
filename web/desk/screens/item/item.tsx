import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { readPeople } from '../../api/calls.ts';
import type { Release } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { announce } from '../../app/live-region.tsx';
import { setQuery, usePlace } from '../../app/router.tsx';
import type { ScreenProps } from '../../app/routes.ts';
import { Screen } from '../../app/screen.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { Note } from '../../components/note.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { UrgentMark } from '../../components/urgent-mark.tsx';
import { useSay } from '../../text/text.ts';
import { Acts } from './acts.tsx';
import { readRelease } from './calls.ts';
import { Clocks } from './clocks.tsx';
import { Differences } from './differences.tsx';
import { FactsList } from './facts-list.tsx';
import { Files } from './files.tsx';
import { History } from './history.tsx';
import { standingOf } from './offers.ts';
import { Preview } from './preview.tsx';
import { Stations } from './stations.tsx';
import { TurnedDown } from './turned-down.tsx';
import { useDecision } from './use-decision.ts';
import type { ItemActing } from './use-item-act.ts';
import { Whereabouts } from './whereabouts.tsx';

const EVERY_MS = 10_000;
/** While it goes online somebody waits for it. */
const WHILE_PUBLISHING_MS = 2000;

const views = ['text', 'facts', 'changes', 'clocks', 'history'] as const;
type View = (typeof views)[number];

/** One item: where it is on its way, its text as the public will see it, what may be done, its limits and its history. */
export default function Item({ params }: ScreenProps) {
  const say = useSay();
  const id = params['id'] ?? '';
  const [everyMs, setEveryMs] = useState(EVERY_MS);
  const { value: release, problem, again } = useFresh(`release ${id}`, (signal) => readRelease(id, signal), everyMs);
  const wanted = release !== undefined && standingOf(release).state === 'publishing' ? WHILE_PUBLISHING_MS : EVERY_MS;
  if (wanted !== everyMs) setEveryMs(wanted);
  if (release === undefined) return <Screen title={say('desk.item.title')}>{problem === undefined ? <Skeleton /> : <ProblemNote problem={problem} onRetry={again} />}</Screen>;
  return (
    <Screen title={release.title}>
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      <Loaded key={id} release={release} again={again} />
    </Screen>
  );
}

function Loaded({ release, again }: { readonly release: Release; readonly again: () => void }) {
  const [told, setTold] = useState<{ readonly done: string; readonly version: number } | undefined>(undefined);
  const decision = useDecision(release);
  const people = useFresh('people', readPeople, 5 * 60_000).value?.items ?? [];
  const nameOf = (person: string): string => people.find((one) => one.id === person)?.name ?? person;
  const tell = (done: string): void => {
    setTold({ done, version: release.version });
    announce(done);
  };
  const acting: ItemActing = { release, again, tell };
  return (
    <>
      <Facts release={release} />
      {told !== undefined && <Note tone="calm" title={told.done} />}
      <TurnedDown release={release} nameOf={nameOf} />
      <Whereabouts release={release} nameOf={nameOf} />
      <Stations release={release} nameOf={nameOf} />
      <div class="item-columns">
        <div class="item-views">
          <Views>{(view) => <Shown view={view} acting={acting} nameOf={nameOf} />}</Views>
        </div>
        <Acts acting={acting} decision={decision} nameOf={nameOf} />
      </div>
    </>
  );
}

function Facts({ release }: { readonly release: Release }) {
  const say = useSay();
  const names = useNames();
  return (
    <p class="row-facts item-facts">
      <StateMark state={release.state} stage={release.stage} />
      {release.pending !== undefined && (
        <span>
          {say('desk.item.correction')} <StateMark state={release.pending.state} stage={release.pending.stage} />
        </span>
      )}
      {release.urgency === 'urgent' && <UrgentMark />}
      <span>{names.column(release.column)}</span>
      <span>{say(`kind.${release.kind}`)}</span>
      <span>{names.unit(release.department)}</span>
      {release.indexNumber !== undefined && <span class="keep">{release.indexNumber}</span>}
    </p>
  );
}

function Views({ children }: { readonly children: (view: View) => ComponentChildren }) {
  const say = useSay();
  const { query } = usePlace();
  const current = views.find((one) => one === query.get('view')) ?? 'text';
  return (
    <>
      <div class="switch views" role="group" aria-label={say('desk.item.views')}>
        {views.map((view) => (
          <button key={view} type="button" aria-pressed={view === current} onClick={() => setQuery({ view: view === 'text' ? undefined : view })}>
            {say(`desk.item.view.${view}`)}
          </button>
        ))}
      </div>
      {children(current)}
    </>
  );
}

interface ShownProps {
  readonly view: View;
  readonly acting: ItemActing;
  readonly nameOf: (person: string) => string;
}

function Shown({ view, acting, nameOf }: ShownProps) {
  const { release } = acting;
  switch (view) {
    case 'facts':
      return <FactsList release={release} />;
    case 'changes':
      return <Differences release={release} />;
    case 'clocks':
      return <Clocks acting={acting} nameOf={nameOf} />;
    case 'history':
      return <History release={release} nameOf={nameOf} />;
    default:
      return (
        <>
          <Preview id={release.id} contentHash={release.contentHash} revision={release.revision} />
          <Files release={release} />
        </>
      );
  }
}
