import { createStore, useStore } from '../store/store.ts';

const said = createStore<{ readonly text: string }>({ text: '' });

/** Tells what happened to those who do not see it. */
export function announce(text: string): void {
  said.set({ text });
}

/** The one place from which screen readers are told. */
export function LiveRegion() {
  const { text } = useStore(said);
  return (
    <div class="unseen" role="status" aria-live="polite">
      {text}
    </div>
  );
}
