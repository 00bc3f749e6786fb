import * as z from 'zod';
import { limitSchema } from '../../../../domain/deadlines/limit.ts';
import { dutyStates } from '../../../../domain/release/duty.ts';
import { acknowledgementSchema, excuseDecisionSchema, excuseSchema } from '../schemas.ts';
import { cursorQuery, day, instant, name, pageOf } from './answers.ts';
import { duty } from './duty-answers.ts';
import { reads, writes, type Calls } from './call.ts';

const department = z.string().optional();
/** A line of the ledger. */
export const ledgerEntry = z.object({
  at: instant,
  dutyId: z.string(),
  releaseId: z.string(),
  title: z.string().optional(),
  rule: z.string(),
  unit: z.string(),
  state: z.enum(dutyStates),
  dueAt: instant,
  bell: z.string().optional(),
  handedOverTo: z.string().optional(),
  acknowledgedUntil: instant.optional(),
  excuse: z.enum(['asked', 'approved', 'declined']).optional(),
  by: z.string(),
});
const states = z.string().meta({ description: `Of ${dutyStates.join(', ')}, by commas; without it the open ones` });

export const deadline = z.object({
  rule: z.string(),
  names: name,
  clause: z.string(),
  hard: z.boolean(),
  limit: limitSchema,
  from: z.string(),
  dueOn: day,
  dueAt: instant,
  provisional: z.boolean(),
  days: z.array(z.object({ date: day, counts: z.boolean(), why: z.string() })),
});
const deadlineQuery = z.object({
  from: z.string().meta({ description: 'An instant, a day, or a period such as 2025-Q3' }),
  pause: z.string().meta({ description: 'Days on which the clock stood still, FROM..TO, by commas' }).optional(),
});

/** Clocks, and what became of them. */
export const dutyCalls: Calls = {
  'GET /api/duties': reads('duties', 'List duties, the open ones soonest first', pageOf(duty), { query: cursorQuery.extend({ state: states.optional(), department }), problems: ['validation'] }),
  'POST /api/duties/{id}/acknowledge': writes('duties', 'Say that somebody is on it', [200, duty], { body: acknowledgementSchema, problems: ['wrong-state', 'stale-version'] }),
  'POST /api/duties/{id}/excuse': writes('duties', 'Say why it is late, or decide whether that excuses it', [200, duty], {
    body: z.union([excuseSchema, excuseDecisionSchema]),
    problems: ['wrong-state', 'separation-of-duties', 'stale-version'],
  }),
  'GET /api/deadlines/{rule}': reads('duties', 'When a limit is due, with every day that was looked at', deadline, { query: deadlineQuery, problems: ['validation'] }),
  'GET /api/ledger': reads('duties', 'Read what became of the units’ duties, newest first', pageOf(ledgerEntry), { query: cursorQuery.extend({ department, from: day.optional(), to: day.optional() }), problems: ['validation'] }),
};
