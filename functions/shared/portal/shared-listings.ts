import { shareRuns, type Share } from '../share-runs.ts';
import type { ColumnRecord } from './listing-record.ts';
import type { PortalBucket } from './portal-bucket.ts';
import { bringUpToDate, type PortalObject } from './write-object.ts';

/** What publishes of one process do together that need the same listing, instead of racing each other for it. */
export interface SharedListings {
  /**
   * Brings a listing up to the record: to the version `atLeast`, or to the one that the record has by now. Only for objects
   * that are never removed: their version only grows, so one that this process has once seen shown needs no look again.
   */
  readonly writeListing: (object: PortalObject, atLeast?: number) => Promise<void>;
  /** The closing of a column's full pages. */
  readonly shareClosing: Share<ColumnRecord>;
}

export function sharedListings(bucket: PortalBucket): SharedListings {
  const shown = new Map<string, number>();
  const share = shareRuns<void>();

  const show = async (object: PortalObject, atLeast?: number): Promise<void> => {
    const version = await bringUpToDate(bucket, object, { atLeast: atLeast ?? (await object.version()) });
    shown.set(object.key, Math.max(version ?? 0, shown.get(object.key) ?? 0));
  };

  return {
    writeListing: async (object, atLeast) => {
      if (atLeast === undefined) await share(object.key, () => show(object));
      else while ((shown.get(object.key) ?? 0) < atLeast) await share(object.key, () => show(object, atLeast));
    },
    shareClosing: shareRuns<ColumnRecord>(),
  };
}
