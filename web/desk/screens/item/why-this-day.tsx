import { weekdayOf } from './weekday.ts';
import type { Duty, Site } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { useSurroundings } from '../../app/surroundings.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { nameIn, useLanguage, useSay, type TextKey } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { readDeadline, type Deadline } from './calls.ts';

/** 为什么是这一天: every day from the act to the end of the limit, and why it counts or not. */
export function WhyThisDay({ duty, urgent }: { readonly duty: Duty; readonly urgent: boolean }) {
  const say = useSay();
  const language = useLanguage();
  const { site } = useSurroundings();
  const rule = ruleOf(duty.rule, urgent, site);
  const { value, problem, again } = useFresh(`deadline ${rule} ${duty.from}`, (signal) => readDeadline(rule, duty.from, signal), 60 * 60_000);
  if (problem !== undefined) return <ProblemNote problem={problem} onRetry={again} />;
  if (value === undefined) return <Skeleton />;
  return (
    <div class="why-day">
      <p>
        {say(isOwn(duty.rule) ? 'desk.item.why.from-own' : 'desk.item.why.from', { rule: nameIn(value.names, language), clause: value.clause, at: dateTimeIn(language, Date.parse(value.from)) })}
      </p>
      <ul class="weekdays" aria-hidden="true">
        {WEEKDAYS.map((weekday) => (
          <li key={weekday}>{say(`desk.item.weekday.${weekday}`)}</li>
        ))}
      </ul>
      <ol class="days">
        {monthsOf(value.days).map((day, index) => (
          <li key={day.date} class={`day ${day.counts ? 'counts' : ''} ${index === 0 ? `weekday-${weekdayOf(day.date)}` : ''}`}>
            <span class="day-number">{dayOf(day.date)}</span>
            <span class="day-weekday" aria-hidden="true">
              {say('desk.item.why.weekday-of', { weekday: say(`desk.item.weekday.${WEEKDAYS[weekdayOf(day.date) - 1] ?? 'monday'}`) })}
            </span>
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

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;

/** Limits of stages are ours: they are in no clause. */
const isOwn = (rule: string): boolean => rule.startsWith('S-');

/** An urgent item has a limit of its own under the same rule, where the rule says so; a stage always does. */
function ruleOf(rule: string, urgent: boolean, { kinds }: Site): string {
  const hasUrgent = isOwn(rule) || kinds.some(({ limits }) => limits.some((limit) => limit.rule === rule && limit.urgent !== undefined));
  return urgent && hasUrgent ? `${rule}-urgent` : rule;
}

/** Of a long limit the first and the last days say enough; what lies between is months of the same. */
const MOST_DAYS = 56;

function monthsOf(days: Deadline['days']): Deadline['days'] {
  return days.length <= MOST_DAYS ? days : [...days.slice(0, MOST_DAYS / 2), ...days.slice(-MOST_DAYS / 2)];
}

/** `10/9` */
function dayOf(date: string): string {
  return `${Number(date.slice(5, 7))}/${Number(date.slice(8, 10))}`;
}
