import type { Difference, Release } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { setQuery, usePlace } from '../../app/router.tsx';
import { Empty } from '../../components/empty.tsx';
import { Note } from '../../components/note.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { readDifference } from './calls.ts';
import { ChangedFields } from './changed-fields.tsx';
import { readable } from './readable.ts';

/** What changed between two revisions: added and removed are marked by a sign and by lines, not by colour alone. */
export function Differences({ release }: { readonly release: Release }) {
  const say = useSay();
  const { query } = usePlace();
  const latest = release.revision;
  // What is asked about first: what a reviewer suggests, else what the last revision has changed.
  const to = query.get('to') ?? (release.suggestion === undefined ? String(latest) : 'suggestion');
  const from = query.get('from') ?? String(to === 'suggestion' ? latest : Math.max(1, latest - 1));
  const asked = { from, to };
  const isPossible = release.revisions.length > 1 || release.suggestion !== undefined;
  if (!isPossible) return <Empty title={say('desk.item.diff.none.title')} detail={say('desk.item.diff.none.detail')} />;
  return (
    <section aria-label={say('desk.item.diff.label')}>
      <Pickers release={release} from={from} to={to} />
      <Shown key={`${from} ${to}`} id={release.id} hash={release.contentHash} asked={asked} />
    </section>
  );
}

function Pickers({ release, from, to }: { readonly release: Release; readonly from: string; readonly to: string }) {
  const say = useSay();
  const language = useLanguage();
  const revisions = release.revisions.map(({ revision, at }): readonly [string, string] => [String(revision), say('desk.item.diff.revision', { revision, at: dateTimeIn(language, Date.parse(at)) })]);
  const picker = (id: 'from' | 'to', value: string, options: readonly (readonly [string, string])[]) => (
    <span class="choice">
      <label for={`diff-${id}`}>{say(`desk.item.diff.${id}`)}</label>
      <select id={`diff-${id}`} value={value} onChange={({ currentTarget }) => setQuery({ [id]: currentTarget.value })}>
        {options.map(([one, word]) => (
          <option key={one} value={one} selected={one === value}>
            {word}
          </option>
        ))}
      </select>
    </span>
  );
  const withSuggestion = release.suggestion === undefined ? revisions : [...revisions, ['suggestion', say('desk.item.diff.suggestion')] as const];
  return (
    <div class="filters diff-pickers">
      {picker('from', from, revisions)}
      {picker('to', to, withSuggestion)}
    </div>
  );
}

function Shown({ id, hash, asked }: { readonly id: string; readonly hash: string; readonly asked: Readonly<Record<string, string>> }) {
  const say = useSay();
  const { value, problem, again } = useFresh(`diff ${id} ${hash} ${JSON.stringify(asked)}`, (signal) => readDifference(id, asked, signal), 10 * 60_000);
  if (problem !== undefined) return <ProblemNote problem={problem} onRetry={again} />;
  if (value === undefined) return <Skeleton />;
  const changed = value.fields.length > 0 || value.body.some(({ op }) => op !== 'same');
  if (!changed) return <Note tone="calm" title={say('desk.item.diff.same')} />;
  return <DifferenceView difference={value} />;
}

/** A difference as it was found; suggestions show theirs by it too. */
export function DifferenceView({ difference }: { readonly difference: Pick<Difference, 'fields' | 'body' | 'coarse'> }) {
  const say = useSay();
  const isBodyChanged = difference.body.some(({ op }) => op !== 'same');
  return (
    <>
      {difference.fields.length > 0 && <ChangedFields fields={difference.fields} />}
      {difference.coarse && <p class="quiet">{say('desk.item.diff.coarse')}</p>}
      {isBodyChanged ? (
        <div class="difference">
          {difference.body.map(({ op, text }, place) => {
            const Mark = op === 'added' ? 'ins' : op === 'removed' ? 'del' : 'span';
            return (
              <Mark key={place} class={op}>
                {op !== 'same' && <span class="unseen">{say(`desk.item.diff.${op}`)}</span>}
                {readable(text, op !== 'same', say)}
              </Mark>
            );
          })}
        </div>
      ) : (
        <p class="quiet">{say('desk.item.diff.body-same')}</p>
      )}
    </>
  );
}
