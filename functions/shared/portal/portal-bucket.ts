import { DeleteObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';

/** An object of the portal as it lies in the bucket: its ETag, and which version of the record it was rendered from. */
export interface StoredObject {
  readonly etag: string;
  readonly version: number;
}

export interface PortalBucket {
  head(key: string): Promise<StoredObject | undefined>;
  /** Puts over exactly the object that was seen (undefined: none). False when it is no longer the one that is there. */
  put(key: string, html: string, version: number, seen: StoredObject | undefined): Promise<boolean>;
  /** Deletes exactly the object that was seen. False when it is no longer the one that is there. */
  remove(key: string, seen: StoredObject): Promise<boolean>;
  /** After a lost race: whoever won, or comes next, has most likely written what we would write. */
  pause(): Promise<void>;
}

const CACHE_CONTROL = 'public, max-age=0, s-maxage=60, stale-while-revalidate=600, stale-if-error=86400';
const LONGEST_PAUSE_MILLISECONDS = 300;
const LOST_RACE = new Set([404, 409, 412]);

export function openPortalBucket(bucket: string, client = new S3Client({}), longestPauseMilliseconds = LONGEST_PAUSE_MILLISECONDS): PortalBucket {
  return {
    async head(key) {
      try {
        const found = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return { etag: found.ETag ?? '', version: Number(found.Metadata?.['fabu-version'] ?? 0) };
      } catch (error) {
        if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404) return undefined;
        throw error;
      }
    },
    put: (key, html, version, seen) =>
      unlessRaced(() =>
        client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: html,
            ContentType: 'text/html; charset=utf-8',
            CacheControl: CACHE_CONTROL,
            Metadata: { 'fabu-version': String(version) },
            ...(seen === undefined ? { IfNoneMatch: '*' } : { IfMatch: seen.etag }),
          }),
        ),
      ),
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
