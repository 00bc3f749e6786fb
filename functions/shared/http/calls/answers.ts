import * as z from 'zod';

/** What answers consist of. These describe and do not validate: a test holds the answers of a whole line to them. */

export const instant = z.iso.datetime({ offset: true });
export const day = z.iso.date();
export const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const count = z.int().min(0);

/** A page of a list; `cursor` leads to the next, if there is one. */
export const pageOf = (item: z.ZodType) => z.object({ items: z.array(item), cursor: z.string().optional() });

export const cursorQuery = z.object({ cursor: z.string().meta({ description: 'Where the last page ended, as it was answered' }).optional() });

export const name = z.object({ zh: z.string(), en: z.string() });

/** One link of a chain: `hash` is of the one before it and of this event's canonical text. */
export const event = z.object({
  seq: z.int().min(1),
  type: z.string(),
  at: instant,
  by: z.string(),
  data: z.record(z.string(), z.unknown()).meta({ description: 'What the act said; of a review that passed, all that was signed with it' }),
  previousHash: z.union([hash, z.literal('')]),
  hash,
});
