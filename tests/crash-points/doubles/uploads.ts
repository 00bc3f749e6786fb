import { refuse, type Refusal } from '../../../domain/refusal.ts';
import { ok, type Result } from '../../../domain/result.ts';
import type { Inspected, Uploads } from '../../../functions/shared/content/uploads.ts';
import { gated } from '../../model/actors.ts';
import { theOutside } from '../outside.ts';

export * from '../../../functions/shared/content/uploads.ts';

/** What lies in the bucket is what it was announced to be: what is not, is another test's. */
export function openUploads(): Pick<Uploads, 'form' | 'inspect'> {
  return {
    form: (releaseId) => Promise.resolve({ url: 'https://bucket.example/', fields: { key: releaseId }, expiresAt: new Date(theOutside().now).toISOString() }),
    inspect: (releaseId, name, versionId) => gated(() => Promise.resolve(inspected(releaseId, name, versionId))),
  };
}

function inspected(releaseId: string, name: string, versionId: string): Result<Inspected, Refusal> {
  const attachment = theOutside().uploads.get(versionId);
  if (attachment?.name !== name) return refuse('validation', { faults: [{ pointer: '/versionId', code: 'upload-unknown' }] });
  return ok({ upload: { key: `uploads/${releaseId}/${name}`, versionId }, attachment });
}
