import { beijingDate, midnightAfter } from '../../../../domain/calendar/beijing.ts';
import type { Person } from '../../api/types.ts';
import { useLanguage, useSay, type Language } from '../../text/text.ts';
import { dateTimeIn, dayIn } from '../../time/dates.ts';
import { useServerNow } from '../../time/server-clock.ts';

const MINUTE = 60_000;

/** The first and last day of a leave, or its hours where it is not of whole days. */
export function spanInWords(from: string, until: string, language: Language): readonly [from: string, until: string] {
  const [begins, ends] = [Date.parse(from), Date.parse(until)];
  const isWhole = midnightAfter(beijingDate(begins - MINUTE)) === begins && midnightAfter(beijingDate(ends - MINUTE)) === ends;
  return isWhole ? [dayIn(language, begins), dayIn(language, ends - MINUTE)] : [dateTimeIn(language, begins), dateTimeIn(language, ends)];
}

/** Leaves and reassigned work of a person, a sentence each. */
export function useAbsenceInWords(people: readonly Person[]): (person: Person) => readonly string[] {
  const say = useSay();
  const language = useLanguage();
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? id;
  return ({ leaves, reassignments }) => [
    ...leaves.map(({ from, until, cover }) => {
      const [first, last] = spanInWords(from, until, language);
      return cover === undefined ? say('desk.people.leave', { from: first, until: last }) : say('desk.people.leave-covered', { from: first, until: last, cover: nameOf(cover) });
    }),
    ...reassignments.map(({ to }) => say('desk.people.reassigned-to', { name: nameOf(to) })),
  ];
}

export function Absence({ person, people }: { readonly person: Person; readonly people: readonly Person[] }) {
  const say = useSay();
  const now = useServerNow();
  const inWords = useAbsenceInWords(people)(person);
  const isAway = person.leaves.some(({ from, until }) => Date.parse(from) <= now && now < Date.parse(until));
  return (
    <>
      {isAway && <span class="mark warn">{say('desk.people.away')}</span>}
      {person.onDuty === true && <span class="mark good">{say('desk.people.on-duty')}</span>}
      {inWords.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </>
  );
}
