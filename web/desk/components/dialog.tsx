import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useSay } from '../text/text.ts';

export interface DialogProps {
  readonly title: string;
  /** Left out where it cannot be put away: something has to be done first. */
  readonly onClose?: () => void;
  readonly children: ComponentChildren;
}

/** Over the page, which cannot be reached meanwhile; the focus stays in it, and goes back afterwards to where it was. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const say = useSay();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  // Before it goes off the page: afterwards the browser gives the focus back no longer.
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      if (document.activeElement === document.body) document.querySelector<HTMLElement>('main h1')?.focus();
    };
  }, []);
  const cancel = (event: Event): void => {
    event.preventDefault();
    onClose?.();
  };
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby={id} onCancel={cancel}>
      <div class="dialog-head">
        <h2 id={id}>{title}</h2>
        {onClose !== undefined && (
          <button type="button" class="button plain" onClick={onClose}>
            {say('desk.close')}
          </button>
        )}
      </div>
      {children}
    </dialog>
  );
}
