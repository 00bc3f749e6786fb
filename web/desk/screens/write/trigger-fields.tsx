import { useSurroundings } from '../../app/surroundings.tsx';
import { Field } from '../../components/field.tsx';
import { useStore } from '../../store/store.ts';
import { useSay } from '../../text/text.ts';
import { useServerNow } from '../../time/server-clock.ts';
import { fieldOfInstant, instantOfField } from './draft.ts';
import { eventsOf, limitsOf } from './limits.ts';
import type { Writing } from './writing.ts';

/** What starts the clock, and when it happened; only where the kind has such a thing. */
export function TriggerFields({ writing }: { readonly writing: Writing }) {
  const say = useSay();
  const now = useServerNow();
  const { site } = useSurroundings();
  const { kind, triggerEvent, triggerAt } = useStore(writing.draft);
  const events = eventsOf(limitsOf(site, kind));
  if (events.length === 0) return null;
  const isAhead = Date.parse(triggerAt) > now;
  return (
    <div class="side-by-side">
      <Field pointer="/trigger/event" label={say('desk.write.trigger')}>
        {(control) => (
          <select {...control} value={triggerEvent} onChange={({ currentTarget }) => writing.set({ triggerEvent: currentTarget.value })}>
            {events.length > 1 && <option value="">{say('desk.write.trigger.none')}</option>}
            {events.map((event) => (
              <option key={event} value={event} selected={event === triggerEvent}>
                {say(`desk.write.event.${event}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      {triggerEvent !== '' && (
        <Field pointer="/trigger/at" label={say('desk.write.trigger.at')} hint={say('desk.write.trigger.hint')} early={isAhead ? say('desk.write.early.trigger-ahead') : undefined}>
          {(control) => <input {...control} type="datetime-local" value={fieldOfInstant(triggerAt)} max={fieldOfInstant(new Date(now).toISOString())} onInput={({ currentTarget }) => writing.set({ triggerAt: instantOfField(currentTarget.value) })} />}
        </Field>
      )}
    </div>
  );
}
