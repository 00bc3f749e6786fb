import { get, send, type Sending } from '../../api/client.ts';
import type { Release } from '../../api/types.ts';

const at = (id: string, rest = ''): string => `/releases/${encodeURIComponent(id)}${rest}`;

export const readRelease = (id: string, signal?: AbortSignal) => get<Release>(at(id), signal);
/** Now; the format checklist of A-22 was gone through. */
export const putOnline = (id: string, sending: Sending) => send('POST', at(id, '/publication'), { format: true }, sending);
