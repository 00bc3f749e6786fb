import type * as z from 'zod';
import type { deadline } from '../../../../functions/shared/http/calls/duties.ts';
import { get, withQuery } from '../../api/client.ts';
import type { Difference, RecordedEvent, Release } from '../../api/types.ts';

export type Deadline = z.output<typeof deadline>;

const at = (id: string, rest = ''): string => `/releases/${encodeURIComponent(id)}${rest}`;

export const readRelease = (id: string, signal?: AbortSignal) => get<Release>(at(id), signal);
export const readEvents = (id: string, signal?: AbortSignal) => get<{ readonly items: readonly RecordedEvent[] }>(at(id, '/events'), signal);
export const readDifference = (id: string, query: { readonly from?: string; readonly to?: string }, signal?: AbortSignal) => get<Difference>(withQuery(at(id, '/diff'), query), signal);
export const readDeadline = (rule: string, from: string, signal?: AbortSignal) => get<Deadline>(withQuery(`/deadlines/${encodeURIComponent(rule)}`, { from }), signal);

/** The address of something about an item, below /api. */
export const about = at;
