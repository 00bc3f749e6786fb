import { send, type Sending } from './client.ts';

const at = (id: string, rest: string): string => `/duties/${encodeURIComponent(id)}${rest}`;

export const acknowledge = (id: string, sending: Sending) => send('POST', at(id, '/acknowledge'), {}, sending);
export const askExcuse = (id: string, reason: string, sending: Sending) => send('POST', at(id, '/excuse'), { reason }, sending);
export const decideExcuse = (id: string, approve: boolean, sending: Sending) => send('POST', at(id, '/excuse'), { approve }, sending);
