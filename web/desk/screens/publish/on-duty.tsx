import type { Person, Roster } from '../../api/types.ts';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { useServerNow } from '../../time/server-clock.ts';

export interface OnDutyProps {
  readonly roster: Roster;
  readonly people: readonly Person[];
}

/** Who puts online now, and where B does so in A's place, until when. */
export function OnDuty({ roster, people }: OnDutyProps) {
  const say = useSay();
  const names = roster.onDuty.map(({ name, post }) => say('desk.queue.who', { name, role: say(post === 'publisher-a' ? 'role.publisher-a' : 'role.publisher-b') }));
  return (
    <div class={names.length === 0 ? 'note bad' : 'note calm'} role={names.length === 0 ? 'alert' : undefined}>
      <p class="note-title">{names.length === 0 ? say('desk.queue.nobody') : say('desk.queue.on-duty', { names: names.join(say('desk.list.comma')) })}</p>
      {roster.a.filter(({ coversFor }) => coversFor === undefined).map((seat) => (
        <Away key={seat.person} name={seat.name} person={people.find(({ id }) => id === seat.person)} covered={roster.onDuty.every(({ post }) => post === 'publisher-b')} />
      ))}
    </div>
  );
}

function Away({ name, person, covered }: { readonly name: string; readonly person: Person | undefined; readonly covered: boolean }) {
  const say = useSay();
  const language = useLanguage();
  const now = useServerNow();
  const leave = person?.leaves.find(({ from, until }) => Date.parse(from) <= now && now < Date.parse(until));
  if (leave === undefined) return null;
  const until = dateTimeIn(language, Date.parse(leave.until));
  return <p>{say(covered ? 'desk.queue.away-covered' : 'desk.queue.away', { name, until })}</p>;
}
