import type { Person } from '../../api/types.ts';
import { useAct } from '../../api/use-act.ts';
import { useSurroundings } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { spanInWords } from './absence.tsx';
import { endLeave, type Consequences } from './calls.ts';
import type { PartProps } from './part.ts';

export interface LeavesPartProps extends PartProps {
  readonly seesTo: boolean;
  readonly onDone: (consequences: Consequences) => void;
}

/** When somebody is away, and who stands in. */
export function LeavesPart({ person, nameOf, onDo, seesTo, onDone }: LeavesPartProps) {
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

interface LeaveRowProps {
  readonly person: Person;
  readonly leave: Person['leaves'][number];
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
