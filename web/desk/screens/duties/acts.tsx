import { useState } from 'preact/hooks';
import type { Duty, Me } from '../../api/types.ts';
import { useAct } from '../../api/use-act.ts';
import { announce } from '../../app/live-region.tsx';
import { holds, useSurroundings } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { useSay } from '../../text/text.ts';
import { useServerNow } from '../../time/server-clock.ts';
import { acknowledge, askExcuse, decideExcuse } from './calls.ts';

const OPEN: readonly Duty['state'][] = ['running', 'paused', 'overdue'];

export interface DutyActsProps {
  readonly duty: Duty;
  readonly again: () => void;
}

/** Somebody is on it; why it is late; and whether that excuses it. Only what is one's own is offered: the API decides. */
export function DutyActs({ duty, again }: DutyActsProps) {
  const { me } = useSurroundings();
  const now = useServerNow();
  const isMine = OPEN.includes(duty.state) && isHeldBy(me, duty);
  const isAcknowledged = duty.acknowledged !== undefined && Date.parse(duty.acknowledged.until) > now;
  const mayAsk = isMine && mayBeExcused(duty);
  const mayJudge = waitsForHead(duty, me);
  if (!isMine && !mayJudge) return null;
  return (
    <div class="row-buttons">
      {isMine && !isAcknowledged && <Acknowledge duty={duty} again={again} />}
      {mayAsk && <AskExcuse duty={duty} again={again} />}
      {mayJudge && <JudgeExcuse duty={duty} again={again} />}
    </div>
  );
}

/** Posts A and B hold what is to be put online together. */
export function isHeldBy(me: Me, { holder, unit }: Pick<Duty, 'holder' | 'unit'>): boolean {
  const isPost = holder === 'publisher-a' || holder === 'publisher-b';
  return isPost ? holds(me, 'publisher-a', unit) || holds(me, 'publisher-b', unit) : holds(me, holder, unit);
}

/** A soft limit, of which no reason has been given, or one that was declined. */
function mayBeExcused({ hard, excuse }: Duty): boolean {
  return !hard && (excuse === undefined || excuse.decision?.approved === false);
}

function waitsForHead({ excuse, unit }: Duty, me: Me): boolean {
  return excuse !== undefined && excuse.decision === undefined && excuse.by !== me.id && holds(me, 'head', unit);
}

function Acknowledge({ duty, again }: DutyActsProps) {
  const say = useSay();
  const { act, busy, problem } = useAct((_: undefined, intent) => acknowledge(duty.id, { intent }));
  const press = async (): Promise<void> => {
    if (!(await act(undefined))) return;
    announce(say('desk.duties.acknowledged'));
    again();
  };
  return (
    <>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <Button busy={busy} onPress={() => void press()}>
        {say('desk.duties.acknowledge')}
      </Button>
    </>
  );
}

function AskExcuse({ duty, again }: DutyActsProps) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { act, busy, problem } = useAct((_: undefined, intent) => askExcuse(duty.id, reason, { intent }));
  const submit = async (): Promise<void> => {
    if (!(await act(undefined))) return;
    setOpen(false);
    announce(say('desk.duties.asked'));
    again();
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

function JudgeExcuse({ duty, again }: DutyActsProps) {
  const say = useSay();
  const { act, busy, problem } = useAct((approve: boolean, intent) => decideExcuse(duty.id, approve, { intent }));
  const press = async (approve: boolean): Promise<void> => {
    if (!(await act(approve))) return;
    announce(say(approve ? 'desk.duties.approved' : 'desk.duties.declined'));
    again();
  };
  return (
    <>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <Button busy={busy} onPress={() => void press(true)}>
        {say('desk.duties.approve')}
      </Button>
      <Button busy={busy} onPress={() => void press(false)}>
        {say('desk.duties.decline')}
      </Button>
    </>
  );
}
