import type { Release } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { stageInWords } from '../../components/state-mark.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { readEvents } from './calls.ts';
import { standingOf } from './offers.ts';

export interface TurnedDownProps {
  readonly release: Release;
  readonly nameOf: (person: string) => string;
}

/** Why it came back: on top for those who have to mend it; for who looks at it the next time, put away. */
export function TurnedDown({ release, nameOf }: TurnedDownProps) {
  const say = useSay();
  const language = useLanguage();
  const { state } = standingOf(release);
  const isOver = state === 'returned' || state === 'rejected';
  const isWanted = isOver || (state === 'in-review' && release.revision > 1);
  const { value } = useFresh(`turned down ${release.id} ${release.version} ${String(isWanted)}`, (signal) => (isWanted ? readEvents(release.id, signal) : Promise.resolve({ items: [] })), 10 * 60_000);
  const event = value?.items.findLast(({ type }) => type === 'ReleaseReturned' || type === 'ReleaseRejected');
  if (event === undefined) return null;
  const stage = stageInWords(textIn(event.data['stage']), say);
  const values = { stage, who: nameOf(event.by), at: dateTimeIn(language, Date.parse(event.at)) };
  const title = say(event.type === 'ReleaseReturned' ? 'desk.item.returned' : 'desk.item.rejected', values);
  const remarks = <blockquote class="remarks">{textIn(event.data['remarks'])}</blockquote>;
  if (isOver) {
    return (
      <section class="note warn" aria-label={title}>
        <p class="note-title">{title}</p>
        {remarks}
      </section>
    );
  }
  return (
    <details class="note">
      <summary>{title}</summary>
      {remarks}
    </details>
  );
}

function textIn(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
