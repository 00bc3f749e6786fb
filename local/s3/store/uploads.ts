import { randomBytes } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { S3Error } from '../errors.ts';
import type { Checksum } from '../request/checksums.ts';
import type { Blobs } from './blobs.ts';
import { transaction } from './database.ts';
import type { Lock } from './version.ts';

/** An upload in parts that is neither completed nor aborted. */
export interface MultipartUpload {
  readonly id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly lock: Lock;
}

export interface Part {
  readonly number: number;
  readonly blob: string;
  readonly size: number;
  readonly etag: string;
  readonly modified: number;
  readonly checksum?: Checksum;
}

export class Uploads {
  readonly #database: DatabaseSync;
  readonly #blobs: Blobs;

  constructor(database: DatabaseSync, blobs: Blobs) {
    this.#database = database;
    this.#blobs = blobs;
  }

  begin(bucket: string, key: string, headers: Readonly<Record<string, string>>, lock: Lock): string {
    const id = randomBytes(24).toString('base64url');
    this.#database
      .prepare('INSERT INTO uploads (upload_id, bucket, key, headers, lock) VALUES (?, ?, ?, ?, ?)')
      .run(id, bucket, key, JSON.stringify(headers), JSON.stringify(lock));
    return id;
  }

  /** Throws NoSuchUpload. */
  named(bucket: string, key: string, id: string): MultipartUpload {
    const row = this.#database.prepare('SELECT headers, lock FROM uploads WHERE upload_id = ? AND bucket = ? AND key = ?').get(id, bucket, key);
    if (row === undefined) throw new S3Error('NoSuchUpload', { fields: { UploadId: id } });
    return {
      id,
      headers: JSON.parse(row['headers'] as string) as Record<string, string>,
      lock: JSON.parse(row['lock'] as string) as Lock,
    };
  }

  /** A part sent again replaces the one before. */
  putPart(id: string, part: Part): void {
    const replaced = transaction(this.#database, () => {
      const before = this.#database.prepare('SELECT blob FROM parts WHERE upload_id = ? AND number = ?').get(id, part.number);
      this.#database
        .prepare('INSERT OR REPLACE INTO parts (upload_id, number, blob, size, etag, checksum, modified) VALUES (?, ?, ?, ?, ?, ?, ?)')
        .run(id, part.number, part.blob, part.size, part.etag, part.checksum === undefined ? null : JSON.stringify(part.checksum), part.modified);
      return before;
    });
    if (replaced !== undefined) this.#blobs.remove(replaced['blob'] as string);
  }

  /** In the order of their numbers. */
  parts(id: string): Part[] {
    return this.#database
      .prepare('SELECT number, blob, size, etag, checksum, modified FROM parts WHERE upload_id = ? ORDER BY number')
      .all(id)
      .map((row) => ({
        number: row['number'] as number,
        blob: row['blob'] as string,
        size: row['size'] as number,
        etag: row['etag'] as string,
        modified: row['modified'] as number,
        ...(row['checksum'] === null ? {} : { checksum: JSON.parse(row['checksum'] as string) as Checksum }),
      }));
  }

  /** Forgets the upload and its parts. */
  end(id: string): void {
    const parts = this.parts(id);
    this.#database.prepare('DELETE FROM uploads WHERE upload_id = ?').run(id);
    for (const part of parts) this.#blobs.remove(part.blob);
  }
}
