import { columnOf, organisationOf, unitsThatMaySubmit } from '../organisations/organisation.ts';
import type { Release } from './release.ts';

/**
 * The units that may correct an item: the one that brought it in, and, once its column has passed to others, the column's
 * present owners as well, since duty follows function.
 */
export function unitsThatMayCorrect({ site, column, department }: Pick<Release, 'site' | 'column' | 'department'>): readonly string[] {
  const organisation = organisationOf(site);
  const known = columnOf(organisation, column);
  if (known === undefined || unitsThatMaySubmit(organisation, known).includes(department)) return [department];
  return [department, known.lead, ...known.coOwners];
}
