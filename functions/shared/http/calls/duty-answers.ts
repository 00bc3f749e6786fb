import * as z from 'zod';
import { dutyStates } from '../../../../domain/release/duty.ts';
import { roles } from '../../../../domain/people/person.ts';
import { day, instant } from './answers.ts';

const bell = z.object({
  kind: z.string(),
  at: instant,
  heldFrom: instant.optional(),
  rungAt: instant.optional(),
  to: z.array(z.object({ role: z.enum(roles), unit: z.string() })).optional(),
  channel: z.enum(['at-once', 'digest']).optional(),
});

const excuse = z.object({
  reason: z.string(),
  by: z.string(),
  at: instant,
  decision: z.object({ approved: z.boolean(), by: z.string(), at: instant, remarks: z.string().optional() }).optional(),
});

export const duty = z.object({
  id: z.string(),
  rule: z.string(),
  subject: z.string(),
  title: z.string(),
  site: z.string(),
  unit: z.string(),
  holder: z.enum(roles),
  from: instant,
  dueOn: day,
  dueAt: instant,
  provisional: z.boolean(),
  hard: z.boolean(),
  state: z.enum(dutyStates),
  bells: z.array(bell),
  handedOver: z.object({ at: instant, from: z.enum(roles), to: z.enum(roles) }).optional(),
  acknowledged: z.object({ by: z.string(), at: instant, until: instant, remarks: z.string().optional() }).optional(),
  excuse: excuse.optional(),
});
