import * as z from 'zod';
import { isBeijingDate } from '../../../domain/calendar/beijing.ts';
import type { Organisation } from '../../../domain/organisations/schema.ts';
import { dutyStates } from '../../../domain/release/duty.ts';
import { canonicalJson, type Json } from '../../../domain/record/canonical.ts';
import type { ApiEvent } from './endpoint.ts';
import { faultOfIssue } from './faults.ts';
import { Problem } from './problem.ts';

const date = z.string().refine(isBeijingDate, 'bad-date');
const unitsOf = ({ units }: Organisation) => z.enum(units.map(({ id }) => id) as [string, ...string[]]);

/** `GET /duties`: states by commas, which is also how the gateway hands on a parameter that was given several times. */
export const dutyQuery = (organisation: Organisation) =>
  z.object({
    state: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.enum(dutyStates)))
      .optional(),
    department: unitsOf(organisation).optional(),
    cursor: z.string().optional(),
  });

/** `GET /ledger`: whole days in Beijing, both of them included. */
export const ledgerQuery = (organisation: Organisation) =>
  z.object({ department: unitsOf(organisation).optional(), from: date.optional(), to: date.optional(), cursor: z.string().optional() });

/** The query as the schema has it, or every fault of it at once. */
export function queryOf<Schema extends z.ZodType>(event: ApiEvent, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(event.queryStringParameters ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap(faultOfIssue).map((fault) => ({ ...fault, pointer: `/query${fault.pointer}` }));
  throw new Problem('validation', { faults });
}

export function cursorOf(place: unknown): string {
  return Buffer.from(canonicalJson(place as Json)).toString('base64url');
}

/** A cursor comes back from outside: what the schema does not know is none. */
export function cursorIn<Schema extends z.ZodType>(cursor: string | undefined, schema: Schema): z.infer<Schema> | undefined {
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
