import type { Person } from '../../api/types.ts';
import { Link } from '../../app/router.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { useSay } from '../../text/text.ts';
import { Absence } from './absence.tsx';
import { unitOf } from './order.ts';

/** One person under the heading of their unit: the roles there and at others, how to reach them, and when they are away. */
export function PersonRow({ person, people }: { readonly person: Person; readonly people: readonly Person[] }) {
  const say = useSay();
  const names = useNames();
  const own = unitOf(person);
  return (
    <li class="row">
      <div class="row-main">
        <Link to={`/people/${person.id}`} class="row-title">
          {person.name}
        </Link>
        <p class="row-facts">
          {person.roles.length === 0 && <span class="mark">{say('desk.people.disabled')}</span>}
          {person.roles.map(({ role, unit, coversFor }) => (
            <span key={`${role} ${unit} ${coversFor ?? ''}`}>
              {unit !== own && `${names.unit(unit)} `}
              {say(`role.${role}`)}
              {coversFor !== undefined && say('desk.people.standing-in')}
            </span>
          ))}
          {person.email !== undefined && <a href={`mailto:${person.email}`}>{person.email}</a>}
        </p>
      </div>
      <div class="row-time">
        <Absence person={person} people={people} />
      </div>
    </li>
  );
}
