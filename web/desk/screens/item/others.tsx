import { useState } from 'preact/hooks';
import { useAct } from '../../api/use-act.ts';
import { goTo } from '../../app/router.tsx';
import { holds, useSurroundings } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { useSay } from '../../text/text.ts';
import { abandonCorrection, copy, recall, withdraw } from './calls.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { offerOf } from './offers.ts';
import { useItemAct, type ItemActing } from './use-item-act.ts';

/** What else may be done, apart from the main thing, each with what it means. */
export function Others({ acting }: { readonly acting: ItemActing }) {
  const say = useSay();
  const { me } = useSurroundings();
  const { release } = acting;
  const isOffered = (action: 'recall' | 'withdraw' | 'abandon-correction'): boolean => offerOf(release, action) !== undefined;
  const mayCopy = holds(me, 'submitter');
  if (!mayCopy && !isOffered('recall') && !isOffered('withdraw') && !isOffered('abandon-correction')) return null;
  return (
    <section class="acts-others" aria-labelledby="others-heading">
      <h2 id="others-heading">{say('desk.acts.others')}</h2>
      <ul>
        {mayCopy && <Copy id={release.id} />}
        {isOffered('recall') && <Recall acting={acting} />}
        {isOffered('abandon-correction') && <Abandon acting={acting} />}
        {isOffered('withdraw') && <Withdraw acting={acting} />}
      </ul>
    </section>
  );
}

function Copy({ id }: { readonly id: string }) {
  const say = useSay();
  const { act, busy, problem } = useAct<undefined>(async (_, intent) => {
    const made = await copy(id, { intent });
    goTo(`/items/${made.id}/edit`);
  });
  return (
    <li>
      <p class="quiet">{say('desk.acts.copy.what')}</p>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <Button busy={busy} onPress={() => void act(undefined)}>
        {say('desk.acts.copy')}
      </Button>
    </li>
  );
}

function Recall({ acting }: { readonly acting: ItemActing }) {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const { id, version } = acting.release;
  const { act, busy, problem } = useItemAct<undefined>(acting, (_, intent) => recall(id, { intent, ifMatch: version }), () => say('desk.acts.recall.done'));
  return (
    <li>
      <p class="quiet">{say('desk.acts.recall.what')}</p>
      <Button kind="danger" onPress={() => setAsking(true)}>
        {say('desk.acts.recall')}
      </Button>
      {isAsking && <ConfirmDialog title={say('desk.acts.recall')} what={say('desk.acts.recall.what')} sure={say('desk.acts.recall')} isDangerous busy={busy} problem={problem} onSure={() => void act(undefined)} onClose={() => setAsking(false)} />}
    </li>
  );
}

function Abandon({ acting }: { readonly acting: ItemActing }) {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const { id, version } = acting.release;
  const { act, busy, problem } = useItemAct<undefined>(acting, (_, intent) => abandonCorrection(id, { intent, ifMatch: version }), () => say('desk.acts.abandon.done'));
  return (
    <li>
      <p class="quiet">{say('desk.acts.abandon.what')}</p>
      <Button kind="danger" onPress={() => setAsking(true)}>
        {say('desk.acts.abandon')}
      </Button>
      {isAsking && <ConfirmDialog title={say('desk.acts.abandon')} what={say('desk.acts.abandon.what')} sure={say('desk.acts.abandon')} isDangerous busy={busy} problem={problem} onSure={() => void act(undefined)} onClose={() => setAsking(false)} />}
    </li>
  );
}

function Withdraw({ acting }: { readonly acting: ItemActing }) {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { id, url } = acting.release;
  // Taking something down is urgent: it is not held up by a bell that has rung meanwhile.
  const { act, busy, problem } = useItemAct<undefined>(acting, (_, intent) => withdraw(id, reason, { intent }), () => say('desk.acts.withdraw.done'));
  return (
    <li>
      <p class="quiet">{say('desk.acts.withdraw.short')}</p>
      <Button kind="danger" onPress={() => setAsking(true)}>
        {say('desk.acts.withdraw')}
      </Button>
      {isAsking && (
        <ConfirmDialog title={say('desk.acts.withdraw')} what={say('desk.acts.withdraw.what', { url: url ?? '' })} sure={say('desk.acts.withdraw.sure')} isDangerous why={reason.trim() === '' ? say('desk.acts.withdraw.why') : undefined} busy={busy} problem={problem} onSure={() => void act(undefined)} onClose={() => setAsking(false)}>
          <Form problem={undefined} onSubmit={() => undefined}>
            <Field pointer="/reason" label={say('desk.acts.withdraw.reason')} hint={say('desk.acts.withdraw.hint')} required>
              {(control) => <textarea {...control} rows={3} maxLength={2000} value={reason} onInput={({ currentTarget }) => setReason(currentTarget.value)} />}
            </Field>
          </Form>
        </ConfirmDialog>
      )}
    </li>
  );
}
