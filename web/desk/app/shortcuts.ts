import { useEffect } from 'preact/hooks';
import { keptSwitch } from '../store/kept-switch.ts';
import { createStore } from '../store/store.ts';

export interface Shortcut {
  /** One key, or two after one another: `?`, `g t`. */
  readonly keys: string;
  /** What it does, for the help sheet. */
  readonly does: string;
  readonly run: () => void;
}

/** Single keys can be switched off (WCAG 2.1.4): who dictates would set them off by speaking. */
export const shortcutsOn = keptSwitch('fabu-desk-shortcuts', true);

/** Those of the screen that is open, and of the shell. */
export const shortcuts = createStore<readonly Shortcut[]>([]);

const SECOND_KEY_WITHIN_MS = 1500;
let first: { readonly key: string; readonly at: number } | undefined;

addEventListener('keydown', (event) => {
  if (!shortcutsOn.get() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || isTyping(event.target)) return;
  const before = first !== undefined && event.timeStamp - first.at < SECOND_KEY_WITHIN_MS ? `${first.key} ` : '';
  const found = shortcuts.get().find(({ keys }) => keys === before + event.key) ?? shortcuts.get().find(({ keys }) => keys === event.key);
  first = { key: event.key, at: event.timeStamp };
  if (found === undefined) return;
  first = undefined;
  event.preventDefault();
  found.run();
});

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input:not([type=checkbox], [type=radio], [type=button]), textarea, select') || target.closest('dialog[open]') !== null);
}

/** Has shortcuts work, and stand in the help sheet, while the component is there. */
export function useShortcuts(own: readonly Shortcut[]): void {
  const names = own.map(({ keys, does }) => `${keys} ${does}`).join();
  useEffect(() => {
    shortcuts.set([...shortcuts.get(), ...own]);
    return () => shortcuts.set(shortcuts.get().filter((one) => !own.includes(one)));
    // The names say whether they are others than before.
  }, [names]);
}
