import { useNames } from '../../app/surroundings.tsx';
import type { Sheet } from '../../components/csv.ts';
import { correctionInWords } from '../../components/state-mark.tsx';
import type { State } from '../../api/types.ts';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import type { Queue, Waiting } from './queue.ts';

/** The queue as a file, in the order of the screen. */
export function useQueueSheet({ failed, approved, publishing, scheduled, published }: Queue): () => Sheet {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const at = (instant: string | undefined): string => (instant === undefined ? '' : dateTimeIn(language, Date.parse(instant)));
  const line = (state: State, { title, department, column, urgency, dueAt, correction }: Waiting, moment = ''): string[] => [correction === true ? correctionInWords({ state }, say) : say(`state.${state}`), title, names.unit(department), names.column(column), say(`urgency.${urgency}`), at(dueAt), moment];
  return () => ({
    heading: [say('desk.list.state'), say('desk.list.title'), say('desk.list.department'), say('desk.list.column'), say('desk.list.urgency'), say('desk.list.due'), say('desk.list.at')],
    lines: [
      ...failed.map((item) => line('publish-failed', item)),
      ...approved.map((item) => line('approved', item)),
      ...publishing.map((card) => line('publishing', card)),
      ...scheduled.map((card) => line('scheduled', card, at(card.scheduledFor))),
      ...published.map((card) => line('published', { ...card, dueAt: undefined }, at(card.publishedAt))),
    ],
  });
}
