import type { ComponentChildren } from 'preact';
import { readPeople } from '../../api/calls.ts';
import type { Release } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { setQuery, usePlace } from '../../app/router.tsx';
import type { ScreenProps } from '../../app/routes.ts';
import { Screen } from '../../app/screen.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { UrgentMark } from '../../components/urgent-mark.tsx';
import { useSay } from '../../text/text.ts';
import { readRelease } from './calls.ts';
import { Clocks } from './clocks.tsx';
import { Differences } from './differences.tsx';
import { History } from './history.tsx';
import { Preview } from './preview.tsx';
import { Stations } from './stations.tsx';

const EVERY_MS = 10_000;

const views = ['text', 'changes', 'clocks', 'history'] as const;
type View = (typeof views)[number];

/** One item: where it is on its way, its text as the public will see it, what changed, its limits and its history. */
export default function Item({ params }: ScreenProps) {
  const say = useSay();
  const id = params['id'] ?? '';
  const { value: release, problem, again } = useFresh(`release ${id}`, (signal) => readRelease(id, signal), EVERY_MS);
  const people = useFresh('people', readPeople, 5 * 60_000).value?.items ?? [];
  const nameOf = (person: string): string => people.find((one) => one.id === person)?.name ?? person;
  if (release === undefined) return <Screen title={say('desk.item.title')}>{problem === undefined ? <Skeleton /> : <ProblemNote problem={problem} onRetry={again} />}</Screen>;
  return (
    <Screen title={release.title}>
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      <Facts release={release} />
      <Stations release={release} nameOf={nameOf} />
      <Views>{(view) => <Shown view={view} release={release} nameOf={nameOf} />}</Views>
    </Screen>
  );
}

function Facts({ release }: { readonly release: Release }) {
  const say = useSay();
  const names = useNames();
  return (
    <p class="row-facts item-facts">
      <StateMark state={release.state} stage={release.stage} />
      {release.pending !== undefined && <StateMark state={release.pending.state} stage={release.pending.stage} />}
      {release.urgency === 'urgent' && <UrgentMark />}
      <span>{names.column(release.column)}</span>
      <span>{say(`kind.${release.kind}`)}</span>
      <span>{names.unit(release.department)}</span>
      {release.indexNumber !== undefined && <span class="keep">{release.indexNumber}</span>}
      {release.url !== undefined && release.state === 'published' && (
        <a href={release.url} target="_blank" rel="noopener">
          {say('desk.sent.online')}
        </a>
      )}
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
  readonly release: Release;
  readonly nameOf: (person: string) => string;
}

function Shown({ view, release, nameOf }: ShownProps) {
  switch (view) {
    case 'changes':
      return <Differences release={release} />;
    case 'clocks':
      return <Clocks release={release} />;
    case 'history':
      return <History id={release.id} version={release.version} nameOf={nameOf} />;
    default:
      return <Preview id={release.id} contentHash={release.contentHash} />;
  }
}
