import type { PortalBucket } from '../../../functions/shared/portal/portal-bucket.ts';
import { gated } from '../../model/actors.ts';
import { etagOf, theOutside, type Stored } from '../outside.ts';

export type { PortalBucket, PortalFile, StoredObject } from '../../../functions/shared/portal/portal-bucket.ts';

/** The portal bucket with its conditional writes; what lies there is looked at after each of them. */
export function openPortalBucket(): PortalBucket {
  return {
    head: (key) => gated(() => Promise.resolve(theOutside().objects.get(key))),
    put: (key, body, version, seen) =>
      writing(key, seen?.etag, () => {
        if (typeof body === 'string') return { etag: etagOf(body), version, body };
        if (!theOutside().files.has(body.hash)) throw new Error('There is no such file to copy.');
        return { etag: etagOf(body.hash), version, body: body.hash, fileHash: body.hash };
      }),
    remove: (key, seen) => writing(key, seen.etag, () => undefined),
    list: (folder) => gated(() => Promise.resolve([...theOutside().objects.keys()].filter((key) => key.startsWith(folder)))),
    // Nothing else runs while somebody waits.
    pause: () => Promise.resolve(),
  };
}

/** False when another object lies there than the one that was seen. */
function writing(key: string, seen: string | undefined, make: () => Stored | undefined): Promise<boolean> {
  return gated(() => {
    const outside = theOutside();
    if (outside.failuresLeft > 0) {
      outside.failuresLeft -= 1;
      return Promise.reject(new Error('The bucket does not answer.'));
    }
    if (outside.objects.get(key)?.etag !== seen) return Promise.resolve(false);
    const made = make();
    if (made === undefined) outside.objects.delete(key);
    else outside.objects.set(key, made);
    outside.watch.saw(key, made);
    return Promise.resolve(true);
  });
}
