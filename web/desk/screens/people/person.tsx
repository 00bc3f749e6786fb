import { useState } from 'preact/hooks';
import type { Me, Person as Somebody } from '../../api/types.ts';
import { useAct } from '../../api/use-act.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { announce } from '../../app/live-region.tsx';
import { Link } from '../../app/router.tsx';
import type { ScreenProps } from '../../app/routes.ts';
import { Screen } from '../../app/screen.tsx';
import { holds, useNames, useSurroundings } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { spanInWords } from './absence.tsx';
import { endLeave, readEverybody, type Consequences } from './calls.ts';
import { ConsequencesNote } from './consequences.tsx';
import { PersonHistory } from './history.tsx';
import { LeaveDialog } from './leave-dialog.tsx';
import { ReassignDialog } from './reassign-dialog.tsx';
import { RolesDialog } from './roles-dialog.tsx';

/** One person: roles, leaves and who stands in, whose work they have, and what happened to it all. */
export default function Person({ params }: ScreenProps) {
  const say = useSay();
  const { value, problem, again } = useFresh('everybody', readEverybody);
  const person = value?.people.find(({ id }) => id === params['id']);
  return (
    <Screen title={person?.name ?? say('desk.people.person')}>
      <p>
        <Link to="/people">{say('desk.people.back')}</Link>
      </p>
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      {value === undefined && problem === undefined && <Skeleton />}
      {value !== undefined && person === undefined && <Empty title={say('desk.people.unknown.title')} detail={say('desk.people.unknown.detail')} />}
      {value !== undefined && person !== undefined && <Sheet person={person} people={value.people} again={again} />}
    </Screen>
  );
}

interface SheetProps {
  readonly person: Somebody;
  readonly people: readonly Somebody[];
  readonly again: () => void;
}

type Doing = 'leave' | 'roles' | 'reassign';

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
      <Roles {...part} />
      <Leaves {...part} seesTo={seesTo} onDone={done} />
      <Work {...part} manages={manages} />
      {seesTo && <PersonHistory id={person.id} version={person.version} nameOf={nameOf} />}
      {doing === 'leave' && <LeaveDialog {...dialog} />}
      {doing === 'roles' && <RolesDialog {...dialog} />}
      {doing === 'reassign' && <ReassignDialog {...dialog} />}
    </>
  );
}

interface PartProps {
  readonly person: Somebody;
  readonly nameOf: (id: string) => string;
  readonly onDo: (doing: Doing) => void;
}

function Roles({ person, nameOf, onDo }: PartProps) {
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

interface LeavesProps extends PartProps {
  readonly seesTo: boolean;
  readonly onDone: (consequences: Consequences) => void;
}

function Leaves({ person, nameOf, onDo, seesTo, onDone }: LeavesProps) {
  const say = useSay();
  const { me } = useSurroundings();
  return (
    <section class="part">
      <h2>{say('desk.people.leaves')}</h2>
      {person.leaves.length === 0 ? (
        <p class="quiet">{say('desk.people.no-leave')}</p>
      ) : (
        <ul class="rows">
          {person.leaves.map((leave) => (
            <LeaveRow key={leave.id} person={person} leave={leave} nameOf={nameOf} mayEnd={seesTo} onDone={onDone} />
          ))}
        </ul>
      )}
      {seesTo && (
        <Button kind={person.id === me.id ? 'main' : 'plain'} onPress={() => onDo('leave')}>
          {say('desk.people.leave.record')}
        </Button>
      )}
    </section>
  );
}

/** Whose work they have, and who has theirs. */
function Work({ person, nameOf, onDo, manages }: PartProps & { readonly manages: boolean }) {
  const say = useSay();
  if (!manages && person.reassignments.length === 0 && person.covers.length === 0) return null;
  return (
    <section class="part">
      <h2>{say('desk.people.work')}</h2>
      {person.reassignments.map(({ id, to }) => (
        <p key={id}>{say('desk.people.reassigned-to', { name: nameOf(to) })}</p>
      ))}
      {person.covers.map(({ id, name, from, until }) => (
        <Covers key={id} name={name} from={from} until={until} />
      ))}
      {manages && <Button onPress={() => onDo('reassign')}>{say('desk.people.reassign')}</Button>}
    </section>
  );
}

/** Head of all the units where they hold anything. Only the API decides: this spares others the buttons. */
function isHeadOf(me: Me, { roles }: Somebody): boolean {
  const own = roles.filter(({ coversFor }) => coversFor === undefined);
  return own.length > 0 && own.every(({ unit }) => holds(me, 'head', unit));
}

function Covers({ name, from, until }: { readonly name: string; readonly from: string; readonly until: string | undefined }) {
  const say = useSay();
  const language = useLanguage();
  if (until === undefined) return <p>{say('desk.people.has-work-of', { name })}</p>;
  const [first, last] = spanInWords(from, until, language);
  return <p>{say('desk.people.covers-for', { name, from: first, until: last })}</p>;
}

interface LeaveRowProps {
  readonly person: Somebody;
  readonly leave: Somebody['leaves'][number];
  readonly nameOf: (id: string) => string;
  readonly mayEnd: boolean;
  readonly onDone: (consequences: Consequences) => void;
}

function LeaveRow({ person, leave, nameOf, mayEnd, onDone }: LeaveRowProps) {
  const say = useSay();
  const language = useLanguage();
  const { act, busy, problem } = useAct(async (_: undefined, intent) => onDone(await endLeave(person.id, leave.id, { intent, ifMatch: person.version })));
  const [from, until] = spanInWords(leave.from, leave.until, language);
  return (
    <li class="row">
      <div class="row-main">
        <p>{leave.cover === undefined ? say('desk.people.leave', { from, until }) : say('desk.people.leave-covered', { from, until, cover: nameOf(leave.cover) })}</p>
        {problem !== undefined && <ProblemNote problem={problem} />}
      </div>
      {mayEnd && (
        <div class="row-time">
          <Button busy={busy} onPress={() => void act(undefined)}>
            {say('desk.people.leave.end')}
          </Button>
        </div>
      )}
    </li>
  );
}
