import { CopyObjectCommand, DeleteObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { attachmentKey, dispositionOf } from '../content/attachment-file.ts';
import { patience } from '../patience.ts';

/** An object of the portal as it lies in the bucket: its ETag, and which version of the record it was rendered from. */
export interface StoredObject {
  readonly etag: string;
  readonly version: number;
  /** The sha256 of a file that belongs to an item; pages have none. */
  readonly fileHash?: string | undefined;
}

/** A file that belongs to an item; its bytes lie in the content store and are copied there by S3 itself. */
export interface PortalFile {
  readonly name: string;
  readonly mediaType: string;
  readonly hash: string;
  readonly opensInBrowser: boolean;
}

export interface PortalBucket {
  head(key: string): Promise<StoredObject | undefined>;
  /** Puts over exactly the object that was seen (undefined: none). False when it is no longer the one that is there. */
  put(key: string, body: string | PortalFile, version: number, seen: StoredObject | undefined): Promise<boolean>;
  /** Deletes exactly the object that was seen. False when it is no longer the one that is there. */
  remove(key: string, seen: StoredObject): Promise<boolean>;
  /** The keys of a folder; an item has few files, so one page of them is all. */
  list(folder: string): Promise<readonly string[]>;
  /** After a lost race: whoever won, or comes next, has most likely written what we would write. */
  pause(): Promise<void>;
}

const CACHE_CONTROL = 'public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400';
/** S3 copies a file of 100 MB itself, and answers when it has; the functions that publish have a minute. */
const COPY_SECONDS = 12;
const LONGEST_PAUSE_MILLISECONDS = 300;
const LOST_RACE = new Set([404, 409, 412]);

export interface PortalBucketOptions {
  /** The content store, for those who may put files online. */
  readonly filesFrom?: string;
  readonly longestPauseMilliseconds?: number;
}

export function openPortalBucket(
  bucket: string,
  client = new S3Client(patience(COPY_SECONDS)),
  { filesFrom, longestPauseMilliseconds = LONGEST_PAUSE_MILLISECONDS }: PortalBucketOptions = {},
): PortalBucket {
  return {
    async head(key) {
      try {
        const found = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return { etag: found.ETag ?? '', version: Number(found.Metadata?.['fabu-version'] ?? 0), fileHash: found.Metadata?.['fabu-file'] };
      } catch (error) {
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
        throw error;
      }
    },
    put: (key, body, version, seen) => {
      const shared = { Bucket: bucket, Key: key, CacheControl: CACHE_CONTROL, ...(seen === undefined ? { IfNoneMatch: '*' } : { IfMatch: seen.etag }) };
      const metadata = { 'fabu-version': String(version) };
      if (typeof body === 'string') {
        return unlessRaced(() => client.send(new PutObjectCommand({ ...shared, Body: body, ContentType: 'text/html; charset=utf-8', Metadata: metadata })));
      }
      if (filesFrom === undefined) throw new Error('This function puts no files online.');
      const copy = new CopyObjectCommand({
        ...shared,
        CopySource: `${filesFrom}/${attachmentKey(body.hash)}`,
        MetadataDirective: 'REPLACE',
        ContentType: body.mediaType,
        ContentDisposition: dispositionOf(body.name, body.opensInBrowser ? 'inline' : 'attachment'),
        Metadata: { ...metadata, 'fabu-file': body.hash },
      });
      return unlessRaced(() => client.send(copy));
    },
    async list(folder) {
      const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: folder }));
      return Contents.flatMap(({ Key }) => (Key === undefined ? [] : [Key]));
    },
    pause: () => new Promise((resolve) => setTimeout(resolve, Math.random() * longestPauseMilliseconds)),
    remove: (key, seen) => unlessRaced(() => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, IfMatch: seen.etag }))),
  };
}

async function unlessRaced(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof S3ServiceException && LOST_RACE.has(error.$metadata.httpStatusCode ?? 0)) return false;
    throw error;
  }
}
