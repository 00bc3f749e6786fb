import type { PortalBucket } from '../../../functions/shared/portal/portal-bucket.ts';
import { sharedListings as shared, type SharedListings } from '../../../functions/shared/portal/shared-listings.ts';
import { theOutside } from '../outside.ts';

export type { SharedListings } from '../../../functions/shared/portal/shared-listings.ts';

/** The product's own, which is forgotten with the process that remembers it. */
export function sharedListings(bucket: PortalBucket): SharedListings {
  const known = new WeakMap<object, SharedListings>();
  const now = (): SharedListings => {
    const { environment } = theOutside();
    const mine = known.get(environment) ?? shared(bucket);
    known.set(environment, mine);
    return mine;
  };
  return { writeListing: (...asked) => now().writeListing(...asked), shareClosing: (...asked) => now().shareClosing(...asked) };
}
