import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { useSay } from '../text/text.ts';

export interface ButtonProps {
  /** `main`: the one that the screen is for. `danger`: takes something away or cannot be undone. */
  readonly kind?: 'main' | 'plain' | 'danger';
  /** Why it may not be pressed now; it stays reachable and says so. */
  readonly why?: string | undefined;
  readonly busy?: boolean | undefined;
  readonly type?: 'button' | 'submit';
  readonly onPress?: () => void;
  readonly children: ComponentChildren;
}

export function Button({ kind = 'plain', why, busy = false, type = 'button', onPress, children }: ButtonProps) {
  const say = useSay();
  const id = useId();
  const barred = why !== undefined || busy;
  const press = (event: Event): void => {
    if (barred) event.preventDefault();
    else onPress?.();
  };
  return (
    <span class="button-place">
      <button type={type} class={`button ${kind}`} aria-disabled={barred ? 'true' : undefined} aria-describedby={why === undefined ? undefined : id} onClick={press}>
        {busy ? say('desk.wait') : children}
      </button>
      {why !== undefined && (
        <span class="why" id={id}>
          {why}
        </span>
      )}
    </span>
  );
}
