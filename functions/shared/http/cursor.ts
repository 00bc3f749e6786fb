import * as z from 'zod';
import { canonicalJson, type Json } from '../../../domain/record/canonical.ts';
import type { Item } from '../record/table.ts';
import { Problem } from './problem.ts';

/** A part of a key as the record has them: the database would call any other our mistake. */
export const keyPart = z.string().min(1).max(300).refine((text) => text.isWellFormed());

const placeSchema = z.strictObject({ pk: keyPart, sk: keyPart, listing: keyPart, listedAt: keyPart });

/** The place in a list that the next page begins after, for the caller to hand back. */
export function cursorOf(place: Item | string): string {
  return Buffer.from(canonicalJson(place as unknown as Json)).toString('base64url');
}

/** A cursor comes back from outside: only a place in the listing that the caller may read is one. */
export function cursorIn(cursor: string | undefined, listing: string): Item | undefined {
  return placeIn(cursor, placeSchema.extend({ listing: z.literal(listing) }));
}

/** The same for any list: what its schema does not know is no place in it. */
export function placeIn<Schema extends z.ZodType>(cursor: string | undefined, schema: Schema): z.infer<Schema> | undefined {
  if (cursor === undefined) return undefined;
  const place = schema.safeParse(jsonIn(Buffer.from(cursor, 'base64url').toString('utf8')));
  if (place.success) return place.data;
  throw new Problem('validation', { faults: [{ pointer: '/query/cursor', code: 'bad-cursor' }] });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
