import { useState } from 'preact/hooks';
import { useAct } from '../../api/use-act.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { goTo, Link } from '../../app/router.tsx';
import type { ScreenProps } from '../../app/routes.ts';
import { Screen } from '../../app/screen.tsx';
import { Button } from '../../components/button.tsx';
import { Field } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Note } from '../../components/note.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSay } from '../../text/text.ts';
import type { Release } from '../../api/types.ts';
import { readRelease, startCorrection } from './calls.ts';

/** 更正 of what is online begins with its reason, which readers will see; then the text is on the form. */
export default function Correct({ params }: ScreenProps) {
  const say = useSay();
  const id = params['id'] ?? '';
  const { value, problem, again } = useFresh(`write ${id}`, (signal) => readRelease(id, signal));
  return (
    <Screen title={say('desk.write.correct')} lead={value?.title}>
      {value === undefined && (problem === undefined ? <Skeleton rows={2} /> : <ProblemNote problem={problem} onRetry={again} />)}
      {value !== undefined && <Reason release={value} />}
    </Screen>
  );
}

function Reason({ release }: { readonly release: Release }) {
  const say = useSay();
  const [reason, setReason] = useState('');
  const { id, version } = release;
  const { act, busy, problem } = useAct<string>(async (why, intent) => {
    await startCorrection(id, why, { intent, ifMatch: version });
    goTo(`/items/${id}/edit`);
  });
  const offer = release.actions.correct;
  if (!offer.allowed) {
    return (
      <Note tone="warn" title={offer.problem.title} detail={offer.problem.detail}>
        <Link to={`/items/${id}`}>{say('desk.write.to-item', { title: release.title })}</Link>
      </Note>
    );
  }
  return (
    <Form problem={problem} onSubmit={() => void act(reason)}>
      <Note tone="calm" title={say('desk.write.correct.what')} detail={say('desk.write.correct.detail')} />
      <Field pointer="/reason" label={say('desk.write.correct.reason')} hint={say('desk.write.correct.hint')} required>
        {(control) => <textarea {...control} rows={3} value={reason} onInput={({ currentTarget }) => setReason(currentTarget.value)} />}
      </Field>
      <div class="form-foot">
        <Button kind="main" type="submit" busy={busy}>
          {say('desk.write.correct.start')}
        </Button>
      </div>
    </Form>
  );
}
