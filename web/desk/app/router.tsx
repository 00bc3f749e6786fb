import type { ComponentChildren } from 'preact';
import { createStore, useStore } from '../store/store.ts';

export const BASE = '/desk';

/** Where the desk is: the path below /desk, and the query, which holds filters. */
export interface Place {
  readonly path: string;
  readonly query: URLSearchParams;
  /** Counts moves from screen to screen, so that the heading gets the focus after one, and not at the first load. */
  readonly moves: number;
}

function placeNow(moves: number): Place {
  const path = location.pathname.slice(BASE.length).replace(/\/+$/, '');
  return { path: path === '' ? '/' : path, query: new URLSearchParams(location.search), moves };
}

const place = createStore<Place>(placeNow(0));

addEventListener('popstate', () => moved());

let isRenamed = false;

function moved(): void {
  const { path, moves } = place.get();
  const next = placeNow(moves);
  place.set(next.path === path && !isRenamed ? next : { ...next, moves: moves + 1 });
  isRenamed = false;
}

/** What is open has an address of its own from now on, such as a new item that has been saved; its screen stays as it is. */
export function renamePlace(path: string): void {
  history.replaceState(null, '', BASE + path);
  isRenamed = true;
}

/** Reads the address anew: sign-in has put back the one that was wanted. */
export function startAtAddress(): void {
  place.set(placeNow(0));
}

/** Goes to another screen of the desk. */
export function goTo(path: string): void {
  history.pushState(null, '', BASE + path);
  moved();
  scrollTo(0, 0);
}

/** Changes a part of the query where one is, as filters do; undefined and empty take it away. */
export function setQuery(changes: Readonly<Record<string, string | undefined>>): void {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined || value === '') query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  history.replaceState(null, '', location.pathname + (text === '' ? '' : `?${text}`));
  moved();
}

export function usePlace(): Place {
  return useStore(place);
}

export interface LinkProps {
  /** Below /desk. */
  readonly to: string;
  readonly class?: string;
  readonly current?: boolean;
  readonly children: ComponentChildren;
}

/** A link within the desk. It is a real one: it can be opened in a new tab, and copied. */
export function Link({ to, class: look, current, children }: LinkProps) {
  const follow = (event: MouseEvent): void => {
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    goTo(to);
  };
  return (
    <a href={BASE + to} class={look} aria-current={current === true ? 'page' : undefined} onClick={follow}>
      {children}
    </a>
  );
}
