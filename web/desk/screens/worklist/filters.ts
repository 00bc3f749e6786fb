import type { Task } from '../../api/types.ts';

/** What a list is narrowed down to; it stands in the address, so that it can be kept and sent. */
export interface Filters {
  readonly column: string;
  readonly kind: string;
  readonly urgency: string;
}

export const FILTERS = ['column', 'kind', 'urgency'] as const satisfies readonly (keyof Filters)[];

export function filtersIn(query: URLSearchParams): Filters {
  return { column: query.get('column') ?? '', kind: query.get('kind') ?? '', urgency: query.get('urgency') ?? '' };
}

export function isNarrowed(filters: Filters): boolean {
  return FILTERS.some((name) => filters[name] !== '');
}

export function narrowed(tasks: readonly Task[], filters: Filters): readonly Task[] {
  return tasks.filter((task) => FILTERS.every((name) => filters[name] === '' || filters[name] === task[name]));
}

/** The values that occur, which are all that a filter need offer. */
export function valuesOf<Name extends keyof Filters>(tasks: readonly Task[], name: Name): readonly Task[Name][] {
  return [...new Set(tasks.map((task) => task[name]))];
}
