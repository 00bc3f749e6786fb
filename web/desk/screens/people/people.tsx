import { useMemo, useState } from 'preact/hooks';
import type { Person, Role } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { Link, setQuery, usePlace } from '../../app/router.tsx';
import { Screen } from '../../app/screen.tsx';
import { useNames, useSurroundings } from '../../app/surroundings.tsx';
import { Choice } from '../../components/choice.tsx';
import { Empty } from '../../components/empty.tsx';
import { ListTools } from '../../components/list-tools.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { ShownInParts } from '../../components/shown-in-parts.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSay } from '../../text/text.ts';
import { readEverybody } from './calls.ts';
import { Absence, useAbsenceInWords } from './absence.tsx';
import { RosterStrip } from './roster-strip.tsx';

const ROLES: readonly Role[] = ['submitter', 'liaison', 'reviewer', 'secrecy', 'head', 'text', 'disclosure', 'monitor', 'leader', 'publisher-a', 'publisher-b', 'admin'];

/** 人员: who does what in which unit, who is away, and who stands in. */
export default function People() {
  const say = useSay();
  const { me } = useSurroundings();
  const { value, problem, again } = useFresh('everybody', readEverybody);
  return (
    <Screen
      title={say('desk.people.title')}
      lead={say('desk.people.lead')}
      actions={
        <Link to={`/people/${me.id}`} class="button main">
          {say('desk.people.my-leave')}
        </Link>
      }
    >
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      {value === undefined ? (
        problem === undefined && <Skeleton />
      ) : (
        <>
          <RosterStrip roster={value.roster} people={value.people} />
          <List people={value.people} />
        </>
      )}
    </Screen>
  );
}

function List({ people }: { readonly people: readonly Person[] }) {
  const say = useSay();
  const names = useNames();
  const { site } = useSurroundings();
  const { query } = usePlace();
  const [typed, setTyped] = useState('');
  const unit = query.get('unit') ?? '';
  const role = query.get('role') ?? '';
  const sorted = useMemo(() => byUnit(people, site.units.map(({ id }) => id)), [people]);
  const shown = useMemo(() => sorted.filter((person) => isWanted(person, unit, role, typed.trim().toLowerCase())), [sorted, unit, role, typed]);
  const sheet = usePeopleSheet(shown, people);
  return (
    <section class="part">
      <h2>{say('desk.people.everybody')}</h2>
      <div class="filters" role="group" aria-label={say('desk.list.filters')}>
        <span class="choice">
          <label for="people-name">{say('desk.people.name')}</label>
          <input id="people-name" type="search" value={typed} onInput={({ currentTarget }) => setTyped(currentTarget.value)} />
        </span>
        <Choice label={say('desk.list.department')} value={unit} options={site.units.map(({ id }) => [id, names.unit(id)])} onChoose={(one) => setQuery({ unit: one })} />
        <Choice label={say('desk.list.role')} value={role} options={ROLES.map((one) => [one, say(`role.${one}`)])} onChoose={(one) => setQuery({ role: one })} />
      </div>
      <div class="list-head">
        <p class="count">{say('desk.people.count', { count: shown.length })}</p>
        <ListTools name={say('desk.people.title')} sheet={sheet} />
      </div>
      {shown.length === 0 ? (
        <Empty title={say('desk.people.none.title')} detail={say('desk.people.none.detail')} />
      ) : (
        <ShownInParts key={`${unit} ${role} ${typed}`} items={shown} draw={(person) => <PersonRow key={person.id} person={person} people={people} />} />
      )}
    </section>
  );
}

/** By the order of the units, then by name; who has no role any more comes last. */
function byUnit(people: readonly Person[], units: readonly string[]): readonly Person[] {
  const place = ({ roles }: Person): number => {
    const at = units.indexOf(roles[0]?.unit ?? '');
    return at === -1 ? units.length : at;
  };
  return [...people].sort((one, other) => place(one) - place(other) || one.name.localeCompare(other.name, 'zh-CN'));
}

function isWanted({ name, roles }: Person, unit: string, role: string, typed: string): boolean {
  return (typed === '' || name.toLowerCase().includes(typed)) && (unit === '' || roles.some((held) => held.unit === unit)) && (role === '' || roles.some((held) => held.role === role));
}

function PersonRow({ person, people }: { readonly person: Person; readonly people: readonly Person[] }) {
  const say = useSay();
  const names = useNames();
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
              {names.unit(unit)} {say(`role.${role}`)}
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

function usePeopleSheet(shown: readonly Person[], people: readonly Person[]) {
  const say = useSay();
  const names = useNames();
  const inWords = useAbsenceInWords(people);
  return () => ({
    heading: [say('desk.people.name'), say('desk.people.roles'), say('desk.people.leaves'), say('desk.people.email')],
    lines: shown.map((person) => [person.name, person.roles.map(({ role, unit }) => `${names.unit(unit)} ${say(`role.${role}`)}`).join(say('desk.list.comma')), inWords(person).join('; '), person.email ?? '']),
  });
}
