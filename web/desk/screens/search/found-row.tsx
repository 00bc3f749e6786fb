import type { Card } from '../../api/types.ts';
import { Link } from '../../app/router.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { StateMark, stageInWords } from '../../components/state-mark.tsx';
import { UrgentMark } from '../../components/urgent-mark.tsx';
import { useLanguage, useSay, type TextKey } from '../../text/text.ts';
import { dateIn } from '../../time/dates.ts';
import { TimeLeft } from '../../time/time-left.tsx';

/** One item that was found: where it stands, whose it is, and until when. */
export function FoundRow({ card }: { readonly card: Card }) {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const { id, title, state, stage, pending, urgency, department, column, kind, createdAt, publishedAt, dueAt, url } = card;
  const at = publishedAt ?? createdAt;
  return (
    <li class="row">
      <div class="row-main">
        <Link to={`/items/${id}`} class="row-title">
          {title}
        </Link>
        <p class="row-facts">
          {urgency === 'urgent' && <UrgentMark />}
          <StateMark state={state} stage={stage} />
          {pending !== undefined && <span class="mark warn">{say('desk.sent.correction', { state: stageInWords(pending.stage ?? pending.state, say) })}</span>}
          <span>{names.unit(department)}</span>
          <span>{names.column(column)}</span>
          <span>{say(`kind.${kind}` as TextKey)}</span>
          {url !== undefined && state === 'published' && (
            <a href={url} target="_blank" rel="noopener">
              {say('desk.sent.online')}
            </a>
          )}
        </p>
      </div>
      <p class="row-time">{dueAt === undefined ? <time dateTime={at}>{say(publishedAt === undefined ? 'desk.search.created' : 'desk.search.published', { date: dateIn(language, Date.parse(at)) })}</time> : <TimeLeft dueAt={dueAt} />}</p>
    </li>
  );
}
