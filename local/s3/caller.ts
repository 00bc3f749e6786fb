import type { WireRequest } from '../wire/wire.ts';
import { S3Error } from './errors.ts';
import { headerOf } from './request/headers.ts';
import { formOf } from './request/post-form.ts';

/** The access key id a call is signed with: in its Authorization header, its presigned URL or its form. Undefined: anonymous. */
export function accessKeyIdOf(request: WireRequest): string | undefined {
  const header = /Credential=([^/,\s]+)\//.exec(headerOf(request, 'authorization') ?? '')?.[1];
  return header ?? idIn(request.query.get('X-Amz-Credential')) ?? idIn(formCredential(request));
}

function formCredential(request: WireRequest): string | undefined {
  if (headerOf(request, 'content-type')?.startsWith('multipart/form-data') !== true) return undefined;
  try {
    return formOf(request).fields.get('x-amz-credential');
  } catch (error) {
    if (error instanceof S3Error) return undefined;
    throw error;
  }
}

function idIn(credential: string | null | undefined): string | undefined {
  return credential?.split('/', 1)[0];
}
