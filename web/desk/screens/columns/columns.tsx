import type * as z from 'zod';
import type { columnWithNewest } from '../../../../functions/shared/http/calls/site-answers.ts';
import { get } from '../../api/client.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { Link, setQuery, usePlace } from '../../app/router.tsx';
import { Screen } from '../../app/screen.tsx';
import { useNames, useSurroundings } from '../../app/surroundings.tsx';
import { Choice } from '../../components/choice.tsx';
import { Empty } from '../../components/empty.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { nameIn, useLanguage, useSay, type TextKey } from '../../text/text.ts';
import { dateIn } from '../../time/dates.ts';
import { serverNow, useServerNow } from '../../time/server-clock.ts';
import { daysSince, freshnessOf, type Freshness } from './freshness.ts';

type Listed = z.output<typeof columnWithNewest>;

const readColumns = (signal: AbortSignal) => get<{ readonly items: readonly Listed[] }>('/columns', signal);

/** 栏目: who answers for each, how often it has to be kept up, and when it was last. */
export default function Columns() {
  const say = useSay();
  const { value, problem, again } = useFresh('columns', readColumns, 5 * 60_000);
  return (
    <Screen title={say('desk.columns.title')} lead={say('desk.columns.lead')}>
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      {value === undefined ? problem === undefined && <Skeleton /> : <List columns={value.items} />}
    </Screen>
  );
}

function List({ columns }: { readonly columns: readonly Listed[] }) {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const { query } = usePlace();
  const unit = query.get('unit') ?? '';
  const owners = [...new Set(columns.flatMap(ownersOf))];
  const shown = columns.filter((column) => unit === '' || ownersOf(column).includes(unit));
  const sheet = () => ({
    heading: [say('desk.list.column'), say('desk.columns.lead-unit'), say('desk.columns.co-owners'), say('desk.columns.class'), say('desk.columns.newest'), say('desk.list.published-at'), say('desk.columns.days')],
    lines: shown.map(({ names: { zh, en }, lead, coOwners, updateClass, newest }) => [
      nameIn({ zh, en }, language),
      names.unit(lead),
      coOwners.map(names.unit).join(say('desk.list.comma')),
      say(`desk.columns.class.${updateClass}` as TextKey),
      newest?.title ?? '',
      newest === undefined ? '' : dateIn(language, Date.parse(newest.publishedAt)),
      newest === undefined ? '' : String(daysSince(Date.parse(newest.publishedAt), serverNow())),
    ]),
  });
  return (
    <>
      <div class="list-head">
        <div class="filters" role="group" aria-label={say('desk.list.filters')}>
          <Choice label={say('desk.columns.owner')} value={unit} options={owners.map((id) => [id, names.unit(id)])} onChoose={(chosen) => setQuery({ unit: chosen })} />
        </div>
        <ListTools name={say('desk.columns.title')} sheet={sheet} />
      </div>
      {shown.length === 0 && <Empty title={say('desk.list.none-match.title')} detail={say('desk.list.none-match.detail')} />}
      {shown.length > 0 && (
        <ul class="rows">
          {shown.map((column) => (
            <ColumnRow key={column.id} column={column} />
          ))}
        </ul>
      )}
    </>
  );
}

function ownersOf({ lead, coOwners }: Listed): readonly string[] {
  return [lead, ...coOwners];
}

function ColumnRow({ column }: { readonly column: Listed }) {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const { site } = useSurroundings();
  const { id, lead, coOwners, takesFrom, newest } = column;
  return (
    <li class="row">
      <div class="row-main">
        <Link to={`/search?column=${id}`} class="row-title">
          {nameIn(column.names, language)}
        </Link>
        <p class="row-facts">
          <span>{say('desk.columns.led-by', { unit: names.unit(lead) })}</span>
          {coOwners.length > 0 && <span>{say('desk.columns.with', { units: coOwners.map(names.unit).join(say('desk.list.comma')) })}</span>}
          {takesFrom === 'every-department' && <span>{say('desk.columns.takes-all')}</span>}
          <a href={`/${site.site}/${id}/`} target="_blank" rel="noopener" aria-label={say('desk.columns.public-of', { column: nameIn(column.names, language) })}>
            {say('desk.columns.public')}
          </a>
        </p>
        {newest !== undefined && (
          <p class="row-facts">
            <span>{say('desk.columns.newest')}</span>
            <a href={newest.url} target="_blank" rel="noopener">
              {newest.title}
            </a>
            <time dateTime={newest.publishedAt}>{dateIn(language, Date.parse(newest.publishedAt))}</time>
          </p>
        )}
      </div>
      <p class="row-time">
        <Hint column={column} />
      </p>
    </li>
  );
}

const TONES: Readonly<Record<Freshness, string>> = { fresh: '', due: 'mark warn', stale: 'mark bad' };

/** 按季更新，已 97 天未更新. */
function Hint({ column: { updateClass, newest } }: { readonly column: Listed }) {
  const say = useSay();
  const now = useServerNow();
  const every = say(`desk.columns.class.${updateClass}` as TextKey);
  if (newest === undefined) return <span class="mark warn">{say('desk.columns.never', { every })}</span>;
  const last = Date.parse(newest.publishedAt);
  const days = daysSince(last, now);
  return <span class={TONES[freshnessOf(updateClass, last, now)]}>{say(days === 0 ? 'desk.columns.updated-today' : 'desk.columns.not-updated-for', { every, days })}</span>;
}
