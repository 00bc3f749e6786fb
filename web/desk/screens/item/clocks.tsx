import { useState } from 'preact/hooks';
import { openStates } from '../../../../domain/release/duty.ts';
import type { Duty, Site } from '../../api/types.ts';
import { useNames, useSurroundings } from '../../app/surroundings.tsx';
import { DutyActs } from '../../components/duty-acts.tsx';
import { Empty } from '../../components/empty.tsx';
import { stageInWords } from '../../components/state-mark.tsx';
import { nameIn, useLanguage, useSay, type Language, type Say } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { TimeLeft } from '../../time/time-left.tsx';
import { DutyTold } from './duty-told.tsx';
import type { ItemActing } from './use-item-act.ts';
import { WhyThisDay } from './why-this-day.tsx';

export interface ClocksProps {
  readonly acting: ItemActing;
  readonly nameOf: (person: string) => string;
}

/** The limits of an item: who has to do what until when, what became of it, and why it is that day. */
export function Clocks({ acting, nameOf }: ClocksProps) {
  const say = useSay();
  const { duties } = acting.release;
  if (duties.length === 0) return <Empty title={say('desk.item.clocks.none.title')} detail={say('desk.item.clocks.none.detail')} />;
  return (
    <ul class="rows">
      {[...duties].reverse().map((duty) => (
        <Clock key={duty.id} duty={duty} acting={acting} nameOf={nameOf} />
      ))}
    </ul>
  );
}

function Clock({ duty, acting, nameOf }: ClocksProps & { readonly duty: Duty }) {
  const say = useSay();
  const language = useLanguage();
  const names = useNames();
  const { site } = useSurroundings();
  const [open, setOpen] = useState(false);
  const isOpen = openStates.has(duty.state);
  const rung = duty.bells.filter(({ rungAt }) => rungAt !== undefined).length;
  return (
    <li class="row clock">
      <div class="row-main">
        <p>
          <strong>{ruleInWords(duty.rule, site, language, say)}</strong> <span class={duty.state === 'overdue' || duty.state === 'late' ? 'mark bad' : 'mark'}>{say(`state.${duty.state}`)}</span>
        </p>
        <p class="row-facts">
          <span>{say('desk.item.stations.holder', { role: say(`role.${duty.holder}`), unit: names.unit(duty.unit) })}</span>
          <span>{say('desk.item.clocks.from', { at: dateTimeIn(language, Date.parse(duty.from)) })}</span>
          <span>{say('desk.item.clocks.due', { at: dateTimeIn(language, Date.parse(duty.dueAt)) })}</span>
          {rung > 0 && <span>{say('desk.item.clocks.bells', { count: rung })}</span>}
        </p>
        <DutyTold duty={duty} nameOf={nameOf} />
        <DutyActs duty={duty} again={acting.again} />
        <button type="button" class="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {say(open ? 'desk.item.why.close' : 'desk.item.why.open')}
        </button>
        {open && <WhyThisDay duty={duty} urgent={acting.release.urgency === 'urgent'} />}
      </div>
      {isOpen && (
        <div class="row-time">
          <TimeLeft dueAt={duty.dueAt} />
        </div>
      )}
    </li>
  );
}

const STAGE = 'S-';

/** A limit by its name and its clause; a stage's own by the stage. */
function ruleInWords(rule: string, { kinds, publishing }: Site, language: Language, say: Say): string {
  if (rule.startsWith(STAGE)) return say('desk.item.clocks.stage', { stage: stageInWords(rule.slice(STAGE.length), say) });
  const limits = [publishing.ordinary, publishing.urgent, ...kinds.flatMap((kind) => kind.limits)];
  const found = limits.find((limit) => limit.rule === rule);
  return found === undefined ? rule : say('desk.item.clocks.rule', { name: nameIn(found.names, language), rule });
}
