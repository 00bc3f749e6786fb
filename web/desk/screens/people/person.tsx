import { useState } from 'preact/hooks';
import { readPeople } from '../../api/calls.ts';
import type { Me, Person as Somebody } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { announce } from '../../app/live-region.tsx';
import { Link } from '../../app/router.tsx';
import type { ScreenProps } from '../../app/routes.ts';
import { Screen } from '../../app/screen.tsx';
import { holds, useSurroundings } from '../../app/surroundings.tsx';
import { Empty } from '../../components/empty.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSay } from '../../text/text.ts';
import type { Consequences } from './calls.ts';
import { ConsequencesNote } from './consequences.tsx';
import { PersonHistory } from './history.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { LeavesPart } from './leaves-part.tsx';
import type { Doing } from './part.ts';
import { ReassignDialog } from './reassign-dialog.tsx';
import { RolesDialog } from './roles-dialog.tsx';
import { RolesPart } from './roles-part.tsx';
import { WorkPart } from './work-part.tsx';

/** One person: roles, leaves and who stands in, whose work they have, and what happened to it all. */
export default function Person({ params }: ScreenProps) {
  const say = useSay();
  const { value, problem, again } = useFresh('everybody', readPeople);
  const person = value?.items.find(({ id }) => id === params['id']);
  return (
    <Screen title={person?.name ?? say('desk.people.person')}>
      <p>
        <Link to="/people">{say('desk.people.back')}</Link>
      </p>
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      {value === undefined && problem === undefined && <Skeleton />}
      {value !== undefined && person === undefined && <Empty title={say('desk.people.unknown.title')} detail={say('desk.people.unknown.detail')} />}
      {value !== undefined && person !== undefined && <Sheet person={person} people={value.items} again={again} />}
    </Screen>
  );
}

interface SheetProps {
  readonly person: Somebody;
  readonly people: readonly Somebody[];
  readonly again: () => void;
}

function Sheet({ person, people, again }: SheetProps) {
  const say = useSay();
  const { me } = useSurroundings();
  const [doing, setDoing] = useState<Doing | undefined>(undefined);
  const [told, setTold] = useState<Consequences | undefined>(undefined);
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.name ?? id;
  const manages = holds(me, 'admin') || isHeadOf(me, person);
  const seesTo = person.id === me.id || manages;
  const done = (consequences: Consequences): void => {
    setDoing(undefined);
    setTold(consequences);
    announce(say('desk.people.saved'));
    again();
  };
  const part = { person, nameOf, onDo: setDoing };
  const dialog = { person, people, onClose: () => setDoing(undefined), onDone: done };
  return (
    <>
      {told !== undefined && <ConsequencesNote {...told} />}
      <RolesPart {...part} />
      <LeavesPart {...part} seesTo={seesTo} onDone={done} />
      <WorkPart {...part} manages={manages} />
      {seesTo && <PersonHistory id={person.id} version={person.version} nameOf={nameOf} />}
      {doing === 'leave' && <LeaveDialog {...dialog} />}
      {doing === 'roles' && <RolesDialog {...dialog} />}
      {doing === 'reassign' && <ReassignDialog {...dialog} />}
    </>
  );
}

/** Head of all the units where they hold anything. Only the API decides: this spares others the buttons. */
function isHeadOf(me: Me, { roles }: Somebody): boolean {
  const own = roles.filter(({ coversFor }) => coversFor === undefined);
  return own.length > 0 && own.every(({ unit }) => holds(me, 'head', unit));
}
