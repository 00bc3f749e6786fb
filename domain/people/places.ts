import type { Organisation } from '../organisations/schema.ts';
import type { Role } from './person.ts';
import { posts } from './posts.ts';

/** Where duties are seen to: the holders of these roles in this unit work off one list. */
export interface Place {
  readonly roles: readonly Role[];
  readonly unit: string;
  /** The name of their worklist: the role, or `publisher` for posts A and B, who share one. */
  readonly worklist: string;
}

/** Every place of an organisation that has duties: each review of its chains in each unit, and the posts that put online. */
export function placesOf(organisation: Organisation): readonly Place[] {
  const departments = organisation.units.filter(({ kind }) => kind === 'department').map(({ id }) => id);
  const reviews = Object.values(organisation.chains)
    .flat()
    .flatMap(({ role, where }) => (where === 'office' ? [organisation.office] : departments).map((unit) => ({ roles: [role], unit, worklist: role })));
  const distinct = new Map(reviews.map((place) => [`${place.worklist} ${place.unit}`, place]));
  return [...distinct.values(), { roles: posts, unit: organisation.publishingUnit, worklist: 'publisher' }];
}
