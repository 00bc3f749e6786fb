import { toBeijingIso } from '../../../../domain/calendar/beijing.ts';
import type { Release } from '../../api/types.ts';
import { parseHtml } from '../../editor/parse-html.ts';

/** What is on the form, every field as text; empty means left out. Instants are as the record has them. */
export interface Draft {
  readonly column: string;
  readonly kind: string;
  readonly title: string;
  readonly body: string;
  readonly urgency: string;
  readonly urgencyReason: string;
  readonly attribute: string;
  readonly ground: string;
  readonly source: string;
  readonly signedBy: string;
  readonly signedAt: string;
  readonly signatureReference: string;
  readonly triggerEvent: string;
  readonly triggerAt: string;
  readonly documentNumber: string;
  readonly issuer: string;
  readonly signedOn: string;
  readonly issuedOn: string;
  readonly subject: string;
  readonly summary: string;
  readonly interprets: string;
  readonly carrier: string;
}

const NOTHING = { column: '', kind: '', title: '', body: '', urgencyReason: '', ground: '', signedBy: '', signedAt: '', signatureReference: '', triggerEvent: '', triggerAt: '' };
const PAPERS = ['documentNumber', 'issuer', 'signedOn', 'issuedOn', 'subject', 'summary', 'interprets', 'carrier'] as const;
const NO_PAPERS = { documentNumber: '', issuer: '', signedOn: '', issuedOn: '', subject: '', summary: '', interprets: '', carrier: '' };

export const emptyDraft: Draft = { ...NOTHING, ...NO_PAPERS, urgency: 'ordinary', attribute: 'proactive', source: 'submission' };

export function draftOf(release: Release): Draft {
  const { column, kind, title, body, urgency, disclosure, source, signature, trigger } = release;
  const papers = Object.fromEntries(PAPERS.map((name) => [name, given(release[name])])) as typeof NO_PAPERS;
  return {
    ...{ column, kind, title, body, urgency, urgencyReason: given(release.urgencyReason), source, ...papers },
    ...{ attribute: disclosure.attribute, ground: given(disclosure.ground) },
    ...{ signedBy: given(signature?.by), signedAt: given(signature?.at), signatureReference: given(signature?.reference) },
    ...{ triggerEvent: given(trigger?.event), triggerAt: given(trigger?.at) },
  };
}

const given = (text: string | undefined): string => text ?? '';

/** As it is sent. A trigger goes along once its time is there: until then it is half a thought. */
export function contentOf(draft: Draft): Readonly<Record<string, unknown>> {
  const { column, kind, title, body, urgency, urgencyReason, attribute, ground, source, triggerEvent, triggerAt } = draft;
  return {
    ...{ column, kind, title, body, urgency, source },
    ...(urgency === 'urgent' && urgencyReason !== '' ? { urgencyReason } : {}),
    disclosure: { attribute, ...(attribute !== 'proactive' && ground !== '' ? { ground } : {}) },
    ...(source === 'docflow' ? signatureOf(draft) : {}),
    ...(triggerEvent === '' || triggerAt === '' ? {} : { trigger: { event: triggerEvent, at: triggerAt } }),
    ...Object.fromEntries(PAPERS.map((name) => [name, draft[name]] as const).filter(([, value]) => value !== '')),
  };
}

function signatureOf({ signedBy: by, signedAt: at, signatureReference: reference }: Draft): Readonly<Record<string, unknown>> {
  return [by, at, reference].every((part) => part === '') ? {} : { signature: { by, at, reference } };
}

/** Two drafts with the same text are the same to the record: saving the one over the other would change nothing. */
export function textOf(draft: Draft): string {
  return JSON.stringify(contentOf(draft));
}

/** Whether two drafts differ in nothing that anybody could see: the record has a body in its own spelling, also one with no words yet. */
export function saysTheSame(one: Draft, other: Draft): boolean {
  return textOf({ ...one, body: spelt(one.body) }) === textOf({ ...other, body: spelt(other.body) });
}

function spelt(body: string): string {
  const html = parseHtml(body).body.innerHTML.replaceAll(' preload="none"', '');
  return html === '<p></p>' ? '' : html;
}

/** Whether there is enough of it for the server to take it as a draft. */
export function isEnough(draft: Draft): boolean {
  return isBegun(draft) && hasWords(draft.body);
}

/** Enough for a draft that a file can belong to: its text may follow. */
export function isBegun({ column, kind, title }: Draft): boolean {
  return column !== '' && kind !== '' && title.trim() !== '';
}

export function hasWords(body: string): boolean {
  return /<(img|video|table)\b/.test(body) || body.replaceAll(/<[^>]*>|&nbsp;|\s/g, '') !== '';
}

/** An instant as the browser's own field has it, in Beijing: `2025-10-09T17:30`. */
export function fieldOfInstant(instant: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? '' : toBeijingIso(at).slice(0, 16);
}

export function instantOfField(local: string): string {
  return local === '' ? '' : `${local.slice(0, 16)}:00+08:00`;
}
