import { useState } from 'preact/hooks';
import type { Task } from '../../api/types.ts';
import { Link } from '../../app/router.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { stageInWords } from '../../components/state-mark.tsx';
import { UrgentMark } from '../../components/urgent-mark.tsx';
import { useSay, type TextKey } from '../../text/text.ts';
import { TimeLeft } from '../../time/time-left.tsx';

/** More at once than anybody reads; the rest comes when it is asked for, so that two thousand cost no more than these. */
const AT_ONCE = 50;

export function TaskList({ tasks }: { readonly tasks: readonly Task[] }) {
  const say = useSay();
  const [limit, setLimit] = useState(AT_ONCE);
  const left = tasks.length - limit;
  return (
    <>
      <ul class="rows">
        {tasks.slice(0, limit).map((task) => (
          <TaskRow key={`${task.releaseId} ${task.stage}`} task={task} />
        ))}
      </ul>
      {left > 0 && <Button onPress={() => setLimit(limit + AT_ONCE)}>{say('desk.worklist.more', { count: Math.min(left, AT_ONCE) })}</Button>}
    </>
  );
}

function TaskRow({ task }: { readonly task: Task }) {
  const say = useSay();
  const names = useNames();
  const { releaseId, title, stage, urgency, column, kind, department, dueAt, holder } = task;
  return (
    <li class="row">
      <div class="row-main">
        <Link to={`/items/${releaseId}`} class="row-title">
          {title}
        </Link>
        <p class="row-facts">
          {urgency === 'urgent' && <UrgentMark />}
          <span class="mark">{stageInWords(stage, say)}</span>
          <span>{names.unit(department)}</span>
          <span>{names.column(column)}</span>
          <span>{say(`kind.${kind}` as TextKey)}</span>
          {holder === 'publisher-b' && <span>{say('desk.worklist.covered')}</span>}
        </p>
      </div>
      <p class="row-time">{dueAt === undefined ? <span class="quiet">{say('desk.worklist.no-limit')}</span> : <TimeLeft dueAt={dueAt} />}</p>
    </li>
  );
}
