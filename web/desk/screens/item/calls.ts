import type * as z from 'zod';
import type { deadline } from '../../../../functions/shared/http/calls/duties.ts';
import type { Confidentiality } from './decision.ts';
import { get, send, withQuery, type Sending } from '../../api/client.ts';
import type { Difference, Page, RecordedEvent, Release } from '../../api/types.ts';

export type Deadline = z.output<typeof deadline>;

export interface DecisionForm {
  readonly stage: string;
  readonly outcome: 'approve' | 'return' | 'reject';
  /** Of the content that was shown. */
  readonly contentHash: string;
  readonly remarks?: string;
  readonly checks?: Readonly<Record<string, boolean>>;
  readonly confidentiality?: Confidentiality;
  readonly proofread?: boolean;
}

export interface SuggestionForm {
  readonly stage: string;
  readonly contentHash: string;
  readonly title?: string;
  readonly body?: string;
  readonly remarks?: string;
}

const at = (id: string, rest = ''): string => `/releases/${encodeURIComponent(id)}${rest}`;

export const readRelease = (id: string, signal?: AbortSignal) => get<Release>(at(id), signal);
export const readEvents = (id: string, signal?: AbortSignal) => get<Pick<Page<RecordedEvent>, 'items'>>(at(id, '/events'), signal);
export const readDifference = (id: string, query: { readonly from?: string; readonly to?: string }, signal?: AbortSignal) => get<Difference>(withQuery(at(id, '/diff'), query), signal);
export const readDeadline = (rule: string, from: string, signal?: AbortSignal) => get<Deadline>(withQuery(`/deadlines/${encodeURIComponent(rule)}`, { from }), signal);
export const addressOfFile = (id: string, name: string) => get<{ readonly url: string }>(at(id, `/attachments/${encodeURIComponent(name)}`));

export const decide = (id: string, form: DecisionForm, sending: Sending) => send('POST', at(id, '/decisions'), form, sending);
export const suggest = (id: string, form: SuggestionForm, sending: Sending) => send('POST', at(id, '/suggestions'), form, sending);
export const settle = (id: string, suggestion: number, outcome: 'accept' | 'decline', sending: Sending) => send('PUT', at(id, `/suggestions/${suggestion}`), { outcome }, sending);
export const submit = (id: string, sending: Sending) => send('POST', at(id, '/submission'), {}, sending);
export const recall = (id: string, sending: Sending) => send('POST', at(id, '/recall'), {}, sending);
export const copy = (id: string, sending: Sending) => send<{ readonly id: string }>('POST', at(id, '/copy'), {}, sending);
export const abandonCorrection = (id: string, sending: Sending) => send('DELETE', at(id, '/corrections'), {}, sending);
/** Now, or at an instant; the format checklist of A-22 was gone through. */
export const publish = (id: string, when: string | undefined, sending: Sending) => send('POST', at(id, '/publication'), { format: true, ...(when === undefined ? {} : { at: when }) }, sending);
export const cancelSchedule = (id: string, sending: Sending) => send('DELETE', at(id, '/publication'), {}, sending);
export const withdraw = (id: string, reason: string, sending: Sending) => send('POST', at(id, '/withdrawal'), { reason }, sending);

/** The address of something about an item, below /api. */
export const about = at;
