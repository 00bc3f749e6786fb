import type { Task } from '../../api/types.ts';
import { useNames } from '../../app/surroundings.tsx';
import type { Sheet } from '../../components/csv.ts';
import { correctionInWords, stageInWords } from '../../components/state-mark.tsx';
import { useLanguage, useSay, type TextKey } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';

/** What waits, as a file. */
export function useTaskSheet(tasks: readonly Task[]): () => Sheet {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  return () => ({
    heading: [say('desk.list.title'), say('desk.list.stage'), say('desk.list.department'), say('desk.list.column'), say('desk.list.kind'), say('desk.list.urgency'), say('desk.list.due')],
    lines: tasks.map(({ title, stage, correction, department, column, kind, urgency, dueAt }) => [
      title,
      correction === true ? correctionInWords({ state: stage }, say) : stageInWords(stage, say),
      names.unit(department),
      names.column(column),
      say(`kind.${kind}` as TextKey),
      say(`urgency.${urgency}`),
      dueAt === undefined ? '' : dateTimeIn(language, Date.parse(dueAt)),
    ]),
  });
}
