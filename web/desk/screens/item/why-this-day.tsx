import type { Duty } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { nameIn, useLanguage, useSay, type TextKey } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { readDeadline, type Deadline } from './calls.ts';

/** 为什么是这一天: every day from the act to the end of the limit, and why it counts or not. */
export function WhyThisDay({ duty, urgent }: { readonly duty: Duty; readonly urgent: boolean }) {
  const say = useSay();
  const language = useLanguage();
  const { value, problem, again } = useFresh(`deadline ${duty.rule} ${duty.from} ${String(urgent)}`, (signal) => explained(duty, urgent, signal), 60 * 60_000);
  if (problem !== undefined) return <ProblemNote problem={problem} onRetry={again} />;
  if (value === undefined) return <Skeleton />;
  return (
    <div class="why-day">
      <p>
        {say('desk.item.why.from', { rule: nameIn(value.names, language), clause: value.clause, at: dateTimeIn(language, Date.parse(value.from)) })}
      </p>
      <ol class="days">
        {monthsOf(value.days).map((day) => (
          <li key={day.date} class={day.counts ? 'day counts' : 'day'}>
            <span class="day-number">{dayOf(day.date)}</span>
            <span class="day-why">{say(`desk.item.why.${day.why}` as TextKey)}</span>
            <span class="unseen">{say(day.counts ? 'desk.item.why.counts' : 'desk.item.why.counts-not')}</span>
          </li>
        ))}
      </ol>
      <p>
        <strong>{say('desk.item.why.due', { at: dateTimeIn(language, Date.parse(value.dueAt)) })}</strong>
        {value.provisional && ` ${say('desk.item.why.provisional')}`}
      </p>
    </div>
  );
}

/** An urgent item may have another limit under the same rule; where it has none, the rule's own holds. */
async function explained({ rule, from }: Duty, urgent: boolean, signal: AbortSignal): Promise<Deadline> {
  if (!urgent) return readDeadline(rule, from, signal);
  return readDeadline(`${rule}-urgent`, from, signal).catch(() => readDeadline(rule, from, signal));
}

/** Of a long limit the first and the last days say enough; what lies between is months of the same. */
const MOST_DAYS = 60;

function monthsOf(days: Deadline['days']): Deadline['days'] {
  return days.length <= MOST_DAYS ? days : [...days.slice(0, MOST_DAYS / 2), ...days.slice(-MOST_DAYS / 2)];
}

/** `10/9` */
function dayOf(date: string): string {
  return `${Number(date.slice(5, 7))}/${Number(date.slice(8, 10))}`;
}
