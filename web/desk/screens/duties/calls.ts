import { get, withQuery } from '../../api/client.ts';
import type { Duty, Page } from '../../api/types.ts';

export interface DutyQuery {
  readonly state?: string | undefined;
  readonly department?: string | undefined;
  readonly cursor?: string | undefined;
}

export const readDuties = (query: DutyQuery, signal?: AbortSignal) => get<Page<Duty>>(withQuery('/duties', { ...query }), signal);
