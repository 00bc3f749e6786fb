import { useState } from 'preact/hooks';
import { useAct } from '../../api/use-act.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { useSay } from '../../text/text.ts';
import { reassign } from './calls.ts';
import { ColleagueOptions } from './colleague-options.tsx';
import type { PersonDialogProps } from './leave-dialog.tsx';

/** 转办: all of somebody's open work goes to another person, or comes back. */
export function ReassignDialog({ person, people, onClose, onDone }: PersonDialogProps) {
  const say = useSay();
  const [to, setTo] = useState('');
  const { act, busy, problem } = useAct(async (_: undefined, intent) => onDone(await reassign(person.id, to, { intent, ifMatch: person.version })));
  return (
    <Dialog title={say('desk.people.reassign.of', { name: person.name })} onClose={onClose}>
      <p>{say('desk.people.reassign.what')}</p>
      <Form problem={problem} onSubmit={() => void act(undefined)}>
        <Field pointer="/to" label={say('desk.people.reassign.to')} required>
          {(control) => (
            <select {...control} value={to} onChange={({ currentTarget }) => setTo(currentTarget.value)}>
              <option value="">{say('desk.people.choose')}</option>
              {person.reassignments.length > 0 && <option value={person.id}>{say('desk.people.reassign.back', { name: person.name })}</option>}
              <ColleagueOptions of={person} people={people} />
            </select>
          )}
        </Field>
        <div class="dialog-actions">
          <Button kind="main" type="submit" busy={busy} why={to === '' ? say('desk.people.choose-first') : undefined}>
            {say('desk.people.reassign')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
