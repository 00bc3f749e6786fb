import type { Task } from '../../api/types.ts';
import { Link } from '../../app/router.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { stageInWords } from '../../components/state-mark.tsx';
import { UrgentMark } from '../../components/urgent-mark.tsx';
import { useSay, type TextKey } from '../../text/text.ts';
import { TimeLeft } from '../../time/time-left.tsx';

/** One thing to do: what stands in the way of which item, and until when. */
export function TaskRow({ task }: { readonly task: Task }) {
  const say = useSay();
  const names = useNames();
  const { releaseId, title, stage, urgency, column, kind, department, dueAt, holder, correction } = task;
  return (
    <li class="row">
      <div class="row-main">
        <Link to={`/items/${releaseId}`} class="row-title">
          {title}
        </Link>
        <p class="row-facts">
          {urgency === 'urgent' && <UrgentMark />}
          <span class="mark">{stageInWords(stage, say)}</span>
          {correction === true && <span class="mark">{say('desk.list.correction')}</span>}
          <span>{names.unit(department)}</span>
          <span>{names.column(column)}</span>
          <span>{say(`kind.${kind}` as TextKey)}</span>
          {holder === 'publisher-b' && <span>{say('desk.list.covered')}</span>}
        </p>
      </div>
      <p class="row-time">{dueAt === undefined ? <span class="quiet">{say('desk.worklist.no-limit')}</span> : <TimeLeft dueAt={dueAt} />}</p>
    </li>
  );
}
