import type { Checksum } from '../request/checksums.ts';

export type LockMode = 'GOVERNANCE' | 'COMPLIANCE';

/** What keeps a version from being deleted. */
export interface Lock {
  readonly mode?: LockMode;
  /** Epoch milliseconds of the virtual clock. */
  readonly retainUntil?: number;
  readonly legalHold?: boolean;
}

export interface Version extends Lock {
  readonly bucket: string;
  readonly key: string;
  /** `null` in a bucket without versions. */
  readonly versionId: string;
  readonly isLatest: boolean;
  readonly isDeleteMarker: boolean;
  /** Unset for a delete marker. */
  readonly blob?: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Epoch milliseconds of the virtual clock. */
  readonly modified: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum?: Checksum;
}

export interface VersionRow {
  readonly bucket: string;
  readonly key: string;
  readonly version_id: string;
  readonly latest: number;
  readonly delete_marker: number;
  readonly blob: string | null;
  readonly size: number;
  readonly etag: string;
  readonly modified: number;
  readonly headers: string;
  readonly checksum: string | null;
  readonly lock_mode: LockMode | null;
  readonly retain_until: number | null;
  readonly legal_hold: number;
}

export function versionOf(row: VersionRow): Version {
  return {
    bucket: row.bucket,
    key: row.key,
    versionId: row.version_id,
    isLatest: row.latest === 1,
    isDeleteMarker: row.delete_marker === 1,
    ...(row.blob === null ? {} : { blob: row.blob }),
    size: row.size,
    etag: row.etag,
    modified: row.modified,
    headers: JSON.parse(row.headers) as Record<string, string>,
    ...(row.checksum === null ? {} : { checksum: JSON.parse(row.checksum) as Checksum }),
    ...(row.lock_mode === null ? {} : { mode: row.lock_mode }),
    ...(row.retain_until === null ? {} : { retainUntil: row.retain_until }),
    legalHold: row.legal_hold === 1,
  };
}
