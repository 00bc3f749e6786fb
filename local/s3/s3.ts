import { createHash } from 'node:crypto';
import type { WireService } from '../wire/wire.ts';
import type { S3Settings } from './context.ts';
import { storedHeaders } from './request/headers.ts';
import { s3Service } from './service.ts';
import type { BucketSettings } from './store/buckets.ts';
import { openObjectStore, type ObjectStore } from './store/store.ts';
import type { Version } from './store/version.ts';

export interface S3Options extends S3Settings {
  /** Everything is kept in this folder. */
  readonly directory: string;
}

/** An object as the laptop's other rooms see it. */
export interface ObjectSummary {
  readonly key: string;
  readonly size: number;
  /** Without quotes. */
  readonly etag: string;
  /** Epoch milliseconds of the virtual clock. */
  readonly modified: number;
  /** `content-type`, `cache-control` and such, and `x-amz-meta-*`. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface StoredObject extends ObjectSummary {
  readonly body: Buffer;
}

/** S3 for the wire, and the same objects for the rooms that serve and deploy them. No IAM on the latter. */
export interface S3 {
  readonly service: WireService;
  /** Makes the bucket the template declares; does nothing when it is there as declared. */
  createBucket(settings: BucketSettings): void;
  /** Unconditional. `headers` in lower case: `content-type`, `cache-control`, … */
  putObject(bucket: string, key: string, body: Buffer, headers?: Readonly<Record<string, string>>): ObjectSummary;
  getObject(bucket: string, key: string): StoredObject | undefined;
  headObject(bucket: string, key: string): ObjectSummary | undefined;
  /** All current objects, in the order of their keys. */
  listObjects(bucket: string, prefix?: string): ObjectSummary[];
  deleteObject(bucket: string, key: string): void;
  close(): void;
}

/** Opens the folder. Throws `DamagedObjectsError`. */
export function createS3(options: S3Options): S3 {
  const store = openObjectStore(options.directory);
  const current = (bucket: string, key: string): Version | undefined => {
    const version = store.versions.latest(store.buckets.named(bucket).name, key);
    return version?.isDeleteMarker === true ? undefined : version;
  };
  return {
    service: s3Service(store, options),
    createBucket: (settings) => store.buckets.ensure(settings),
    putObject: (bucket, key, body, headers = {}) => {
      const into = store.buckets.named(bucket);
      const object = {
        key,
        blob: store.blobs.write(body),
        size: body.length,
        etag: createHash('md5').update(body).digest('hex'),
        modified: options.clock.now(),
        headers: storedHeaders(Object.entries(headers)),
        lock: {},
      };
      return summaryOf(store.versions.put(into, object, () => undefined));
    },
    getObject: (bucket, key) => {
      const version = current(bucket, key);
      return version === undefined ? undefined : { ...summaryOf(version), body: store.blobs.read(version.blob ?? '') };
    },
    headObject: (bucket, key) => {
      const version = current(bucket, key);
      return version === undefined ? undefined : summaryOf(version);
    },
    listObjects: (bucket, prefix = '') => listAll(store, bucket, prefix).map(summaryOf),
    deleteObject: (bucket, key) => {
      store.versions.delete(store.buckets.named(bucket), key, options.clock.now(), () => undefined);
    },
    close: () => store.close(),
  };
}

function listAll(store: ObjectStore, bucket: string, prefix: string): readonly Version[] {
  const query = { prefix, delimiter: '', limit: Number.MAX_SAFE_INTEGER };
  return store.listings.objects(store.buckets.named(bucket).name, query, '').versions;
}

function summaryOf({ key, size, etag, modified, headers }: Version): ObjectSummary {
  return { key, size, etag, modified, headers };
}
