import type { Person } from '../../api/types.ts';
import { useNames } from '../../app/surroundings.tsx';
import type { Sheet } from '../../components/csv.ts';
import { useSay } from '../../text/text.ts';
import { useAbsenceInWords } from './absence.tsx';
import { unitOf } from './order.ts';

/** People as a file, in the order of the screen. */
export function usePeopleSheet(shown: readonly Person[], people: readonly Person[]): () => Sheet {
  const say = useSay();
  const names = useNames();
  const inWords = useAbsenceInWords(people);
  const unitIn = (person: Person): string => {
    const unit = unitOf(person);
    return unit === undefined ? say('desk.people.disabled') : names.unit(unit);
  };
  const rolesIn = ({ roles }: Person): string => roles.map(({ role, unit }) => `${names.unit(unit)} ${say(`role.${role}`)}`).join(say('desk.list.comma'));
  return () => ({
    heading: [say('desk.list.department'), say('desk.people.name'), say('desk.people.roles'), say('desk.people.leaves'), say('desk.people.email')],
    lines: shown.map((person) => [unitIn(person), person.name, rolesIn(person), inWords(person).join('; '), person.email ?? '']),
  });
}
