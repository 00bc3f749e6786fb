import { useState } from 'preact/hooks';
import type { Intent } from '../api/client.ts';
import { acknowledge, askExcuse, decideExcuse } from '../api/duty-calls.ts';
import type { Duty } from '../api/types.ts';
import { useAct, type Act } from '../api/use-act.ts';
import { announce } from '../app/live-region.tsx';
import { useSurroundings } from '../app/surroundings.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { rightsOn } from './duty-rights.ts';
import { Field } from './field.tsx';
import { Form } from './form.tsx';
import { ProblemNote } from './problem-note.tsx';
import { useFocusKept } from './use-focus-kept.ts';
import { useSay } from '../text/text.ts';
import { useServerNow } from '../time/server-clock.ts';

export interface DutyActsProps {
  readonly duty: Duty;
  readonly again: () => void;
}

/** Somebody is on it; why it is late; and whether that excuses it. Only what is one's own is offered: the API decides. */
export function DutyActs({ duty, again }: DutyActsProps) {
  const { me } = useSurroundings();
  const now = useServerNow();
  useFocusKept();
  const { mayAcknowledge, mayAsk, mayJudge } = rightsOn(duty, me, now);
  if (!mayAcknowledge && !mayAsk && !mayJudge) return null;
  return (
    <div class="row-buttons">
      {mayAcknowledge && <Acknowledge duty={duty} again={again} />}
      {mayAsk && <AskExcuse duty={duty} again={again} />}
      {mayJudge && <JudgeExcuse duty={duty} again={again} />}
    </div>
  );
}

/** An act on a duty. Once done it counts as under way until the duty has been read again, so that nothing is done twice. */
function useDutyAct<Input>({ duty, again }: DutyActsProps, work: (input: Input, intent: Intent) => Promise<unknown>, done: (input: Input) => string): Act<Input> {
  const inner = useAct(work);
  const [doneOn, setDoneOn] = useState<Duty | undefined>(undefined);
  const act = async (input: Input): Promise<boolean> => {
    if (doneOn === duty || !(await inner.act(input))) return false;
    setDoneOn(duty);
    announce(done(input));
    again();
    return true;
  };
  return { ...inner, act, busy: inner.busy || doneOn === duty };
}

function Acknowledge(props: DutyActsProps) {
  const say = useSay();
  const { act, busy, problem } = useDutyAct<undefined>(props, (_, intent) => acknowledge(props.duty.id, { intent }), () => say('desk.duties.acknowledged'));
  return (
    <>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <Button busy={busy} onPress={() => void act(undefined)}>
        {say('desk.duties.acknowledge')}
      </Button>
    </>
  );
}

function AskExcuse(props: DutyActsProps) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { act, busy, problem } = useDutyAct<undefined>(props, (_, intent) => askExcuse(props.duty.id, reason, { intent }), () => say('desk.duties.asked'));
  const submit = async (): Promise<void> => {
    if (await act(undefined)) setOpen(false);
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{say('desk.duties.excuse')}</Button>
      {open && (
        <Dialog title={say('desk.duties.excuse')} onClose={() => setOpen(false)}>
          <p>{say('desk.duties.excuse.what')}</p>
          <Form problem={problem} onSubmit={() => void submit()}>
            <Field pointer="/reason" label={say('desk.duties.reason')} required>
              {(control) => <textarea {...control} rows={4} maxLength={2000} value={reason} onInput={({ currentTarget }) => setReason(currentTarget.value)} />}
            </Field>
            <div class="dialog-actions">
              <Button kind="main" type="submit" busy={busy}>
                {say('desk.duties.excuse.send')}
              </Button>
            </div>
          </Form>
        </Dialog>
      )}
    </>
  );
}

function JudgeExcuse(props: DutyActsProps) {
  const say = useSay();
  const { act, busy, problem } = useDutyAct<boolean>(
    props,
    (approve, intent) => decideExcuse(props.duty.id, approve, { intent }),
    (approve) => say(approve ? 'desk.duties.approved' : 'desk.duties.declined'),
  );
  return (
    <>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <Button busy={busy} onPress={() => void act(true)}>
        {say('desk.duties.approve')}
      </Button>
      <Button busy={busy} onPress={() => void act(false)}>
        {say('desk.duties.decline')}
      </Button>
    </>
  );
}
