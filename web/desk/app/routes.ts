import type { ComponentType } from 'preact';
import type { Role } from '../api/types.ts';
import type { TextKey } from '../text/text.ts';
import type { Surroundings } from './surroundings.tsx';

/** What a screen is given: the parts of its address that the pattern names. */
export interface ScreenProps {
  readonly params: Readonly<Record<string, string>>;
}

export interface Route {
  /** Below /desk: `/items/:id`. The first that fits is taken. */
  readonly path: string;
  readonly title: TextKey;
  /** The screen's own chunk. */
  readonly load: () => Promise<{ readonly default: ComponentType<ScreenProps> }>;
  /** Where it stands in the rail; screens without are reached from others. */
  readonly rail?: { readonly label: TextKey; readonly key: string };
  /** Who has this screen; everybody where it is left out. The API decides what may be done. */
  readonly roles?: readonly (Role | 'head-of-publishing')[];
}

/** Every screen of the desk. To add one, see README.md beside this folder. */
export const routes: readonly Route[] = [
  { path: '/', title: 'desk.worklist.title', rail: { label: 'desk.rail.worklist', key: 't' }, load: () => import('../screens/worklist/worklist.tsx') },
  { path: '/sent', title: 'desk.sent.title', rail: { label: 'desk.rail.sent', key: 's' }, roles: ['submitter', 'liaison', 'head'], load: () => import('../screens/sent/sent.tsx') },
  { path: '/new', title: 'desk.write.new', rail: { label: 'desk.rail.new', key: 'n' }, roles: ['submitter'], load: () => import('../screens/write/new.tsx') },
  { path: '/publish', title: 'desk.queue.title', rail: { label: 'desk.queue.title', key: 'p' }, roles: ['publisher-a', 'publisher-b', 'head-of-publishing', 'leader'], load: () => import('../screens/publish/publish.tsx') },
  { path: '/columns', title: 'desk.columns.title', rail: { label: 'desk.columns.title', key: 'c' }, load: () => import('../screens/columns/columns.tsx') },
  { path: '/duties', title: 'desk.duties.title', rail: { label: 'desk.duties.title', key: 'd' }, load: () => import('../screens/duties/duties.tsx') },
  { path: '/ledger', title: 'desk.ledger.title', rail: { label: 'desk.ledger.title', key: 'l' }, load: () => import('../screens/ledger/ledger.tsx') },
  { path: '/people', title: 'desk.people.title', rail: { label: 'desk.people.title', key: 'r' }, load: () => import('../screens/people/people.tsx') },
  { path: '/people/:id', title: 'desk.people.person', load: () => import('../screens/people/person.tsx') },
  { path: '/search', title: 'desk.search.title', rail: { label: 'desk.search.title', key: 'f' }, load: () => import('../screens/search/search.tsx') },
  { path: '/items/:id/edit', title: 'desk.write.edit', load: () => import('../screens/write/edit.tsx') },
  { path: '/items/:id/correct', title: 'desk.write.correct', load: () => import('../screens/write/correct.tsx') },
  { path: '/items/:id', title: 'desk.item.title', load: () => import('../screens/item/item.tsx') },
];

export function isFor({ roles }: Route, { me, site }: Surroundings): boolean {
  if (roles === undefined) return true;
  return me.roles.some(({ role, unit }) => roles.includes(role) || (role === 'head' && unit === site.publishingUnit && roles.includes('head-of-publishing')));
}

/** The route of an address below /desk with its parameters. */
export function routeOf(path: string): { readonly route: Route; readonly params: Readonly<Record<string, string>> } | undefined {
  for (const route of routes) {
    const params = paramsOf(route.path, path);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

function paramsOf(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of wanted.entries()) {
    const actual = decodeURIComponent(given[index] ?? '');
    if (part.startsWith(':') && actual !== '') params[part.slice(1)] = actual;
    else if (part !== actual) return undefined;
  }
  return params;
}
