import { useState } from 'preact/hooks';
import type { Duty, Release } from '../../api/types.ts';
import { useNames } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Empty } from '../../components/empty.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { TimeLeft } from '../../time/time-left.tsx';
import { WhyThisDay } from './why-this-day.tsx';

const OPEN: readonly Duty['state'][] = ['running', 'paused', 'overdue'];

/** The limits of an item: who has to do what until when, what became of it, and why it is that day. */
export function Clocks({ release }: { readonly release: Release }) {
  const say = useSay();
  if (release.duties.length === 0) return <Empty title={say('desk.item.clocks.none.title')} detail={say('desk.item.clocks.none.detail')} />;
  return (
    <ul class="rows">
      {[...release.duties].reverse().map((duty) => (
        <Clock key={duty.id} duty={duty} urgent={release.urgency === 'urgent'} />
      ))}
    </ul>
  );
}

function Clock({ duty, urgent }: { readonly duty: Duty; readonly urgent: boolean }) {
  const say = useSay();
  const language = useLanguage();
  const names = useNames();
  const [open, setOpen] = useState(false);
  const isOpen = OPEN.includes(duty.state);
  return (
    <li class="row clock">
      <div class="row-main">
        <p>
          <strong>{duty.rule}</strong> <span class={duty.state === 'overdue' || duty.state === 'late' ? 'mark bad' : 'mark'}>{say(`state.${duty.state}`)}</span>
        </p>
        <p class="row-facts">
          <span>{say('desk.item.stations.holder', { role: say(`role.${duty.holder}`), unit: names.unit(duty.unit) })}</span>
          <span>{say('desk.item.clocks.from', { at: dateTimeIn(language, Date.parse(duty.from)) })}</span>
          <span>{say('desk.item.clocks.due', { at: dateTimeIn(language, Date.parse(duty.dueAt)) })}</span>
          {duty.bells.length > 0 && <span>{say('desk.item.clocks.bells', { count: duty.bells.filter(({ rungAt }) => rungAt !== undefined).length })}</span>}
        </p>
        {duty.excuse !== undefined && <blockquote class="remarks">{duty.excuse.reason}</blockquote>}
        <Button onPress={() => setOpen(!open)}>{say(open ? 'desk.item.why.close' : 'desk.item.why.open')}</Button>
        {open && <WhyThisDay duty={duty} urgent={urgent} />}
      </div>
      {isOpen && (
        <div class="row-time">
          <TimeLeft dueAt={duty.dueAt} />
        </div>
      )}
    </li>
  );
}
