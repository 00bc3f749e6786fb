import { randomBytes } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Checksum } from '../request/checksums.ts';
import type { Blobs } from './blobs.ts';
import type { BucketSettings } from './buckets.ts';
import { transaction } from './database.ts';
import { versionOf, type Lock, type Version, type VersionRow } from './version.ts';

/** A new object whose bytes have landed. */
export interface NewObject {
  readonly key: string;
  readonly blob: string;
  readonly size: number;
  readonly etag: string;
  readonly modified: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly checksum?: Checksum;
  readonly lock: Lock;
}

/** Looks at what is current (never a delete marker) and throws when the change may not be. */
export type Check = (current: Version | undefined) => void;

const UNVERSIONED = 'null';
const COLUMNS = 'bucket, key, version_id, latest, delete_marker, blob, size, etag, modified, headers, checksum, lock_mode, retain_until, legal_hold';

/** Every version of every object. A check and the change it guards are one transaction. */
export class Versions {
  readonly #database: DatabaseSync;
  readonly #blobs: Blobs;
  readonly #latest: StatementSync;
  readonly #one: StatementSync;
  readonly #newest: StatementSync;
  readonly #outdate: StatementSync;
  readonly #promote: StatementSync;
  readonly #insert: StatementSync;
  readonly #erase: StatementSync;
  readonly #lock: StatementSync;

  constructor(database: DatabaseSync, blobs: Blobs) {
    this.#database = database;
    this.#blobs = blobs;
    const where = 'WHERE bucket = ? AND key = ?';
    this.#latest = database.prepare(`SELECT ${COLUMNS} FROM versions ${where} AND latest = 1`);
    this.#one = database.prepare(`SELECT ${COLUMNS} FROM versions ${where} AND version_id = ?`);
    this.#newest = database.prepare(`SELECT seq FROM versions ${where} ORDER BY seq DESC LIMIT 1`);
    this.#outdate = database.prepare(`UPDATE versions SET latest = 0 ${where} AND latest = 1`);
    this.#promote = database.prepare('UPDATE versions SET latest = 1 WHERE seq = ?');
    this.#insert = database.prepare(`INSERT INTO versions (${COLUMNS}) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#erase = database.prepare(`DELETE FROM versions ${where} AND version_id = ?`);
    this.#lock = database.prepare(`UPDATE versions SET lock_mode = ?, retain_until = ?, legal_hold = ? ${where} AND version_id = ?`);
  }

  /** The latest version, which may be a delete marker. */
  latest(bucket: string, key: string): Version | undefined {
    return found(this.#latest.get(bucket, key));
  }

  named(bucket: string, key: string, versionId: string): Version | undefined {
    return found(this.#one.get(bucket, key, versionId));
  }

  /** Makes the object current. When the check throws, its bytes are removed again. */
  put(bucket: BucketSettings, object: NewObject, check: Check): Version {
    const versionId = bucket.versioned ? drawnVersionId() : UNVERSIONED;
    try {
      return this.#replace(bucket, object.key, check, () => {
        const { key, blob, size, etag, modified, headers, checksum, lock } = object;
        const checksumText = checksum === undefined ? null : JSON.stringify(checksum);
        const locks = [lock.mode ?? null, lock.retainUntil ?? null, lock.legalHold === true ? 1 : 0];
        this.#insert.run(bucket.name, key, versionId, 0, blob, size, etag, modified, JSON.stringify(headers), checksumText, ...locks);
        return this.named(bucket.name, key, versionId) as Version;
      });
    } catch (error) {
      this.#blobs.remove(object.blob);
      throw error;
    }
  }

  /** Deletes what is current: a delete marker goes on top, or without versions the object itself goes. Answers the marker. */
  delete(bucket: BucketSettings, key: string, modified: number, check: Check): Version | undefined {
    return this.#replace(bucket, key, check, () => {
      if (!bucket.versioned) return undefined;
      const versionId = drawnVersionId();
      this.#insert.run(bucket.name, key, versionId, 1, null, 0, '', modified, '{}', null, null, null, 0);
      return this.named(bucket.name, key, versionId);
    });
  }

  /** Removes one version for good; the one before it becomes current. Answers what was removed. */
  erase(bucket: string, key: string, versionId: string, check: (version: Version) => void): Version | undefined {
    const erased = transaction(this.#database, () => {
      const version = this.named(bucket, key, versionId);
      if (version === undefined) return undefined;
      check(version);
      this.#erase.run(bucket, key, versionId);
      const before = version.isLatest ? this.#newest.get(bucket, key) : undefined;
      if (before !== undefined) this.#promote.run(before['seq'] as number);
      return version;
    });
    if (erased?.blob !== undefined) this.#blobs.remove(erased.blob);
    return erased;
  }

  lock({ bucket, key, versionId }: Version, lock: Lock): void {
    this.#lock.run(lock.mode ?? null, lock.retainUntil ?? null, lock.legalHold === true ? 1 : 0, bucket, key, versionId);
  }

  #replace<T>(bucket: BucketSettings, key: string, check: Check, insert: () => T): T {
    let replaced: Version | undefined;
    const result = transaction(this.#database, () => {
      const latest = this.latest(bucket.name, key);
      check(latest?.isDeleteMarker === true ? undefined : latest);
      if (bucket.versioned) {
        // The last version from before versioning came stays in the history as `null`.
        this.#outdate.run(bucket.name, key);
      } else {
        replaced = latest;
        this.#erase.run(bucket.name, key, UNVERSIONED);
      }
      return insert();
    });
    if (replaced?.blob !== undefined) this.#blobs.remove(replaced.blob);
    return result;
  }
}

function found(row: unknown): Version | undefined {
  return row === undefined ? undefined : versionOf(row as VersionRow);
}

function drawnVersionId(): string {
  return randomBytes(24).toString('base64url');
}
