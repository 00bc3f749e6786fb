import { holds, useNames, useSurroundings } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { useSay } from '../../text/text.ts';
import type { PartProps } from './part.ts';

/** What somebody may do where, and how they are reached. */
export function RolesPart({ person, nameOf, onDo }: PartProps) {
  const say = useSay();
  const names = useNames();
  const { me } = useSurroundings();
  return (
    <section class="part">
      <h2>{say('desk.people.roles')}</h2>
      {person.roles.length === 0 && <p class="quiet">{say('desk.people.disabled')}</p>}
      <ul class="plain-list">
        {person.roles.map(({ role, unit, coversFor }) => (
          <li key={`${role} ${unit} ${coversFor ?? ''}`}>
            {names.unit(unit)} {say(`role.${role}`)}
            {coversFor !== undefined && <span class="quiet">{say('desk.people.for', { name: nameOf(coversFor) })}</span>}
          </li>
        ))}
      </ul>
      {person.email !== undefined && (
        <p>
          {say('desk.people.email')} <a href={`mailto:${person.email}`}>{person.email}</a>
        </p>
      )}
      {holds(me, 'admin') && (
        <Button why={person.id === me.id ? say('desk.people.roles.own') : undefined} onPress={() => onDo('roles')}>
          {say('desk.people.roles.change')}
        </Button>
      )}
    </section>
  );
}
