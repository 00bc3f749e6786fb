import { useEffect, useMemo, useRef } from 'preact/hooks';
import { readTasks } from '../../api/calls.ts';
import type { Task } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { inOnePage } from '../../api/use-pages.ts';
import { announce } from '../../app/live-region.tsx';
import { setQuery, usePlace } from '../../app/router.tsx';
import { Screen } from '../../app/screen.tsx';
import { Button } from '../../components/button.tsx';
import { ListBody } from '../../components/list-body.tsx';
import { useSay } from '../../text/text.ts';
import { serverNow } from '../../time/server-clock.ts';
import { FilterBar } from './filter-bar.tsx';
import { FILTERS, filtersIn, isNarrowed, narrowed } from './filters.ts';
import { useTaskSheet } from './sheet.ts';
import { TaskRow } from './task-row.tsx';

const NOTHING: readonly Task[] = [];

/** 待办: what waits for me, soonest first. */
export default function Worklist() {
  const say = useSay();
  const { query } = usePlace();
  const pages = inOnePage(useFresh('tasks', readTasks));
  useTellingArrivals(pages.items);
  const tasks = pages.items ?? NOTHING;
  const filters = filtersIn(query);
  const { column, kind, urgency } = filters;
  const shown = useMemo(() => narrowed(tasks, { column, kind, urgency }), [tasks, column, kind, urgency]);
  const sheet = useTaskSheet(shown);
  const clear = (): void => setQuery(Object.fromEntries(FILTERS.map((name) => [name, undefined])));
  const nothingMatches = {
    title: say('desk.list.none-match.title'),
    detail: say('desk.list.none-match.detail'),
    children: <Button onPress={clear}>{say('desk.list.clear')}</Button>,
  };
  return (
    <Screen title={say('desk.worklist.title')} lead={say('desk.worklist.lead')}>
      {tasks.length > 0 && <FilterBar tasks={tasks} filters={filters} onClear={clear} />}
      <ListBody
        name={say('desk.worklist.title')}
        pages={pages}
        shown={shown}
        shownKey={`${column} ${kind} ${urgency}`}
        count={<Count total={tasks.length} shown={shown} isAll={!isNarrowed(filters)} />}
        sheet={sheet}
        empty={tasks.length === 0 ? { title: say('desk.worklist.empty.title'), detail: say('desk.worklist.empty.detail') } : nothingMatches}
        draw={(task) => <TaskRow key={`${task.releaseId} ${task.stage}`} task={task} />}
      />
    </Screen>
  );
}

function Count({ total, shown, isAll }: { readonly total: number; readonly shown: readonly Task[]; readonly isAll: boolean }) {
  const say = useSay();
  const overdue = shown.filter(({ dueAt }) => dueAt !== undefined && Date.parse(dueAt) <= serverNow()).length;
  return (
    <>
      {isAll ? say('desk.list.count', { count: total }) : say('desk.worklist.count-of', { total, count: shown.length })}
      {overdue > 0 && <span class="bad">{say('desk.worklist.overdue', { count: overdue })}</span>}
    </>
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
