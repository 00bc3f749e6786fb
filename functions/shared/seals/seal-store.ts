import { GetObjectCommand, ListObjectVersionsCommand, PutObjectCommand, S3Client, type ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import type { BeijingDate } from '../../../domain/calendar/beijing.ts';
import { patience } from '../patience.ts';

export const SEALS = 'seals/';
export const PARTS = 'parts/';

export const sealKey = (date: BeijingDate): string => `${SEALS}${date}.json`;
/** Parts lie below their day: each is locked for as long as its seal. */
export const partKey = (date: BeijingDate, hash: string): string => `${PARTS}${date}/${hash}.json`;
export const dateOfSeal = (key: string): BeijingDate => key.slice(SEALS.length, -'.json'.length);

/** The function has a quarter of an hour; a part is 1.5 MB. */
const SEAL_SECONDS = 10;

/** S3 answers a conditional write that meets another one with a conflict and asks for it again; the SDK does not send it again. */
const MOST_TRIES = 5;

/** An object with all its versions. The first one written is what counts: Object Lock keeps it. */
export interface StoredSeal {
  readonly key: string;
  /** Undefined when only delete markers are left. */
  readonly firstVersion: string | undefined;
  /** Versions and delete markers laid over the first. */
  readonly laidOver: number;
}

/** The bucket of seals. What has been written there can neither be changed nor removed. */
export interface SealStore {
  /** In the order of their keys. */
  list(prefix: string): Promise<readonly StoredSeal[]>;
  read(seal: StoredSeal): Promise<string>;
  /** False when there is an object under the key already. */
  write(key: string, text: string): Promise<boolean>;
}

export function openSealStore(bucket: string, client = new S3Client(patience(SEAL_SECONDS))): SealStore {
  return {
    async list(prefix) {
      const found = new Map<string, (string | undefined)[]>();
      const remember = (key = '', version?: string) => found.set(key, [...(found.get(key) ?? []), version]);
      let page: ListObjectVersionsCommandOutput | undefined;
      do {
        const after: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } =
          page === undefined ? {} : { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
        page = await client.send(new ListObjectVersionsCommand({ Bucket: bucket, Prefix: prefix, ...after }));
        for (const { Key, VersionId } of page.Versions ?? []) remember(Key, VersionId);
        for (const { Key } of page.DeleteMarkers ?? []) remember(Key);
      } while (page.IsTruncated === true);
      return [...found].map(storedSeal).sort((one, other) => (one.key < other.key ? -1 : 1));
    },
    async read({ key, firstVersion }) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: firstVersion }));
      return (await Body?.transformToString('utf8')) ?? '';
    },
    async write(key, text) {
      for (let tries = 1; ; tries += 1) {
        try {
          await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: 'application/json', IfNoneMatch: '*' }));
          return true;
        } catch (error) {
          if (isNamed(error, 'PreconditionFailed')) return false;
          if (!isNamed(error, 'ConditionalRequestConflict') || tries === MOST_TRIES) throw error;
        }
      }
    },
  };
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

/** S3 names a key's versions from the newest on; delete markers have none here. */
function storedSeal([key, layers]: readonly [string, readonly (string | undefined)[]]): StoredSeal {
  const firstVersion = layers.findLast((version) => version !== undefined);
  return { key, firstVersion, laidOver: layers.length - (firstVersion === undefined ? 0 : 1) };
}
