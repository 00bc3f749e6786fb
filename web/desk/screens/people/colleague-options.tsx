import type { Person } from '../../api/types.ts';
import { useNames } from '../../app/surroundings.tsx';
import { useSay } from '../../text/text.ts';

export interface ColleagueOptionsProps {
  readonly of: Person;
  readonly people: readonly Person[];
}

/** Who can stand in: those of the same units first, then the others. The API says who may not. */
export function ColleagueOptions({ of: person, people }: ColleagueOptionsProps) {
  const say = useSay();
  const names = useNames();
  const units = new Set(person.roles.map(({ unit }) => unit));
  const others = people.filter(({ id, roles }) => id !== person.id && roles.length > 0);
  const isNear = ({ roles }: Person): boolean => roles.some(({ unit }) => units.has(unit));
  const option = (one: Person) => (
    <option key={one.id} value={one.id}>
      {say('desk.queue.who', { name: one.name, role: [...new Set(one.roles.map(({ unit }) => names.unit(unit)))].join(say('desk.list.comma')) })}
    </option>
  );
  return (
    <>
      <optgroup label={say('desk.people.same-unit')}>{others.filter(isNear).map(option)}</optgroup>
      <optgroup label={say('desk.people.other-units')}>{others.filter((one) => !isNear(one)).map(option)}</optgroup>
    </>
  );
}
