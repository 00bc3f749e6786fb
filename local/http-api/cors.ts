import type { WireRequest, WireResponse } from '../wire/wire.ts';
import type { CorsConfiguration } from './properties.ts';

/** The gateway's own answer to a preflight; undefined where the request is none. */
export function preflight(cors: CorsConfiguration | undefined, request: WireRequest): WireResponse | undefined {
  if (!cors || request.method !== 'OPTIONS' || request.headers['access-control-request-method'] === undefined) return undefined;
  const allowed = corsHeaders(cors, request);
  if (Object.keys(allowed).length === 0) return { status: 204, headers: {}, body: '' };
  const headers = {
    ...allowed,
    ...(cors.AllowMethods ? { 'access-control-allow-methods': cors.AllowMethods.join(',') } : {}),
    ...(cors.AllowHeaders ? { 'access-control-allow-headers': cors.AllowHeaders.join(',') } : {}),
    ...(cors.MaxAge === undefined ? {} : { 'access-control-max-age': String(cors.MaxAge) }),
  };
  return { status: 204, headers, body: '' };
}

/** With CORS configured the function's own CORS headers are dropped... */
export function withoutOwnCors(cors: CorsConfiguration | undefined, response: WireResponse): WireResponse {
  if (!cors) return response;
  const others = Object.entries(response.headers).filter(([name]) => !name.startsWith('access-control-'));
  return { ...response, headers: Object.fromEntries(others) };
}

/** ...and the gateway's stand on every answer, its own refusals included. */
export function withCors(cors: CorsConfiguration | undefined, request: WireRequest, response: WireResponse): WireResponse {
  return cors ? { ...response, headers: { ...response.headers, ...corsHeaders(cors, request) } } : response;
}

function corsHeaders(cors: CorsConfiguration, request: WireRequest): Record<string, string> {
  const origin = request.headers.origin;
  const origins = cors.AllowOrigins ?? [];
  if (origin === undefined || !(origins.includes('*') || origins.includes(origin))) return {};
  return {
    'access-control-allow-origin': origins.includes('*') ? '*' : origin,
    ...(origins.includes('*') ? {} : { vary: 'Origin' }),
    ...(cors.AllowCredentials === true ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(cors.ExposeHeaders ? { 'access-control-expose-headers': cors.ExposeHeaders.join(',') } : {}),
  };
}
