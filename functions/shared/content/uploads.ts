import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { GetObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';
import { LARGEST_FILE_BYTES, type Announced } from '../../../domain/release/attachments.ts';
import { beginsAs, fileTypeOf, isText, LONGEST_BEGINNING, type FileType } from '../../../domain/release/file-types.ts';
import type { Attachment } from '../../../domain/release/content.ts';
import { refuse, type Fault, type Refusal } from '../../../domain/refusal.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { patience } from '../patience.ts';
import type { StoredUpload } from './attachment-store.ts';

const FORM_SECONDS = 900;
/** No such object, no such version, and what S3 says of a version id that cannot be one. */
const NOT_THERE = new Set([400, 404]);

/** A form that a browser sends to the bucket itself, together with the file as its last field, `file`. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
  /** ISO instant by the clock that the bucket goes by. */
  readonly expiresAt: string;
}

/** An upload that is what it was announced to be. */
export interface Inspected {
  readonly upload: StoredUpload;
  readonly attachment: Attachment;
}

/** Files on their way in. What nobody binds expires with the bucket's lifecycle. */
export interface Uploads {
  /** Allows one file of this very name, type and size. The bucket keeps what was announced, so nothing else has to. */
  form(releaseId: string, announced: Announced): Promise<UploadForm>;
  /** Reads an upload once from end to end, holding no more than a chunk of it, and says what it is or what is wrong with it. */
  inspect(releaseId: string, name: string, versionId: string): Promise<Result<Inspected, Refusal>>;
}

export function openUploads(bucket: string, client = new S3Client(patience())): Uploads {
  return {
    async form(releaseId, announced) {
      const { name, size } = announced;
      const { type, metadata } = announcedHeaders(announced);
      const kept = Object.entries(metadata).map(([key, value]) => [`x-amz-meta-${key}`, value] as const);
      const { url, fields } = await createPresignedPost(client, {
        Bucket: bucket,
        Key: uploadKey(releaseId, name),
        Fields: { 'Content-Type': type, ...Object.fromEntries(kept) },
        Conditions: [['content-length-range', size, size]],
        Expires: FORM_SECONDS,
      });
      return { url, fields, expiresAt: expiryOf(fields['Policy'] ?? '') };
    },
    async inspect(releaseId, name, versionId) {
      const key = uploadKey(releaseId, name);
      const type = fileTypeOf(name);
      const found = type === undefined ? undefined : await unlessMissing(() => client.send(new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId })));
      if (type === undefined || found?.Body === undefined || found.Metadata?.['name'] !== encodeURIComponent(name)) return refused({ code: 'upload-unknown' });
      const expected = Number(found.Metadata['size']);
      const actual = found.ContentLength ?? 0;
      if (actual !== expected || actual > LARGEST_FILE_BYTES) {
        (found.Body as Readable).destroy();
        return refused({ code: 'upload-size-differs', values: { actual, expected } });
      }
      const { hash, isOfType } = await readThrough(found.Body as Readable, type);
      if (!isOfType) return refused({ code: 'upload-not-of-type', values: { expected: type.label } });
      return ok({ upload: { key, versionId }, attachment: { name, type: type.mediaType, size: actual, hash } });
    },
  };
}

/** What the bucket keeps of an announcement beside the file, so that nothing else has to. */
export function announcedHeaders({ name, type, size }: Announced): { readonly type: string; readonly metadata: Readonly<Record<'name' | 'size', string>> } {
  return { type, metadata: { name: encodeURIComponent(name), size: String(size) } };
}

/** Each name of an item has one place: its versions are the attempts, and an attempt cannot be passed off as another file's. */
export function uploadKey(releaseId: string, name: string): string {
  return `uploads/${releaseId}/${createHash('sha256').update(name).digest('hex')}`;
}

/** The policy says until when it holds; nothing here reads a clock. */
function expiryOf(policy: string): string {
  const { expiration } = JSON.parse(Buffer.from(policy, 'base64').toString('utf8')) as { readonly expiration: string };
  return expiration;
}

async function readThrough(body: Readable, type: FileType): Promise<{ readonly hash: string; readonly isOfType: boolean }> {
  const hash = createHash('sha256');
  let beginning = Buffer.alloc(0);
  let onlyText = true;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    hash.update(chunk);
    if (beginning.length < LONGEST_BEGINNING) beginning = Buffer.concat([beginning, chunk.subarray(0, LONGEST_BEGINNING)]);
    if (type.beginnings.length === 0 && onlyText) onlyText = isText(chunk);
  }
  return { hash: hash.digest('hex'), isOfType: beginsAs(type, beginning) && onlyText };
}

/** Undefined where the bucket knows no such object, version or upload. */
export async function unlessMissing<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof S3ServiceException && NOT_THERE.has(error.$metadata.httpStatusCode ?? 0)) return undefined;
    throw error;
  }
}

function refused(fault: Omit<Fault, 'pointer'>): Result<never, Refusal> {
  return refuse('validation', { faults: [{ pointer: '/versionId', ...fault }] });
}
