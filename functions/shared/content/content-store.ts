import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { patience } from '../patience.ts';
import { canonicalContent, contentHashOf, type Content } from '../../../domain/release/content.ts';

/** The bodies of releases, each under the hash of what it says: written once, never changed. */
export interface ContentStore {
  /** Stores a content before the commit that names it; one that no commit comes to name does no harm. */
  put(content: Content): Promise<void>;
  /** Throws when the object is missing or no longer says what its hash promises. */
  get(contentHash: string): Promise<Content>;
}

export function openContentStore(bucket: string, client = new S3Client(patience())): ContentStore {
  return {
    async put(content) {
      const key = keyOf(contentHashOf(content));
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: canonicalContent(content), ContentType: 'application/json' }));
    },
    async get(contentHash) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: keyOf(contentHash) }));
      const content = JSON.parse((await Body?.transformToString('utf8')) ?? '{}') as Content;
      if (contentHashOf(content) !== contentHash) throw new Error('The stored content does not have the hash that it is stored under.');
      return content;
    },
  };
}

function keyOf(contentHash: string): string {
  return `content/${contentHash}`;
}
