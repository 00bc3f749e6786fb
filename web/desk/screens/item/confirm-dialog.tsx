import type { ComponentChildren } from 'preact';
import type { ProblemWords } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { useSay } from '../../text/text.ts';

export interface ConfirmDialogProps {
  readonly title: string;
  /** What will happen. */
  readonly what: string;
  readonly sure: string;
  readonly isDangerous?: boolean;
  readonly why?: string | undefined;
  readonly busy: boolean;
  readonly problem: ProblemWords | undefined;
  readonly onSure: () => void;
  readonly onClose: () => void;
  readonly children?: ComponentChildren;
}

/** Says what an act means before it is done. */
export function ConfirmDialog({ title, what, sure, isDangerous = false, why, busy, problem, onSure, onClose, children }: ConfirmDialogProps) {
  const say = useSay();
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{what}</p>
      {children}
      {problem !== undefined && <ProblemNote problem={{ ...problem, detail: problem.errors[0]?.detail ?? problem.detail }} />}
      <div class="dialog-actions">
        <Button onPress={onClose}>{say('desk.acts.not-yet')}</Button>
        <Button kind={isDangerous ? 'danger' : 'main'} why={why} busy={busy} onPress={onSure}>
          {sure}
        </Button>
      </div>
    </Dialog>
  );
}
