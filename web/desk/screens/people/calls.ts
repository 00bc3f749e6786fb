import type * as z from 'zod';
import type { warning } from '../../../../functions/shared/http/calls/people.ts';
import { get, send, type Sending } from '../../api/client.ts';
import type { Page, RecordedEvent, Role } from '../../api/types.ts';

export type Warning = z.output<typeof warning>;

/** A role at a unit. */
export interface Place {
  readonly role: Role;
  readonly unit: string;
}

/** What an act on a person answers beside: posts or reviews that have nobody now, or will. */
export interface Consequences {
  readonly warnings: readonly Warning[];
  readonly withoutHolder?: readonly Place[];
}

const at = (id: string, rest: string): string => `/people/${encodeURIComponent(id)}${rest}`;

export interface LeaveForm {
  readonly from: string;
  readonly until: string;
  readonly cover?: string;
  readonly reason?: string;
}

export interface RolesForm {
  readonly roles: readonly Place[];
  /** Left out where it stays; null takes it away. */
  readonly email?: string | null;
}

export const recordLeave = (id: string, form: LeaveForm, sending: Sending) => send<Consequences>('POST', at(id, '/leave'), form, sending);
export const endLeave = (id: string, leave: string, sending: Sending) => send<Consequences>('DELETE', at(id, `/leave/${encodeURIComponent(leave)}`), {}, sending);
export const reassign = (id: string, to: string, sending: Sending) => send<Consequences>('POST', at(id, '/reassignment'), { to }, sending);
export const setRoles = (id: string, form: RolesForm, sending: Sending) => send<Consequences>('PUT', at(id, '/roles'), form, sending);
export const readHistory = (id: string, signal: AbortSignal) => get<Pick<Page<RecordedEvent>, 'items'>>(at(id, '/events'), signal);
