import type * as z from 'zod';
import type { Fault } from '../../../domain/refusal.ts';
import type { Content } from '../../../domain/release/content.ts';
import { sanitise } from '../../../web/portal/sanitise.ts';
import type { ApiEvent } from './endpoint.ts';
import { parsedBody } from './request.ts';
import { faultOfIssue } from './faults.ts';
import { isTooLarge, releaseSchema } from './schemas.ts';

/** A content as it was sent: whole or not, with what is wrong with its form. The domain adds what is wrong with its sense. */
export interface ContentForm {
  readonly content: Content | undefined;
  /** The fields that are whole, each by itself. */
  readonly whole: Partial<Content>;
  readonly formFaults: readonly Fault[];
}

/**
 * The content as it will be shown: the body is sanitised before anybody reviews it, and again when it is rendered. Fields
 * that are left out come from `base`, where something that exists is changed; attachments are bound by their own calls.
 */
export function contentFormOf(event: ApiEvent, schema: z.ZodType, base: Partial<Content> = {}): ContentForm {
  const sent = parsedBody(event);
  const shape = schema.safeParse(sent, { reportInput: true });
  const shapeFaults = shape.success ? [] : shape.error.issues.flatMap(faultOfIssue);
  const { attachments, ...fields } = base;
  const merged: Record<string, unknown> = { ...fields, ...(isObject(sent) ? sent : {}) };
  const whole = { ...wholeFields(merged), ...(attachments === undefined ? {} : { attachments }) };
  const formFaults = [...shapeFaults, ...bodyFaults(whole)];
  return { content: formFaults.length === 0 ? (whole as Content) : undefined, whole, formFaults };
}

/** What sanitising leaves may be nothing, and it may be more than was sent: each bare & becomes five characters. */
function bodyFaults({ body }: Partial<Content>): Fault[] {
  if (body === '') return [{ pointer: '/body', code: 'nothing-left' }];
  return body !== undefined && isTooLarge(body) ? [{ pointer: '/body', code: 'body-too-large', values: { limit: '1 MB' } }] : [];
}

function wholeFields(sent: Readonly<Record<string, unknown>>): Partial<Content> {
  const fields = Object.entries(releaseSchema.shape).flatMap(([name, field]) => {
    const parsed = field.safeParse(sent[name]);
    return parsed.success && parsed.data !== undefined ? [[name, parsed.data] as const] : [];
  });
  const whole = Object.fromEntries(fields) as Partial<Content>;
  return whole.body === undefined ? whole : { ...whole, body: sanitise(whole.body) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
