import type { Card } from '../../api/types.ts';
import { useNames } from '../../app/surroundings.tsx';
import { CardHead } from '../../components/card-head.tsx';
import { useLanguage, useSay, type TextKey } from '../../text/text.ts';
import { dateIn } from '../../time/dates.ts';
import { TimeLeft } from '../../time/time-left.tsx';

/** One item that was found: where it stands, whose it is, and until when. */
export function FoundRow({ card }: { readonly card: Card }) {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const { department, column, kind, createdAt, publishedAt, dueAt } = card;
  const at = publishedAt ?? createdAt;
  return (
    <li class="row">
      <div class="row-main">
        <CardHead card={card}>
          <span>{names.unit(department)}</span>
          <span>{names.column(column)}</span>
          <span>{say(`kind.${kind}` as TextKey)}</span>
        </CardHead>
      </div>
      <p class="row-time">{dueAt === undefined ? <time dateTime={at}>{say(publishedAt === undefined ? 'desk.search.created' : 'desk.search.published', { date: dateIn(language, Date.parse(at)) })}</time> : <TimeLeft dueAt={dueAt} />}</p>
    </li>
  );
}
