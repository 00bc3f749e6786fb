import { useState } from 'preact/hooks';
import { Link } from '../../app/router.tsx';
import { announce } from '../../app/live-region.tsx';
import type { Release } from '../../api/types.ts';
import { useAct } from '../../api/use-act.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSay } from '../../text/text.ts';
import { putOnline, readRelease } from './calls.ts';

/** 格式规范: what is looked at before an item goes online. */
const CHECKS = ['title', 'layout', 'pictures', 'files', 'place'] as const;

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
      {value === undefined ? problem === undefined && <Skeleton rows={3} /> : <Checklist release={value} onClose={onClose} onDone={onDone} />}
    </Dialog>
  );
}

function Checklist({ release, onClose, onDone }: { readonly release: Release } & Pick<PublishDialogProps, 'onClose' | 'onDone'>) {
  const say = useSay();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(new Set());
  const { act, busy, problem } = useAct((_: undefined, intent) => putOnline(release.id, { intent, ifMatch: release.version }));
  const refusal = whyNot(release);
  const left = CHECKS.length - ticked.size;
  const why = refusal ?? (left > 0 ? say('desk.queue.check.left', { count: left }) : undefined);
  const press = async (): Promise<void> => {
    if (!(await act(undefined))) return;
    announce(say('desk.queue.done'));
    onDone();
  };
  return (
    <>
      {refusal === undefined && (
        <fieldset class="checks">
          <legend>{say('desk.queue.check.legend')}</legend>
          {CHECKS.map((check) => (
            <label key={check} class="check">
              <input type="checkbox" checked={ticked.has(check)} onChange={({ currentTarget }) => setTicked(toggled(ticked, check, currentTarget.checked))} />
              {say(`desk.queue.check.${check}`)}
            </label>
          ))}
        </fieldset>
      )}
      {problem !== undefined && <ProblemNote problem={{ ...problem, detail: problem.errors[0]?.detail ?? problem.detail }} />}
      <div class="dialog-actions">
        <Button onPress={onClose}>{say('desk.queue.not-yet')}</Button>
        <Button kind="main" why={why} busy={busy} onPress={() => void press()}>
          {say(release.state === 'publish-failed' ? 'desk.queue.retry' : 'desk.queue.now')}
        </Button>
      </div>
    </>
  );
}

/** Why it may not be put online by the caller now; undefined where it may. */
function whyNot({ actions, state }: Release): string | undefined {
  const offer = actions[state === 'publish-failed' ? 'retry' : 'publish'];
  return offer.allowed ? undefined : (offer.problem.errors?.[0]?.detail ?? offer.problem.detail);
}

function toggled(set: ReadonlySet<string>, one: string, isIn: boolean): ReadonlySet<string> {
  return new Set(isIn ? [...set, one] : [...set].filter((other) => other !== one));
}
