import type { Card, Person } from '../../api/types.ts';
import { useNames, useSurroundings } from '../../app/surroundings.tsx';
import { CardHead } from '../../components/card-head.tsx';
import { useSay } from '../../text/text.ts';
import { TimeLeft } from '../../time/time-left.tsx';
import { holderOf, peopleIn } from './holders.ts';

/** One item that was sent: where it stands, who has it, and until when. */
export function SentRow({ card, people }: { readonly card: Card; readonly people: readonly Person[] }) {
  const names = useNames();
  const { column, dueAt } = card;
  return (
    <li class="row">
      <div class="row-main">
        <CardHead card={card}>
          <span>{names.column(column)}</span>
        </CardHead>
        <WhoHasIt card={card} people={people} />
      </div>
      <p class="row-time">{dueAt !== undefined && <TimeLeft dueAt={dueAt} />}</p>
    </li>
  );
}

/** Role, unit and names of those whose turn it is, and how to reach them. */
function WhoHasIt({ card, people }: { readonly card: Card; readonly people: readonly Person[] }) {
  const say = useSay();
  const names = useNames();
  const { site } = useSurroundings();
  const holder = holderOf(card, site);
  if (holder === undefined) return null;
  const held = peopleIn(holder, people);
  return (
    <p class="row-facts">
      <span class="quiet">{say('desk.sent.who')}</span>
      <span>
        {names.unit(holder.unit)} {say(`role.${holder.role}`)}
      </span>
      {people.length > 0 && held.length === 0 && <span>{say('desk.sent.nobody')}</span>}
      {held.map(({ id, name, email }) => (
        <span key={id}>{email === undefined ? name : <a href={`mailto:${email}`}>{name}</a>}</span>
      ))}
    </p>
  );
}
