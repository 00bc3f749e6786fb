import { addDays, beijingDate } from '../../../domain/calendar/beijing.ts';
import { useLanguage, useSay, type Language, type Say } from '../text/text.ts';
import { dateTimeIn, dayIn, timeOfDay } from './dates.ts';
import { useServerNow } from './server-clock.ts';
import { workingDaysBetween } from './working-days.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Below this, how long is left says more than the hour at which it ends. */
const COUNTED_DOWN = 4 * HOUR;

/** How pressing a limit is: said by colour as well as by the words. */
export type Pressing = 'overdue' | 'soon' | 'calm';

/** Amber for what ends within the day. */
export function pressingOf(due: number, now: number): Pressing {
  if (due <= now) return 'overdue';
  return due - now < COUNTED_DOWN || beijingDate(due) === beijingDate(now) ? 'soon' : 'calm';
}

/** What is left until a limit, or how long it is past, in words. */
export function timeLeftInWords(due: number, now: number, language: Language, say: Say): string {
  if (due <= now) return overdueInWords(due, now, say);
  const left = due - now;
  if (left < HOUR) return say('desk.time.left-minutes', { count: Math.max(1, Math.floor(left / MINUTE)) });
  if (left < COUNTED_DOWN) return say('desk.time.left-hours', { count: Math.floor(left / HOUR) });
  const [day, today, time] = [beijingDate(due), beijingDate(now), timeOfDay(due)];
  if (day === today) return say('desk.time.today', { time });
  if (day === addDays(today, 1)) return say('desk.time.tomorrow', { time });
  return say('desk.time.by', { date: dayIn(language, due), time });
}

function overdueInWords(due: number, now: number, say: Say): string {
  const past = now - due;
  const days = workingDaysBetween(due, now);
  if (past >= 24 * HOUR && days === 1) return say('desk.time.overdue-day');
  if (past >= 24 * HOUR && days > 1) return say('desk.time.overdue-days', { count: days });
  if (past >= HOUR) return say('desk.time.overdue-hours', { count: Math.floor(past / HOUR) });
  return say('desk.time.overdue-minutes', { count: Math.max(1, Math.floor(past / MINUTE)) });
}

/** A time limit as people read it; the exact instant on hover and for screen readers. */
export function TimeLeft({ dueAt }: { readonly dueAt: string }) {
  const say = useSay();
  const language = useLanguage();
  const now = useServerNow();
  const due = Date.parse(dueAt);
  const exact = say('desk.time.exact', { at: dateTimeIn(language, due) });
  return (
    <time class={`time-left ${pressingOf(due, now)}`} dateTime={dueAt} title={exact}>
      {timeLeftInWords(due, now, language, say)}
      <span class="unseen">（{exact}）</span>
    </time>
  );
}
