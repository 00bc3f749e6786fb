import type { WireRequest, WireResponse } from '../wire/wire.ts';
import type { Faults } from './faults.ts';

/** What readers get while an address is down, as CloudFront words it. */
const DOWN: WireResponse = {
  status: 503,
  headers: { 'content-type': 'text/html', 'cache-control': 'no-store', server: 'CloudFront', 'x-cache': 'Error from cloudfront' },
  body: '<!DOCTYPE html><html lang="en"><head><title>503</title></head><body><h1>503 ERROR</h1><h2>The request could not be satisfied.</h2></body></html>',
};

/** The public addresses, as far as the plan in force lets them be reached. */
export function unkindAddresses<Request extends WireRequest>(faults: Faults, distribution: (request: Request) => Promise<WireResponse>): (request: Request) => Promise<WireResponse> {
  return (request) => (faults.isAddressDown(request.path) ? Promise.resolve(DOWN) : distribution(request));
}
