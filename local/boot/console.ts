import type { Cloud } from './start-cloud.ts';
import type { WireRequest, WireResponse } from '../wire/wire.ts';

export function startConsole(_cloud: Cloud): (request: WireRequest & { readonly sourceIp: string }) => Promise<WireResponse> {
  return () => Promise.resolve({ status: 404, headers: {}, body: '' });
}
