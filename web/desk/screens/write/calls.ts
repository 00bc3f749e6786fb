import { get, send, withQuery, type Sending } from '../../api/client.ts';
import type { Release, State } from '../../api/types.ts';

export interface Attachment {
  readonly name: string;
  readonly type: string;
  readonly size: number;
}

export interface Written {
  readonly version: number;
}

export interface Bound extends Written {
  readonly attachments: readonly Attachment[];
}

/** A small file goes by a form, a large one in parts that can be sent again (docs of the API's attachments). */
export type Announced = FormUpload | PartsUpload;

export interface FormUpload {
  readonly kind: 'form';
  readonly name: string;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface PartsUpload {
  readonly kind: 'parts';
  readonly name: string;
  readonly uploadId: string;
  readonly partSize: number;
  readonly parts: readonly { readonly number: number; readonly size: number; readonly arrived: boolean; readonly url?: string }[];
}

/** What a limit comes to from a beginning. */
export interface Deadline {
  readonly dueOn: string;
  readonly dueAt: string;
  readonly provisional: boolean;
}

export type Content = Readonly<Record<string, unknown>>;
/** What the API answers to a file: by the version that the bucket gave, or by the upload whose parts are there. */
export type Arrived = { readonly versionId: string } | { readonly uploadId: string };

const path = (id: string, ...parts: readonly string[]): string => ['/releases', id, ...parts].map((part, index) => (index === 0 ? part : encodeURIComponent(part))).join('/');

export const readRelease = (id: string, signal?: AbortSignal) => get<Release>(path(id), signal);
export const create = (content: Content, sending: Sending) => send<Written & { readonly id: string }>('POST', '/releases', content, sending);
export const save = (id: string, content: Content, sending: Sending) => send<Written>('PUT', path(id), content, sending);
export const submit = (id: string, sending: Sending) => send<{ readonly state: State }>('POST', path(id, 'submission'), {}, sending);
export const startCorrection = (id: string, reason: string, sending: Sending) => send<Written>('POST', path(id, 'corrections'), { reason }, sending);
export const copy = (id: string, sending: Sending) => send<{ readonly id: string }>('POST', path(id, 'copy'), {}, sending);

export const announceFile = (id: string, file: Attachment, sending: Sending) => send<Announced>('POST', path(id, 'attachments'), file, sending);
export const bindFile = (id: string, name: string, arrived: Arrived, sending: Sending) => send<Bound>('PUT', path(id, 'attachments', name), arrived, sending);
export const removeFile = (id: string, name: string, sending: Sending) => send<Bound>('DELETE', path(id, 'attachments', name), {}, sending);
export const addressOfFile = (id: string, name: string) => get<{ readonly url: string }>(path(id, 'attachments', name));
export const uploadProgress = (id: string, name: string, uploadId: string) => get<PartsUpload>(path(id, 'attachments', name, 'uploads', uploadId));
export const giveUpUpload = (id: string, name: string, uploadId: string, sending: Sending) => send<unknown>('DELETE', path(id, 'attachments', name, 'uploads', uploadId), {}, sending);

export const deadline = (rule: string, from: string, signal?: AbortSignal) => get<Deadline>(withQuery(`/deadlines/${encodeURIComponent(rule)}`, { from }), signal);
