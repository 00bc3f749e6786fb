import { useState } from 'preact/hooks';
import type { Duty, Me } from '../../api/types.ts';
import { holds, useSurroundings } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { useServerNow } from '../../time/server-clock.ts';
import { acknowledge, askExcuse, decideExcuse } from './calls.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { useItemAct, type ItemActing } from './use-item-act.ts';

export interface DutyActsProps {
  readonly duty: Duty;
  readonly isOpen: boolean;
  readonly acting: ItemActing;
  readonly nameOf: (person: string) => string;
}

/** 有人在办; why it is late, by who has it; whether that excuses it, by the head of the unit. */
export function DutyActs(props: DutyActsProps) {
  const { duty, acting, nameOf } = props;
  const { me } = useSurroundings();
  const now = useServerNow();
  const { isHeld, mayAcknowledge, mayAsk, mayJudge } = rightsOn(props, me, now);
  return (
    <>
      <Told duty={duty} isHeld={isHeld} nameOf={nameOf} />
      {(mayAcknowledge || mayAsk || mayJudge) && (
        <div class="duty-acts">
          {mayAcknowledge && <Acknowledge {...props} />}
          {mayAsk && <AskExcuse duty={duty} acting={acting} />}
          {mayJudge && <JudgeExcuse duty={duty} acting={acting} />}
        </div>
      )}
    </>
  );
}

/** The API decides; this only spares people the buttons that are not theirs. */
function rightsOn({ duty, isOpen }: DutyActsProps, me: Me, now: number) {
  const { acknowledged, excuse, hard } = duty;
  const isHeld = isOpen && acknowledged !== undefined && Date.parse(acknowledged.until) > now;
  const isMine = isOpen && isHeldBy(me, duty);
  const isWithoutExcuse = excuse === undefined || excuse.decision?.approved === false;
  return { isHeld, mayAcknowledge: isMine && !isHeld, mayAsk: isMine && !hard && isWithoutExcuse, mayJudge: waitsForJudgement(duty, isOpen) && excuse?.by !== me.id && holds(me, 'head', duty.unit) };
}

function waitsForJudgement({ excuse, state }: Duty, isOpen: boolean): boolean {
  return excuse !== undefined && excuse.decision === undefined && (isOpen || state === 'late');
}

function Told({ duty: { acknowledged, excuse }, isHeld, nameOf }: { readonly duty: Duty; readonly isHeld: boolean; readonly nameOf: (person: string) => string }) {
  const say = useSay();
  const language = useLanguage();
  return (
    <>
      {isHeld && acknowledged !== undefined && <p class="quiet">{say('desk.item.duty.acknowledged', { who: nameOf(acknowledged.by), until: dateTimeIn(language, Date.parse(acknowledged.until)) })}</p>}
      {excuse !== undefined && (
        <blockquote class="remarks">
          {say('desk.item.duty.excuse.by', { who: nameOf(excuse.by) })}
          {excuse.reason}
          <span class="quiet">{say(standingOfExcuse(excuse.decision))}</span>
        </blockquote>
      )}
    </>
  );
}

function standingOfExcuse(decision: NonNullable<Duty['excuse']>['decision']) {
  if (decision === undefined) return 'desk.item.duty.excuse.asked';
  return decision.approved ? 'desk.item.duty.excuse.approved' : 'desk.item.duty.excuse.declined';
}

/** Posts A and B hold what is to be put online together. */
function isHeldBy(me: Me, { holder, unit }: Duty): boolean {
  const isPost = holder === 'publisher-a' || holder === 'publisher-b';
  return isPost ? holds(me, 'publisher-a', unit) || holds(me, 'publisher-b', unit) : holds(me, holder, unit);
}

function Acknowledge({ duty, acting }: DutyActsProps) {
  const say = useSay();
  const { act, busy, problem } = useItemAct<undefined>(acting, (_, intent) => acknowledge(duty.id, { intent }), () => say('desk.item.duty.acknowledge.done'));
  return (
    <>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <Button busy={busy} onPress={() => void act(undefined)}>
        {say('desk.item.duty.acknowledge')}
      </Button>
    </>
  );
}

interface ExcuseProps {
  readonly duty: Duty;
  readonly acting: ItemActing;
}

function AskExcuse({ duty, acting }: ExcuseProps) {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { act, busy, problem } = useItemAct<undefined>(acting, (_, intent) => askExcuse(duty.id, reason, { intent }), () => say('desk.item.duty.excuse.done'));
  const send = async (): Promise<void> => {
    if (await act(undefined)) setAsking(false);
  };
  return (
    <>
      <Button onPress={() => setAsking(true)}>{say('desk.item.duty.excuse')}</Button>
      {isAsking && (
        <ConfirmDialog title={say('desk.item.duty.excuse')} what={say('desk.item.duty.excuse.what')} sure={say('desk.item.duty.excuse.send')} busy={busy} problem={problem} onSure={() => void send()} onClose={() => setAsking(false)}>
          <Form problem={undefined} onSubmit={() => undefined}>
            <Field pointer="/reason" label={say('desk.item.duty.excuse.reason')} required>
              {(control) => <textarea {...control} rows={3} maxLength={2000} value={reason} onInput={({ currentTarget }) => setReason(currentTarget.value)} />}
            </Field>
          </Form>
        </ConfirmDialog>
      )}
    </>
  );
}

function JudgeExcuse({ duty, acting }: ExcuseProps) {
  const say = useSay();
  const { act, busy, problem } = useItemAct<boolean>(
    acting,
    (approve, intent) => decideExcuse(duty.id, approve, { intent }),
    (approve) => say(approve ? 'desk.item.duty.excuse.approved' : 'desk.item.duty.excuse.declined'),
  );
  return (
    <>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <Button busy={busy} onPress={() => void act(true)}>
        {say('desk.item.duty.excuse.approve')}
      </Button>
      <Button busy={busy} onPress={() => void act(false)}>
        {say('desk.item.duty.excuse.decline')}
      </Button>
    </>
  );
}
