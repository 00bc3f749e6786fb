import { calendarOf, columnOf, limitOf } from '../../../domain/organisations/organisation.ts';
import type { Organisation } from '../../../domain/organisations/schema.ts';
import { lastMoment, timeLeft, type TimeLeft } from '../../../domain/notices/time-left.ts';
import { fill } from '../../../web/text/fill.ts';
import { mail as text } from '../../../web/text/mail/zh-CN.ts';

/** The words that mails have in common, for one site at one instant (epoch milliseconds). */
export interface MailWords {
  readonly say: (key: keyof typeof text, values?: Readonly<Record<string, string | number>>) => string;
  readonly column: (id: string) => string;
  /** The name of a stage, or what is to be done in a state. */
  readonly stage: (id: string) => string;
  readonly rule: (id: string) => string;
  /** 还剩 30 分钟, 今天 17:30 前, 已逾期 2 个工作日. */
  readonly left: (dueAt: string) => string;
  /** Until when: 2025年9月30日 17:30, and what is left or over in brackets unless it would only say the same again. */
  readonly due: (dueAt: string) => string;
  readonly date: (day: string) => string;
  readonly site: string;
}

/** Mail is in Chinese: the record does not know in which language somebody would rather be written to. */
export function mailWords(organisation: Organisation, at: number): MailWords {
  const say: MailWords['say'] = (key, values = {}) => fill(text[key], values);
  const date = (day: string): string => {
    const [year = '', month = '', dayOfMonth = ''] = day.split('-').map((part) => String(Number(part)));
    return say('mail.date', { year, month, day: dayOfMonth });
  };
  const limitAt = (dueAt: string): TimeLeft & { readonly date: string; readonly time: string } => {
    const due = Date.parse(dueAt);
    const { date: day, time } = lastMoment(due);
    return { ...timeLeft(due, at, calendarOf(organisation)), date: date(day), time };
  };
  const left = (dueAt: string): string => {
    const { kind, ...rest } = limitAt(dueAt);
    return say(`mail.left.${kind}`, rest);
  };
  const stages = Object.values(organisation.chains).flat();
  return {
    say,
    date,
    site: organisation.names.zh,
    column: (id) => columnOf(organisation, id)?.names.zh ?? id,
    stage: (id) => stages.find((stage) => stage.id === id)?.names.zh ?? say(id === 'returned' ? 'mail.to-revise' : 'mail.to-publish'),
    rule: (id) => limitOf(organisation, id)?.names.zh ?? id,
    left,
    due: (dueAt) => {
      const { kind, date: day, time } = limitAt(dueAt);
      return kind === 'until' ? say('mail.due.far', { date: day, time }) : say('mail.due', { date: day, time, left: left(dueAt) });
    },
  };
}

/** Where an item is worked on. */
export function deskAddress(origin: string, releaseId: string): string {
  return `${origin}/desk/items/${releaseId}`;
}
