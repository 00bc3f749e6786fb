import { createHash } from 'node:crypto';
import { environment } from '../shared/environment.ts';
import { calls } from '../shared/http/calls.ts';
import { publicEndpoint, type ApiResult } from '../shared/http/endpoint.ts';
import { openApiOf } from '../shared/http/openapi.ts';

const settings = environment('ORIGIN_SECRET');
const text = JSON.stringify(openApiOf(calls));

/** Changes with a deployment at the earliest; a browser or a tool asks again after five minutes. */
const headers = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'public, max-age=300',
  etag: `"${createHash('sha256').update(text).digest('hex').slice(0, 32)}"`,
};

/** The API described in OpenAPI 3.1, for whoever writes to it. */
export const handler = publicEndpoint(settings.ORIGIN_SECRET, {
  'GET /api/openapi.json': (event): Promise<ApiResult> => {
    const seen = event.headers['if-none-match'] === headers.etag;
    return Promise.resolve(seen ? { statusCode: 304, headers } : { statusCode: 200, headers, body: text });
  },
});
