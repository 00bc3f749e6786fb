import * as z from 'zod';
import { isBeijingDate } from '../../../domain/calendar/beijing.ts';
import { kinds, triggerEvents } from '../../../domain/release/content.ts';

/** Longest title in characters, longest body in bytes (UTF-8). */
const LONGEST_TITLE = 200;
const LARGEST_BODY_BYTES = 1024 * 1024;
export const LONGEST_LINE = 500;

/** `meta` says for the description of the API what a refinement asks for: what JSON Schema has no words for is left out. */
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

export const filled = (max: number) => z.string().trim().min(1).max(max).meta({ pattern: '\\S' });
const date = z.string().refine(isBeijingDate, 'bad-date').meta({ format: 'date' });
const instant = z.string().refine(isInstant, 'bad-instant').meta({ pattern: INSTANT.source, description: 'ISO 8601 with offset' });
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'bad-hash');

const body = z
  .string()
  .min(1)
  .superRefine((text, context) => {
    if (isTooLarge(text)) context.addIssue({ code: 'custom', message: 'body-too-large', params: { limit: '1 MB' } });
  })
  .meta({ maxLength: LARGEST_BODY_BYTES, contentMediaType: 'text/html', description: 'HTML; at most 1 MB as UTF-8' });

/** `POST /releases` and `PUT /releases/{id}`: what a submitter enters. */
export const releaseSchema = z.strictObject({
  column: filled(LONGEST_LINE),
  kind: z.enum(kinds),
  title: filled(LONGEST_TITLE),
  body,
  urgency: z.enum(['ordinary', 'urgent']),
  urgencyReason: z.string().max(LONGEST_LINE).optional(),
  disclosure: z.strictObject({
    attribute: z.enum(['proactive', 'on-application', 'withheld']),
    ground: z.string().max(LONGEST_LINE).optional(),
  }),
  source: z.enum(['submission', 'docflow']),
  signature: z.strictObject({ by: filled(LONGEST_LINE), at: instant, reference: filled(LONGEST_LINE) }).optional(),
  trigger: z.strictObject({ event: z.enum(triggerEvents), at: instant }).optional(),
  documentNumber: z.string().max(LONGEST_LINE).optional(),
  issuer: z.string().max(LONGEST_LINE).optional(),
  signedOn: date.optional(),
  issuedOn: date.optional(),
  subject: z.string().max(LONGEST_LINE).optional(),
  summary: z.string().max(LONGEST_LINE).optional(),
  interprets: z.string().max(LONGEST_LINE).optional(),
  carrier: z.string().max(LONGEST_LINE).optional(),
});

const checks = z.strictObject({
  legal: z.boolean().optional(),
  accurate: z.boolean().optional(),
  timely: z.boolean().optional(),
  complete: z.boolean().optional(),
  effective: z.boolean().optional(),
  unclassified: z.boolean().optional(),
});

/** `POST /releases/{id}/decisions`. What an outcome needs beyond its shape is the domain's to say. */
export const decisionSchema = z.strictObject({
  stage: filled(LONGEST_LINE),
  outcome: z.enum(['approve', 'return', 'reject']),
  contentHash: hash,
  remarks: z.string().max(2000).optional(),
  checks: checks.optional(),
  confidentiality: z.strictObject({ result: z.enum(['disclose', 'withhold', 'partial']), ground: z.string().max(LONGEST_LINE).optional() }).optional(),
  proofread: z.boolean().optional(),
  overrides: z.array(z.strictObject({ finding: filled(LONGEST_LINE), reason: filled(LONGEST_LINE) })).max(50).optional(),
});

/** `POST /releases/{id}/corrections`: why, and the fields that change; the others stay as they are online. */
export const correctionSchema = releaseSchema.partial().extend({ reason: filled(2000) });

/** `POST /releases/{id}/suggestions`: the fields that a reviewer would have otherwise. */
export const suggestionSchema = releaseSchema.partial().extend({
  stage: filled(LONGEST_LINE),
  contentHash: hash,
  remarks: z.string().max(2000).optional(),
});

/** `PUT /releases/{id}/suggestions/{suggestion}`: the department takes a suggestion or leaves it. */
export const settlementSchema = z.strictObject({ outcome: z.enum(['accept', 'decline']) });

/** `POST /releases/{id}/publication`: now, or at an instant; the format checklist of A-22 is confirmed by the act. */
export const publicationSchema = z.strictObject({ at: instant.optional(), format: z.literal(true).optional() });

export const withdrawalSchema = z.strictObject({ reason: z.string().max(2000) });

/** `POST /duties/{id}/acknowledge`. */
export const acknowledgementSchema = z.strictObject({ remarks: z.string().max(2000).optional() });

/** `POST /duties/{id}/excuse`: by the holder, and by the head of the unit. */
export const excuseSchema = z.strictObject({ reason: z.string().max(2000) });
export const excuseDecisionSchema = z.strictObject({ approve: z.boolean(), remarks: z.string().max(2000).optional() });

export const emptySchema = z.strictObject({});

/** Whether a text is an ISO 8601 instant with its offset, of a year that has four digits in UTC too: instants are compared as texts. */
export function isInstant(text: string): boolean {
  if (!INSTANT.test(text) || Number.isNaN(Date.parse(text))) return false;
  const year = new Date(text).getUTCFullYear();
  return year >= 0 && year <= 9999;
}

/** Whether a body (HTML) is beyond the limit. */
export function isTooLarge(body: string): boolean {
  return Buffer.byteLength(body) > LARGEST_BODY_BYTES;
}
