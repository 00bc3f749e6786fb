import { createStore, type Store } from './store.ts';

/** A yes or no that this browser remembers. */
export function keptSwitch(name: string, otherwise: boolean): Store<boolean> {
  const kept = localStorage.getItem(name);
  const store = createStore(kept === null ? otherwise : kept === 'yes');
  store.watch((on) => localStorage.setItem(name, on ? 'yes' : 'no'));
  return store;
}
