import type { IncomingHttpHeaders } from 'node:http';

const LOOPBACK_HOST = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i;

/**
 * Why a request to a surface without sign-in is refused, or undefined where it is fine. A page on the internet can reach
 * a loopback port through its reader's browser: under a name of its own that resolves here (DNS rebinding, seen by the
 * Host header), or by posting across sites (seen by Origin and Sec-Fetch-Site). Pages on other loopback ports may come in.
 */
export function refusalOfForeign(method: string, headers: IncomingHttpHeaders): string | undefined {
  if (!LOOPBACK_HOST.test(headers.host ?? '')) return 'Only loopback addresses are answered here.';
  if (method === 'GET' || method === 'HEAD') return undefined;
  const { origin, 'sec-fetch-site': site } = headers;
  if (site === 'cross-site' || (origin !== undefined && !isLoopbackOrigin(origin))) return 'Pages of other sites may not write here.';
  return undefined;
}

function isLoopbackOrigin(origin: string): boolean {
  return URL.canParse(origin) && LOOPBACK_HOST.test(new URL(origin).host);
}
