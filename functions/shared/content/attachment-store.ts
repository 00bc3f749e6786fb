import { CopyObjectCommand, GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Attachment } from '../../../domain/release/content.ts';
import { patience } from '../patience.ts';
import { attachmentKey, dispositionOf } from './attachment-file.ts';

/** S3 copies a file of 100 MB itself, and answers when it has. */
const COPY_SECONDS = 12;
/** Files that people are handed by the bucket itself: what they read goes past every function. */
const LINK_SECONDS = 300;

/** The files of items, each under the hash of its bytes: written once, never changed. */
export interface AttachmentStore {
  /** Keeps a checked upload for good. Repeating it changes nothing: the same bytes have the same place. */
  keep(upload: StoredUpload, hash: string): Promise<void>;
  /** An address that gives the file to whoever has it, for five minutes. */
  linkTo(attachment: Attachment): Promise<string>;
}

/** One version of an uploaded object: its bytes can no longer change. */
export interface StoredUpload {
  readonly key: string;
  readonly versionId: string;
}

export function openAttachmentStore(bucket: string, client = new S3Client(patience(COPY_SECONDS))): AttachmentStore {
  return {
    async keep({ key, versionId }, hash) {
      const source = `${bucket}/${key}?versionId=${encodeURIComponent(versionId)}`;
      // Neither the name nor the type of the upload: the same bytes may belong to other items under other names.
      await client.send(new CopyObjectCommand({ Bucket: bucket, Key: attachmentKey(hash), CopySource: source, MetadataDirective: 'REPLACE', ContentType: 'application/octet-stream' }));
    },
    linkTo({ name, type, hash }) {
      const read = new GetObjectCommand({ Bucket: bucket, Key: attachmentKey(hash), ResponseContentType: type, ResponseContentDisposition: dispositionOf(name, 'attachment') });
      return getSignedUrl(client, read, { expiresIn: LINK_SECONDS });
    },
  };
}
