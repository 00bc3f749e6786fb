import { useMemo, useState } from 'preact/hooks';
import { readPeople } from '../../api/calls.ts';
import type { Person, Role } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { inOnePage, type Pages } from '../../api/use-pages.ts';
import { Link, setQuery, usePlace } from '../../app/router.tsx';
import { Screen } from '../../app/screen.tsx';
import { useNames, useSurroundings } from '../../app/surroundings.tsx';
import { Choice } from '../../components/choice.tsx';
import { ListBody } from '../../components/list-body.tsx';
import { useSay } from '../../text/text.ts';
import { byUnit, isWanted, unitOf } from './order.ts';
import { PersonRow } from './person-row.tsx';
import { RosterStrip } from './roster-strip.tsx';
import { usePeopleSheet } from './sheet.ts';

const ROLES: readonly Role[] = ['submitter', 'liaison', 'reviewer', 'secrecy', 'head', 'text', 'disclosure', 'monitor', 'leader', 'publisher-a', 'publisher-b', 'admin'];
const NOBODY: readonly Person[] = [];

/** 人员: who does what in which unit, who is away, and who stands in. */
export default function People() {
  const say = useSay();
  const { me } = useSurroundings();
  const everybody = useFresh('everybody', readPeople);
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
      {everybody.value !== undefined && <RosterStrip roster={everybody.value.roster} people={everybody.value.items} />}
      <List pages={inOnePage(everybody)} />
    </Screen>
  );
}

function List({ pages }: { readonly pages: Pages<Person> }) {
  const say = useSay();
  const names = useNames();
  const { site } = useSurroundings();
  const { query } = usePlace();
  const [typed, setTyped] = useState('');
  const people = pages.items ?? NOBODY;
  const unit = query.get('unit') ?? '';
  const role = query.get('role') ?? '';
  const sorted = useMemo(() => byUnit(people, site.units.map(({ id }) => id)), [people]);
  const shown = useMemo(() => sorted.filter((person) => isWanted(person, unit, role, typed)), [sorted, unit, role, typed]);
  const sheet = usePeopleSheet(shown, people);
  const headingOf = (person: Person): string => {
    const own = unitOf(person);
    return own === undefined ? say('desk.people.disabled') : names.unit(own);
  };
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
      <ListBody
        name={say('desk.people.title')}
        pages={pages}
        shown={shown}
        shownKey={`${unit} ${role} ${typed}`}
        count={say('desk.people.count', { count: shown.length })}
        sheet={sheet}
        empty={{ title: say('desk.people.none.title'), detail: say('desk.people.none.detail') }}
        draw={(person) => <PersonRow key={person.id} person={person} people={people} />}
        headingOf={headingOf}
      />
    </section>
  );
}
