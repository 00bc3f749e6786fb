import { readPeople } from '../../api/calls.ts';
import { useAct } from '../../api/use-act.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { announce } from '../../app/live-region.tsx';
import { goTo } from '../../app/router.tsx';
import { useNames, useSurroundings } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { nameIn, useLanguage, useSay } from '../../text/text.ts';
import { dayIn, timeOfDay } from '../../time/dates.ts';
import { serverNow } from '../../time/server-clock.ts';
import { deadline, submit } from './calls.ts';
import type { Writing } from './writing.ts';

export interface SubmitDialogProps {
  readonly writing: Writing;
  /** The unit that it goes out from. */
  readonly department: string;
  readonly onClose: () => void;
}

/** What happens when it is handed in: who has it first, and until when; then it is. */
export function SubmitDialog({ writing, department, onClose }: SubmitDialogProps) {
  const say = useSay();
  const { source, urgency, title } = writing.draft.get();
  const { act, busy, problem } = useAct<undefined>(async (_, intent) => {
    const id = writing.item.get() ?? '';
    const version = writing.version();
    await submit(id, { intent, ...(version === undefined ? {} : { ifMatch: version }) });
    announce(say('desk.write.submitted'));
    goTo(`/items/${id}`);
  });
  return (
    <Dialog title={say('desk.write.submit')} onClose={onClose}>
      <p>{say('desk.write.submit.ask', { title })}</p>
      <FirstStage chain={source === 'docflow' ? 'docflow' : 'submission'} department={department} isUrgent={urgency === 'urgent'} />
      <p class="quiet">{say('desk.write.submit.after')}</p>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <p class="dialog-actions">
        <Button onPress={onClose}>{say('desk.write.submit.not-yet')}</Button>
        <Button kind="main" busy={busy} onPress={() => void act(undefined)}>
          {say('desk.write.submit.sure')}
        </Button>
      </p>
    </Dialog>
  );
}

interface FirstStageProps {
  readonly chain: 'submission' | 'docflow';
  readonly department: string;
  readonly isUrgent: boolean;
}

function FirstStage({ chain, department, isUrgent }: FirstStageProps) {
  const say = useSay();
  const language = useLanguage();
  const names = useNames();
  const { site } = useSurroundings();
  const [stage] = site.chains[chain];
  const unit = stage?.where === 'office' ? site.office : department;
  const people = useFresh('people', readPeople, 5 * 60_000).value?.items ?? [];
  if (stage === undefined) return null;
  const who = people.filter(({ roles }) => roles.some((held) => held.role === stage.role && held.unit === unit)).map(({ name }) => name);
  return (
    <dl class="facts">
      <dt>{say('desk.write.submit.stage')}</dt>
      <dd>{nameIn(stage.names, language)}</dd>
      <dt>{say('desk.write.submit.who')}</dt>
      <dd>
        {names.unit(unit)} {say(`role.${stage.role}`)}
        {who.length > 0 && say('desk.write.submit.names', { names: who.join(say('desk.write.and')) })}
      </dd>
      <Until rule={`S-${stage.id}${isUrgent ? '-urgent' : ''}`} />
    </dl>
  );
}

/** If it were handed in now. */
function Until({ rule }: { readonly rule: string }) {
  const say = useSay();
  const language = useLanguage();
  const { value } = useFresh(`${rule} submit`, (signal) => deadline(rule, new Date(serverNow()).toISOString(), signal), 60_000);
  if (value === undefined) return null;
  const due = Date.parse(value.dueAt);
  return (
    <>
      <dt>{say('desk.write.submit.until')}</dt>
      <dd>{say('desk.time.by', { date: dayIn(language, due), time: timeOfDay(due) })}</dd>
    </>
  );
}
