import { useNames } from '../../app/surroundings.tsx';
import { Note } from '../../components/note.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import type { Consequences } from './calls.ts';

/** What was done has left a post or a review with nobody: said until somebody has been found. */
export function ConsequencesNote({ warnings, withoutHolder = [] }: Consequences) {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  if (warnings.length === 0 && withoutHolder.length === 0) return <Note tone="calm" title={say('desk.people.saved')} />;
  return (
    <Note tone="bad" title={say('desk.people.gap.title')}>
      <ul>
        {warnings.map(({ code, values }) => (
          <li key={code}>{say('desk.people.gap.posts', { at: dateTimeIn(language, Date.parse(String(values?.['at']))) })}</li>
        ))}
        {withoutHolder.map(({ role, unit }) => (
          <li key={`${role} ${unit}`}>{say('desk.people.gap.review', { unit: names.unit(unit), role: say(`role.${role}`) })}</li>
        ))}
      </ul>
    </Note>
  );
}
