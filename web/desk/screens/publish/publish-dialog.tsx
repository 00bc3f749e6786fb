import { useState } from 'preact/hooks';
import { Link } from '../../app/router.tsx';
import { announce } from '../../app/live-region.tsx';
import type { Release } from '../../api/types.ts';
import { useAct } from '../../api/use-act.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { Button } from '../../components/button.tsx';
import { FormatChecklist, uncheckedInWords, type Ticked } from '../../components/format-checklist.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSay } from '../../text/text.ts';
import { putOnline, readRelease } from './calls.ts';

export interface PublishDialogProps {
  readonly id: string;
  readonly title: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Puts an item online now, after the format checklist; what may not be done the API says in its own words. */
export function PublishDialog({ id, title, onClose, onDone }: PublishDialogProps) {
  const say = useSay();
  const { value, problem, again } = useFresh(`publish ${id}`, (signal) => readRelease(id, signal));
  return (
    <Dialog title={say('desk.queue.dialog.title')} onClose={onClose}>
      <p>
        <Link to={`/items/${id}`}>{title}</Link>
      </p>
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      {value === undefined ? problem === undefined && <Skeleton rows={3} /> : <Checked release={value} onClose={onClose} onDone={onDone} />}
    </Dialog>
  );
}

function Checked({ release, onClose, onDone }: { readonly release: Release } & Pick<PublishDialogProps, 'onClose' | 'onDone'>) {
  const say = useSay();
  const [ticked, setTicked] = useState<Ticked>({});
  const { act, busy, problem } = useAct((_: undefined, intent) => putOnline(release.id, { intent, ifMatch: release.version }));
  const refusal = whyNot(release);
  const why = refusal ?? uncheckedInWords(ticked, say);
  const press = async (): Promise<void> => {
    if (!(await act(undefined))) return;
    announce(say('desk.queue.done'));
    onDone();
  };
  return (
    <>
      {refusal === undefined && <FormatChecklist ticked={ticked} onTick={setTicked} />}
      {problem !== undefined && <ProblemNote problem={{ ...problem, detail: problem.errors[0]?.detail ?? problem.detail }} />}
      <div class="dialog-actions">
        <Button onPress={onClose}>{say('desk.queue.not-yet')}</Button>
        <Button kind="main" why={why} busy={busy} onPress={() => void press()}>
          {say(hasFailed(release) ? 'desk.queue.retry' : 'desk.queue.now')}
        </Button>
      </div>
    </>
  );
}

/** Why it may not be put online by the caller now; undefined where it may. */
function whyNot(release: Release): string | undefined {
  const offer = release.actions[hasFailed(release) ? 'retry' : 'publish'];
  return offer.allowed ? undefined : (offer.problem.errors?.[0]?.detail ?? offer.problem.detail);
}

/** Of an item that is online it is the correction that has failed. */
function hasFailed({ state, pending }: Release): boolean {
  return (pending?.state ?? state) === 'publish-failed';
}
