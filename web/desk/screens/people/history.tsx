import type { RecordedEvent } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { useLanguage, useSay, type TextKey } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { readHistory, type Place } from './calls.ts';

const WORDS: Readonly<Record<string, TextKey>> = {
  PersonEnrolled: 'desk.people.event.enrolled',
  RolesChanged: 'desk.people.event.roles-changed',
  LeaveRecorded: 'desk.people.event.leave-recorded',
  LeaveEnded: 'desk.people.event.leave-ended',
  CoverTaken: 'desk.people.event.cover-taken',
  CoverEnded: 'desk.people.event.cover-ended',
  CoverNarrowed: 'desk.people.event.cover-narrowed',
  WorkReassigned: 'desk.people.event.reassigned',
};

export interface PersonHistoryProps {
  readonly id: string;
  readonly version: number;
  readonly nameOf: (id: string) => string;
}

/** What happened to a person's roles, newest first, each with the hash that ties it to what was before. */
export function PersonHistory({ id, version, nameOf }: PersonHistoryProps) {
  const say = useSay();
  const language = useLanguage();
  const { value, problem, again } = useFresh(`person ${id} ${version}`, (signal) => readHistory(id, signal));
  return (
    <section class="part">
      <h2>{say('desk.item.view.history')}</h2>
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      {value === undefined && problem === undefined && <Skeleton />}
      {value !== undefined && (
        <ol class="history">
          {[...value.items].reverse().map((event) => (
            <li key={event.seq}>
              <p class="history-what">{say(WORDS[event.type] ?? 'desk.people.event.other')}</p>
              <p class="row-facts">
                <time dateTime={event.at}>{dateTimeIn(language, Date.parse(event.at))}</time>
                <span>{event.by === 'system' ? say('desk.item.history.system') : nameOf(event.by)}</span>
              </p>
              <Detail event={event} />
              <details class="hash">
                <summary>{say('desk.item.history.hash', { seq: event.seq })}</summary>
                <code>{event.hash}</code>
              </details>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Detail({ event: { data } }: { readonly event: RecordedEvent }) {
  const say = useSay();
  const names = useNames();
  const said = [data['reason'], data['remarks']].filter((text): text is string => typeof text === 'string' && text !== '');
  const roles = Array.isArray(data['roles']) ? (data['roles'] as readonly Place[]).map(({ role, unit }) => `${names.unit(unit)} ${say(`role.${role}`)}`) : [];
  return (
    <>
      {roles.length > 0 && <p class="quiet">{roles.join(say('desk.list.comma'))}</p>}
      {said.map((text) => (
        <blockquote key={text} class="remarks">
          {text}
        </blockquote>
      ))}
    </>
  );
}
