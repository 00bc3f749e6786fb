import * as z from 'zod';
import { findOrganisation, organisations } from '../../domain/organisations/organisation.ts';

/** What every operation that goes through a site is told: when, and which one; all of them where none is named. */
export const siteOrder = z.strictObject({
  at: z.iso.datetime({ offset: true }),
  site: z.string().refine((site) => findOrganisation(site) !== undefined, 'is no site').optional(),
});

export function sitesOf({ site }: z.infer<typeof siteOrder>): readonly string[] {
  return site === undefined ? organisations.map((organisation) => organisation.site) : [site];
}
