import { useFresh } from '../../api/use-fresh.ts';
import { useSurroundings } from '../../app/surroundings.tsx';
import { Field } from '../../components/field.tsx';
import { useStore } from '../../store/store.ts';
import { atBeginning, nameIn, useLanguage, useSay, type TextKey } from '../../text/text.ts';
import { dateIn, dayIn, timeOfDay } from '../../time/dates.ts';
import { useServerNow } from '../../time/server-clock.ts';
import { deadline, type Deadline } from './calls.ts';
import { eventsOf, limitsOf, ruleInWords, startOf, type KindLimit } from './limits.ts';
import type { Writing } from './writing.ts';

/** 类型, and at once which limit follows from it. */
export function KindField({ writing }: { readonly writing: Writing }) {
  const say = useSay();
  const { site } = useSurroundings();
  const { kind, triggerEvent } = useStore(writing.draft);
  const choose = (next: string): void => {
    const events = eventsOf(limitsOf(site, next));
    const event = events.find((one) => one === triggerEvent) ?? (events.length === 1 ? events[0] : undefined);
    writing.set({ kind: next, triggerEvent: event ?? '', ...(event === undefined ? { triggerAt: '' } : {}) });
  };
  return (
    <Field pointer="/kind" label={say('desk.write.kind')} required>
      {(control) => (
        <select {...control} value={kind} onChange={({ currentTarget }) => choose(currentTarget.value)}>
          <option value="">{say('desk.write.choose')}</option>
          {site.kinds.map(({ kind: one }) => (
            <option key={one} value={one} selected={one === kind}>
              {atBeginning(say(`kind.${one}` as TextKey))}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** The limits of the kind that is chosen, in words and as a time where it has begun. */
export function Limits({ writing }: { readonly writing: Writing }) {
  const say = useSay();
  const { site } = useSurroundings();
  const { kind, urgency } = useStore(writing.draft);
  const limits = limitsOf(site, kind);
  if (kind === '') return null;
  const publishing = site.publishing[urgency === 'urgent' ? 'urgent' : 'ordinary'];
  return (
    <section class="limits" aria-label={say('desk.write.limits')}>
      <h2>{say('desk.write.limits')}</h2>
      <ul>
        {limits.length === 0 && <li>{say('desk.write.limits.none')}</li>}
        {limits.map((limit) => (
          <LimitLine key={limit.rule} limit={limit} writing={writing} />
        ))}
        <LimitLine limit={publishing} writing={writing} />
      </ul>
    </section>
  );
}

function LimitLine({ limit, writing }: { readonly limit: KindLimit; readonly writing: Writing }) {
  const say = useSay();
  const language = useLanguage();
  const now = useServerNow();
  const { triggerEvent, triggerAt } = useStore(writing.draft);
  const from = startOf(limit, triggerEvent, triggerAt, now);
  return (
    <li>
      <span class="quiet">{nameIn(limit.names, language)}</span>
      <span>
        {ruleInWords(limit, say)}
        {from !== undefined && <Due rule={limit.rule} from={from} />}
      </span>
    </li>
  );
}

function Due({ rule, from }: { readonly rule: string; readonly from: string }) {
  const say = useSay();
  const { value } = useFresh(`${rule} ${from}`, (signal) => deadline(rule, from, signal), 10 * 60_000);
  const language = useLanguage();
  const now = useServerNow();
  if (value === undefined) return null;
  const isOver = Date.parse(value.dueAt) <= now;
  return (
    <strong class={isOver ? 'bad' : undefined}>
      {say('desk.write.comma')}
      {dueInWords(value)}
      {isOver && say('desk.write.due.over')}
      {value.provisional && say('desk.write.due.provisional')}
    </strong>
  );

  function dueInWords({ dueAt, dueOn }: Deadline): string {
    const due = Date.parse(dueAt);
    if (timeOfDay(due) === '00:00') return say('desk.write.due.day', { date: dateIn(language, Date.parse(`${dueOn}T12:00:00+08:00`)) });
    return say('desk.time.by', { date: dayIn(language, due), time: timeOfDay(due) });
  }
}
