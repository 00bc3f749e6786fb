import { useState } from 'preact/hooks';
import { beijingDate } from '../../../../domain/calendar/beijing.ts';
import type { Person } from '../../api/types.ts';
import { useAct } from '../../api/use-act.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { useSay } from '../../text/text.ts';
import { serverNow } from '../../time/server-clock.ts';
import { recordLeave, type Consequences } from './calls.ts';
import { ColleagueOptions } from './colleague-options.tsx';

export interface PersonDialogProps {
  readonly person: Person;
  readonly people: readonly Person[];
  readonly onClose: () => void;
  readonly onDone: (consequences: Consequences) => void;
}

/** 请假单: from which day to which, who stands in, and why. */
export function LeaveDialog({ person, people, onClose, onDone }: PersonDialogProps) {
  const say = useSay();
  const today = beijingDate(serverNow());
  const [from, setFrom] = useState(today);
  const [until, setUntil] = useState(today);
  const [cover, setCover] = useState('');
  const [reason, setReason] = useState('');
  const form = { from, until, ...(cover === '' ? {} : { cover }), ...(reason.trim() === '' ? {} : { reason }) };
  const { act, busy, problem } = useAct(async (_: undefined, intent) => onDone(await recordLeave(person.id, form, { intent, ifMatch: person.version })));
  return (
    <Dialog title={say('desk.people.leave.of', { name: person.name })} onClose={onClose}>
      <Form problem={problem} onSubmit={() => void act(undefined)}>
        <Field pointer="/from" label={say('desk.people.leave.from')} required>
          {(control) => <input {...control} type="date" value={from} onInput={({ currentTarget }) => setFrom(currentTarget.value)} />}
        </Field>
        <Field pointer="/until" label={say('desk.people.leave.until')} hint={say('desk.people.leave.until-hint')} required>
          {(control) => <input {...control} type="date" value={until} onInput={({ currentTarget }) => setUntil(currentTarget.value)} />}
        </Field>
        <Field pointer="/cover" label={say('desk.people.leave.cover')} hint={say('desk.people.leave.cover-hint')}>
          {(control) => (
            <select {...control} value={cover} onChange={({ currentTarget }) => setCover(currentTarget.value)}>
              <option value="">{say('desk.people.leave.nobody')}</option>
              <ColleagueOptions of={person} people={people} />
            </select>
          )}
        </Field>
        <Field pointer="/reason" label={say('desk.people.leave.reason')} hint={say('desk.people.leave.reason-hint')}>
          {(control) => <textarea {...control} rows={2} maxLength={2000} value={reason} onInput={({ currentTarget }) => setReason(currentTarget.value)} />}
        </Field>
        <div class="dialog-actions">
          <Button kind="main" type="submit" busy={busy}>
            {say('desk.people.leave.record')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
