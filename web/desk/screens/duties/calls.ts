import { get, send, withQuery, type Sending } from '../../api/client.ts';
import type { Duty, Page } from '../../api/types.ts';

export interface DutyQuery {
  readonly state?: string | undefined;
  readonly department?: string | undefined;
  readonly cursor?: string | undefined;
}

const at = (id: string, rest: string): string => `/duties/${encodeURIComponent(id)}${rest}`;

export const readDuties = (query: DutyQuery, signal?: AbortSignal) => get<Page<Duty>>(withQuery('/duties', { ...query }), signal);
export const acknowledge = (id: string, sending: Sending) => send('POST', at(id, '/acknowledge'), {}, sending);
export const askExcuse = (id: string, reason: string, sending: Sending) => send('POST', at(id, '/excuse'), { reason }, sending);
export const decideExcuse = (id: string, approve: boolean, sending: Sending) => send('POST', at(id, '/excuse'), { approve }, sending);
