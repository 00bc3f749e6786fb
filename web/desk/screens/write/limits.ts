import type { Site } from '../../api/types.ts';
import { beijingDate } from '../../../../domain/calendar/beijing.ts';
import type { Say } from '../../text/text.ts';

export type KindLimit = Site['kinds'][number]['limits'][number];
export type Limit = KindLimit['limit'];
export type Start = KindLimit['starts'][number];
export type TriggerEvent = Exclude<Start, 'period' | 'stage-opened'>;

export function limitsOf(site: Site, kind: string): readonly KindLimit[] {
  return site.kinds.find((one) => one.kind === kind)?.limits ?? [];
}

/** What may start the clocks of a kind. */
export function eventsOf(limits: readonly KindLimit[]): readonly TriggerEvent[] {
  return [...new Set(limits.flatMap(({ starts }) => starts))].filter((start): start is TriggerEvent => start !== 'period' && start !== 'stage-opened');
}

/** The beginning that a limit is counted from: the event where it has happened, the running period where that is what counts. */
export function startOf({ starts, limit }: KindLimit, event: string, at: string, now: number): string | undefined {
  if (at !== '' && starts.some((start) => start === event)) return at;
  return starts.includes('period') ? periodOf(limit, now) : undefined;
}

function periodOf(limit: Limit, now: number): string | undefined {
  const [year = '', month = ''] = beijingDate(now).split('-');
  if (limit.kind === 'end-of-period' && limit.unit === 'month') return `${year}-${month}`;
  if (limit.kind === 'end-of-period' && limit.unit === 'year') return year;
  if (limit.kind !== 'date') return undefined;
  const isPast = `${month}-${beijingDate(now).slice(8)}` > `${two(limit.month)}-${two(limit.day)}`;
  return String(Number(year) - limit.yearsAfter + (isPast ? 1 : 0));
}

const two = (part: number): string => String(part).padStart(2, '0');

/** `2 个工作日内`, `within 2 working days` */
export function limitInWords(limit: Limit, say: Say): string {
  switch (limit.kind) {
    case 'working-days':
      if (limit.days === 0) return say('desk.write.limit.same-day');
      return say(limit.days === 1 ? 'desk.write.limit.working-day' : 'desk.write.limit.working-days', { count: limit.days });
    case 'clock-hours':
      return say('desk.write.limit.clock-hours', { count: limit.hours });
    case 'calendar-days':
      return say('desk.write.limit.calendar-days', { count: limit.days });
    case 'months':
      return say('desk.write.limit.months', { count: limit.months });
    case 'date':
      return say('desk.write.limit.date', { day: two(limit.day), month: two(limit.month) });
    case 'office-minutes':
      return say('desk.write.limit.office-minutes', { count: limit.minutes });
    case 'end-of-period':
      return say(`desk.write.limit.end-of-${limit.unit}`);
    default:
      return say(`desk.write.limit.${limit.kind}`);
  }
}

/** `活动结束后 2 个工作日内` */
export function ruleInWords({ starts, limit }: KindLimit, say: Say): string {
  const events = starts.flatMap((start) => (start === 'period' || start === 'stage-opened' ? [] : [say(`desk.write.after.${start}`)]));
  return events.join(say('desk.write.or')) + limitInWords(limit, say);
}
