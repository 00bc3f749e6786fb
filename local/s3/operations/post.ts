import type { WireResponse } from '../../wire/wire.ts';
import { emptyAnswer, xmlAnswer, type Call } from '../context.ts';
import { formOf } from '../request/post-form.ts';
import { enforcePolicy } from '../request/post-policy.ts';
import { storedHeaders } from '../request/headers.ts';
import { verifiedChecksum } from '../request/checksums.ts';
import { verifyPolicySignature } from '../request/signature.ts';
import { newLock } from './locks.ts';
import { store, writtenHeaders } from './write.ts';

/** A browser's upload with a form signed beforehand. */
export function postObject(call: Call): WireResponse {
  const form = formOf(call.request);
  const field = (name: string): string | undefined => form.fields.get(name);
  if (call.settings.secretFor !== undefined && field('policy') !== undefined) verifyPolicySignature(field, call.settings.secretFor);
  enforcePolicy(form, call.bucket.name, Date.now());
  const checksum = verifiedChecksum(form.file, field);
  const target: Call = { ...call, key: form.key };
  const upload = { bytes: form.file, ...(checksum === undefined ? {} : { checksum }) };
  const version = store(target, upload, { headers: storedHeaders(form.fields), lock: newLock(target), check: () => undefined });
  const location = `/${call.bucket.name}/${form.key.split('/').map(encodeURIComponent).join('/')}`;
  const headers = { ...writtenHeaders(target, version), location };
  const redirect = field('success_action_redirect');
  if (redirect !== undefined && URL.canParse(redirect)) return redirected(target, redirect, version.etag);
  if (field('success_action_status') === '201') {
    const result = { Location: location, Bucket: call.bucket.name, Key: form.key, ETag: `"${version.etag}"` };
    return { ...xmlAnswer('PostResponse', result, headers), status: 201 };
  }
  return emptyAnswer(field('success_action_status') === '200' ? 200 : 204, headers);
}

function redirected({ bucket, key }: Call, to: string, etag: string): WireResponse {
  const location = new URL(to);
  location.searchParams.set('bucket', bucket.name);
  location.searchParams.set('key', key);
  location.searchParams.set('etag', `"${etag}"`);
  return emptyAnswer(303, { location: location.href });
}
