import * as z from 'zod';
import { isBeijingDate } from '../../../domain/calendar/beijing.ts';
import type { Organisation } from '../../../domain/organisations/schema.ts';
import { dutyStates } from '../../../domain/release/duty.ts';
import type { ApiEvent } from './endpoint.ts';
import { faultOfIssue } from './faults.ts';
import { Problem } from './problem.ts';

const date = z.string().refine(isBeijingDate, 'bad-date');
const unitsOf = ({ units }: Organisation) => z.enum(units.map(({ id }) => id) as [string, ...string[]]);

/** Longest text that is looked for in titles, in characters. */
const LONGEST_WORDS = 200;

/** `GET /releases`: all of it narrows the list down. */
export const listQuery = z.object({
  q: z.string().max(LONGEST_WORDS).optional(),
  state: z.string().optional(),
  column: z.string().optional(),
  department: z.string().optional(),
  mine: z.string().optional(),
  cursor: z.string().optional(),
});
export type ListQuery = z.infer<typeof listQuery>;

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

/** `GET /deadlines/{rule}`: what a limit runs from, and the days on which it stood still, `FROM..TO` by commas. */
export const deadlineQuery = z.object({
  from: z.string(),
  pause: z
    .string()
    .transform((text) => text.split(','))
    .optional(),
});

/** The query as the schema has it, or every fault of it at once. */
export function queryOf<Schema extends z.ZodType>(event: ApiEvent, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(event.queryStringParameters ?? {}, { reportInput: true });
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap(faultOfIssue).map((fault) => ({ ...fault, pointer: `/query${fault.pointer}` }));
  throw new Problem('validation', { faults });
}
