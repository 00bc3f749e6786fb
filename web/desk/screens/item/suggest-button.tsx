import type { ComponentType } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { useSay } from '../../text/text.ts';
import { offerOf } from './offers.ts';
import type { SuggestDialogProps, Typed } from './suggest-dialog.tsx';
import type { ItemActing } from './use-item-act.ts';

export interface SuggestButtonProps {
  readonly acting: ItemActing;
  readonly stage: string;
  /** The content that was shown. */
  readonly seen: string;
  readonly why: string | undefined;
}

/** Proposes a small fix. What was typed stays when the dialog is put away; the editor is loaded when it is wanted. */
export function SuggestButton({ acting, stage, seen, why }: SuggestButtonProps) {
  const say = useSay();
  const { release } = acting;
  const [typed, setTyped] = useState<Typed | undefined>(undefined);
  const [Shown, setShown] = useState<ComponentType<SuggestDialogProps> | undefined>(undefined);
  const [isOpen, setOpen] = useState(false);
  const [isFailed, setFailed] = useState(false);
  if (offerOf(release, 'suggest') === undefined) return null;
  const open = (): void => {
    setOpen(true);
    import('./suggest-dialog.tsx').then(({ SuggestDialog }) => setShown(() => SuggestDialog), () => setFailed(true));
  };
  return (
    <div class="acts-aside">
      <p class="quiet">{isFailed ? say('desk.problem.unreachable.detail') : say('desk.suggest.what')}</p>
      <Button why={why} onPress={open}>
        {say('desk.suggest.open')}
      </Button>
      {isOpen && Shown !== undefined && <Shown acting={acting} stage={stage} seen={seen} typed={typed} onType={setTyped} onClose={() => setOpen(false)} onSent={() => setTyped(undefined)} />}
    </div>
  );
}
