import * as z from 'zod';
import { roles } from '../../../../domain/people/person.ts';
import { instant, name } from './answers.ts';

export const column = z.object({
  id: z.string(),
  names: name,
  description: name,
  type: z.string(),
  platform: z.string().optional(),
  lead: z.string(),
  coOwners: z.array(z.string()),
  takesFrom: z.enum(['owners', 'every-department']),
  updateClass: z.string(),
  clause: z.string(),
  reading: z.string().optional(),
});

/** A column with what was put online in it last: what is online now, whenever it was corrected. */
export const columnWithNewest = column.extend({ newest: z.object({ title: z.string(), url: z.string(), publishedAt: instant }).optional() });

export const heldRole = z.object({ role: z.enum(roles), unit: z.string(), since: instant, coversFor: z.string().optional() });
