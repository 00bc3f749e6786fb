import * as z from 'zod';
import { offeredActions } from '../../../../domain/release/offers.ts';
import { states } from '../../../../domain/release/release.ts';
import { roles } from '../../../../domain/people/person.ts';
import { releaseSchema } from '../schemas.ts';
import { count, hash, instant } from './answers.ts';
import { duty } from './duty-answers.ts';

export const state = z.enum(states);

const pending = z.object({ revision: count, state, stage: z.string().optional() });

/** Where an item stands after an act. */
export const standing = z.object({ state, stage: z.string().optional(), pending: pending.optional(), version: count });

export const written = z.object({ version: count, revision: count, contentHash: hash });

export const created = written.extend({ id: z.string(), state });

export const revised = created.extend({ stage: z.string().optional(), pending: pending.optional(), suggestion: count.optional() });

export const attachment = z.object({ name: z.string(), type: z.string(), size: count, hash });

const approval = z.object({
  stage: z.string(),
  revision: count,
  by: z.string(),
  at: instant,
  contentHash: hash,
  checks: z.record(z.string(), z.boolean()).optional(),
  confidentiality: z.object({ result: z.enum(['disclose', 'withhold', 'partial']), ground: z.string().optional() }).optional(),
  proofread: z.boolean().optional(),
  remarks: z.string().optional(),
  confirms: hash.optional(),
  coversFor: z.string().optional(),
});

/** One station of an item's way through its reviews. */
const station = z.object({
  stage: z.string(),
  names: z.object({ zh: z.string(), en: z.string() }),
  role: z.enum(roles),
  unit: z.string(),
  needs: z.array(z.enum(['checks', 'confidentiality', 'proofread'])),
  clause: z.string(),
  standing: z.enum(['done', 'now', 'ahead']),
  approval: approval.optional(),
});

/** One act: that the caller may do it now, or why not. */
const offer = z.discriminatedUnion('allowed', [
  z.object({ allowed: z.literal(true) }),
  z.object({ allowed: z.literal(false), problem: z.object({ type: z.string(), title: z.string(), detail: z.string(), errors: z.array(z.object({ pointer: z.string(), code: z.string(), detail: z.string() })).optional(), facts: z.record(z.string(), z.union([z.string(), z.number()])).optional() }) }),
]);

/** What lists show of an item. */
export const card = z.object({
  id: z.string(),
  site: z.string(),
  department: z.string(),
  column: z.string(),
  kind: z.string(),
  title: z.string(),
  urgency: z.enum(['ordinary', 'urgent']),
  state,
  stage: z.string().optional(),
  pending: pending.optional(),
  version: count,
  revision: count,
  url: z.string().optional(),
  createdAt: instant,
  publishedAt: instant.optional(),
  scheduledFor: instant.optional(),
  submittedBy: z.string().optional(),
  dutyId: z.string().optional(),
  dueAt: instant.optional(),
  holder: z.string().meta({ description: 'The role whose duty runs: post B’s after a hand-over' }).optional(),
});

export const release = releaseSchema.extend({
  id: z.string(),
  site: z.string(),
  department: z.string(),
  attachments: z.array(attachment).optional(),
  state,
  stage: z.string().optional(),
  pending: pending.optional(),
  version: count,
  revision: count,
  revisions: z.array(z.object({ revision: count, contentHash: hash, by: z.string(), at: instant, submittedAt: instant.optional() })),
  contentHash: hash,
  approvals: z.array(approval),
  duties: z.array(duty),
  url: z.string().optional(),
  indexNumber: z.string().optional(),
  publishedAt: instant.optional(),
  scheduledFor: instant.optional(),
  failure: z.string().optional(),
  held: z.object({ since: instant }).optional().meta({ description: 'Publishing is paused at the site; the item goes online by itself once it is resumed.' }),
  withdrawal: z.object({ reason: z.string(), by: z.string(), at: instant, takenDownAt: instant.optional() }).optional(),
  suggestion: z.object({ id: count, stage: z.string(), by: z.string(), at: instant, from: hash, to: hash, remarks: z.string().optional() }).optional(),
  corrections: z.array(z.object({ revision: count, reason: z.string(), by: z.string(), at: instant })).optional(),
  correcting: z.object({ reason: z.string(), by: z.string(), revision: count }).optional(),
  findings: z.array(z.object({})),
  stations: z.array(station).meta({ description: 'The reviews that the item passes, in order' }),
  actions: z.record(z.enum(offeredActions), offer).meta({ description: 'What the caller may do to it now, and of the rest why not' }),
});

export const task = z.object({
  releaseId: z.string(),
  stage: z.string(),
  title: z.string(),
  department: z.string(),
  column: z.string(),
  kind: z.string(),
  urgency: z.enum(['ordinary', 'urgent']),
  holder: z.string().optional(),
  dutyId: z.string().optional(),
  dueAt: instant.optional(),
  correction: z.literal(true).meta({ description: 'What waits is a correction of what is online' }).optional(),
});

export const difference = z.object({
  from: count,
  to: z.union([count, z.literal('suggestion')]),
  fields: z.array(z.object({ name: z.string(), from: z.unknown(), to: z.unknown() })),
  body: z.array(z.object({ op: z.enum(['same', 'added', 'removed']), text: z.string() })),
  coarse: z.boolean().meta({ description: 'Whether the bodies were too large to be compared word by word throughout' }),
});
