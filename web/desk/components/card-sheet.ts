import type { Card } from '../api/types.ts';
import { useNames } from '../app/surroundings.tsx';
import type { Sheet } from './csv.ts';
import { correctionInWords, stageInWords } from './state-mark.tsx';
import { useLanguage, useSay, type TextKey } from '../text/text.ts';
import { dateTimeIn } from '../time/dates.ts';

/** Items as a file. */
export function useCardSheet(cards: readonly Card[]): () => Sheet {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const at = (instant: string | undefined): string => (instant === undefined ? '' : dateTimeIn(language, Date.parse(instant)));
  return () => ({
    heading: [say('desk.list.title'), say('desk.list.state'), say('desk.list.department'), say('desk.list.column'), say('desk.list.kind'), say('desk.list.urgency'), say('desk.list.due'), say('desk.list.published-at'), say('desk.list.address')],
    lines: cards.map(({ title, state, stage, pending, department, column, kind, urgency, dueAt, publishedAt, url }) => [
      title,
      [stageInWords(stage ?? state, say), ...(pending === undefined ? [] : [correctionInWords(pending, say)])].join(say('desk.list.comma')),
      names.unit(department),
      names.column(column),
      say(`kind.${kind}` as TextKey),
      say(`urgency.${urgency}`),
      at(dueAt),
      at(publishedAt),
      url ?? '',
    ]),
  });
}
