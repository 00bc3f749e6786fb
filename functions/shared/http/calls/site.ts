import * as z from 'zod';
import { organisationSchema } from '../../../../domain/organisations/schema.ts';
import { name } from './answers.ts';
import { column } from './site-answers.ts';

const { site: id, office, publishingUnit, chains, limits } = organisationSchema.shape;
const limit = limits.element.pick({ rule: true, names: true, limit: true, urgent: true, hard: true, starts: true, clause: true });

/** What `GET /site` answers: an organisation's data as far as the desk says it. */
export const site = z.object({
  site: id,
  names: name,
  office,
  publishingUnit,
  units: z.array(z.object({ id: z.string(), names: name, kind: z.string() })),
  columns: z.array(column.extend({ submitters: z.array(z.string()).meta({ description: 'The units that may submit to it' }) })),
  chains,
  kinds: z.array(z.object({ kind: z.string(), limits: z.array(limit) })),
  publishing: z.object({ ordinary: limit, urgent: limit }),
});
