import * as z from 'zod';
import { findOrganisation, organisations } from '../../domain/organisations/organisation.ts';

const sites = organisations.map((organisation) => organisation.site);

/** The site that an operator names. */
export const orderedSite = z.string().refine((site) => findOrganisation(site) !== undefined, {
  error: ({ input }) => `There is no site ${String(input)}; there are ${sites.join(', ')}.`,
});

/** What every operation that goes through a site is told: when, and which one; all of them where none is named. */
export const siteOrder = z.strictObject({
  at: z.iso.datetime({ offset: true }),
  site: orderedSite.optional(),
});

export function sitesOf({ site }: z.infer<typeof siteOrder>): readonly string[] {
  return site === undefined ? sites : [site];
}

/** What an operation is told, for people: throws Error with a line for each fault. */
export function readOrder<Order>(schema: z.ZodType<Order>, event: unknown): Order {
  const read = schema.safeParse(event);
  if (read.success) return read.data;
  throw new Error(read.error.issues.map(({ path, message, code }) => (code === 'custom' ? message : `/${path.join('/')}: ${message}`)).join('\n'));
}
