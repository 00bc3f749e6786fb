import type { WireRequest } from '../wire/wire.ts';

/** What a signature says about itself: whose key it is and for which service it was made. */
export interface CredentialScope {
  readonly accessKeyId: string;
  /** As SigV4 names it: `dynamodb`, `s3`, `states`, `lambda`, ... */
  readonly service: string;
}

const HEADER = /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+)/;
const FORM_FIELD = /name="x-amz-credential"\r\n(?:[^\r\n]+\r\n)*\r\n([^\r\n]+)/i;
const SCOPE = /^([^/]+)\/\d{8}\/[^/]*\/([a-z0-9-]+)\/aws4_request$/;
/** The fields of a form stand before its file, well within this. */
const FORM_HEAD_BYTES = 64 * 1024;

/** Finds the credential in the Authorization header, a presigned address or a presigned form; undefined when there is none. */
export function credentialScopeOf(request: WireRequest): CredentialScope | undefined {
  const [, accessKeyId, service] = SCOPE.exec(credentialOf(request) ?? '') ?? [];
  return accessKeyId === undefined || service === undefined ? undefined : { accessKeyId, service };
}

function credentialOf(request: WireRequest): string | undefined {
  const { authorization } = request.headers;
  if (authorization !== undefined) return HEADER.exec(authorization)?.[1];
  const presigned = request.query.get('X-Amz-Credential');
  if (presigned !== null) return presigned;
  if (request.method !== 'POST' || request.headers['content-type']?.startsWith('multipart/form-data') !== true) return undefined;
  return FORM_FIELD.exec(request.body.subarray(0, FORM_HEAD_BYTES).toString('latin1'))?.[1];
}
