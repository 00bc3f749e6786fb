import { useEffect, useMemo, useRef } from 'preact/hooks';
import { readTasks } from '../../api/calls.ts';
import type { Task } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { announce } from '../../app/live-region.tsx';
import { setQuery, usePlace } from '../../app/router.tsx';
import { Screen } from '../../app/screen.tsx';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSay } from '../../text/text.ts';
import { serverNow } from '../../time/server-clock.ts';
import { FilterBar } from './filter-bar.tsx';
import { FILTERS, filtersIn, isNarrowed, narrowed } from './filters.ts';
import { TaskList } from './task-list.tsx';

/** 待办: what waits for me, soonest first. */
export default function Worklist() {
  const say = useSay();
  const { value, problem, again } = useFresh('tasks', readTasks);
  useTellingArrivals(value?.items);
  return (
    <Screen title={say('desk.worklist.title')} lead={say('desk.worklist.lead')}>
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      {value === undefined ? problem === undefined && <Skeleton /> : <Tasks tasks={value.items} />}
    </Screen>
  );
}

function Tasks({ tasks }: { readonly tasks: readonly Task[] }) {
  const say = useSay();
  const { query } = usePlace();
  const filters = filtersIn(query);
  const { column, kind, urgency } = filters;
  const shown = useMemo(() => narrowed(tasks, { column, kind, urgency }), [tasks, column, kind, urgency]);
  if (tasks.length === 0) return <Empty title={say('desk.worklist.empty.title')} detail={say('desk.worklist.empty.detail')} />;
  const clear = (): void => setQuery(Object.fromEntries(FILTERS.map((name) => [name, undefined])));
  return (
    <>
      <FilterBar tasks={tasks} filters={filters} onClear={clear} />
      <Count total={tasks.length} shown={shown} isAll={!isNarrowed(filters)} />
      {shown.length === 0 ? (
        <Empty title={say('desk.worklist.none-match.title')} detail={say('desk.worklist.none-match.detail')}>
          <Button onPress={clear}>{say('desk.worklist.clear')}</Button>
        </Empty>
      ) : (
        <TaskList key={`${column} ${kind} ${urgency}`} tasks={shown} />
      )}
    </>
  );
}

function Count({ total, shown, isAll }: { readonly total: number; readonly shown: readonly Task[]; readonly isAll: boolean }) {
  const say = useSay();
  const overdue = shown.filter(({ dueAt }) => dueAt !== undefined && Date.parse(dueAt) <= serverNow()).length;
  return (
    <p class="count">
      {isAll ? say('desk.worklist.count', { count: total }) : say('desk.worklist.count-of', { total, count: shown.length })}
      {overdue > 0 && <span class="bad">{say('desk.worklist.overdue', { count: overdue })}</span>}
    </p>
  );
}

/** Those who do not see the list grow are told when it has. */
function useTellingArrivals(tasks: readonly Task[] | undefined): void {
  const say = useSay();
  const known = useRef<ReadonlySet<string> | undefined>(undefined);
  useEffect(() => {
    if (tasks === undefined) return;
    const before = known.current;
    known.current = new Set(tasks.map(({ releaseId, stage }) => `${releaseId} ${stage}`));
    const count = before === undefined ? 0 : [...known.current].filter((one) => !before.has(one)).length;
    if (count > 0) announce(say('desk.worklist.updated', { count }));
  }, [tasks]);
}
