import { randomBytes } from 'node:crypto';
import { AbortMultipartUploadCommand, CompleteMultipartUploadCommand, CreateMultipartUploadCommand, HeadObjectCommand, ListPartsCommand, S3Client, UploadPartCommand, type Part } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { partSizes, PART_BYTES, type Announced } from '../../../domain/release/attachments.ts';
import { refuse, type Fault, type Refusal } from '../../../domain/refusal.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { patience } from '../patience.ts';
import { announcedHeaders, unlessMissing, uploadKey } from './uploads.ts';
import { tokenFor, tokenIn, type UploadToken } from './upload-token.ts';

const LINK_SECONDS = 3600;
/** Putting parts together takes the bucket longer than a call does otherwise. */
const COMPLETE_SECONDS = 10;

export interface PartOfUpload {
  readonly number: number;
  /** Bytes; the address takes exactly so many. */
  readonly size: number;
  readonly arrived: boolean;
  /** Where to put it, while it has not arrived. */
  readonly url?: string;
}

/** A large file on its way in: what has arrived, and where the rest goes. */
export interface PartUpload {
  readonly uploadId: string;
  readonly partSize: number;
  readonly parts: readonly PartOfUpload[];
  /** ISO instant until when the addresses hold, by the clock that the bucket goes by. */
  readonly expiresAt: string;
}

/** Files that come in parts, so that a line that breaks costs no more than one of them. What is not completed is gone after a day. */
export interface PartUploads {
  begin(releaseId: string, announced: Announced): Promise<PartUpload>;
  progress(releaseId: string, name: string, uploadId: string): Promise<Result<PartUpload, Refusal>>;
  /** Puts the parts together and answers the version that came of it: of a repeat the same, where it is still the last of its name. */
  complete(releaseId: string, name: string, uploadId: string): Promise<Result<string, Refusal>>;
  abort(releaseId: string, name: string, uploadId: string): Promise<void>;
}

/** By default the client would sign a checksum of nothing into the addresses. */
const clientForParts = (): S3Client => new S3Client({ ...patience(COMPLETE_SECONDS), requestChecksumCalculation: 'WHEN_REQUIRED' });

export function openPartUploads(bucket: string, client = clientForParts()): PartUploads {
  const at = (releaseId: string, name: string, { id }: UploadToken) => ({ Bucket: bucket, Key: uploadKey(releaseId, name), UploadId: id });

  const arrived = async (place: ReturnType<typeof at>, sizes: readonly number[]): Promise<readonly Part[] | undefined> => {
    const listed = await unlessMissing(() => client.send(new ListPartsCommand(place)));
    // A part of another size is none: it is asked for again.
    return listed && (listed.Parts ?? []).filter(({ PartNumber, Size }) => sizes[(PartNumber ?? 0) - 1] === Size);
  };

  const standing = async (place: ReturnType<typeof at>, token: UploadToken, there: readonly Part[]): Promise<PartUpload> => {
    const signed = partSizes(token.size).map(async (size, index): Promise<PartOfUpload> => {
      const number = index + 1;
      if (there.some(({ PartNumber }) => PartNumber === number)) return { number, size, arrived: true };
      const put = new UploadPartCommand({ ...place, PartNumber: number, ContentLength: size });
      return { number, size, arrived: false, url: await getSignedUrl(client, put, { expiresIn: LINK_SECONDS }) };
    });
    const parts = await Promise.all(signed);
    const url = parts.find((part) => part.url !== undefined)?.url ?? (await getSignedUrl(client, new ListPartsCommand(place), { expiresIn: LINK_SECONDS }));
    return { uploadId: tokenFor(token), partSize: PART_BYTES, parts, expiresAt: expiryOf(url) };
  };

  /** The parts are together already, by an earlier call whose answer was lost or that was cut off. */
  const completedBefore = async ({ Bucket, Key }: ReturnType<typeof at>, { nonce }: UploadToken): Promise<Result<string, Refusal>> => {
    const found = await unlessMissing(() => client.send(new HeadObjectCommand({ Bucket, Key })));
    return found?.VersionId !== undefined && found.Metadata?.['upload'] === nonce ? ok(found.VersionId) : refused({ code: 'upload-unknown' });
  };

  return {
    async begin(releaseId, announced) {
      const nonce = randomBytes(9).toString('base64url');
      const { type, metadata } = announcedHeaders(announced);
      const place = { Bucket: bucket, Key: uploadKey(releaseId, announced.name) };
      const { UploadId: id = '' } = await client.send(new CreateMultipartUploadCommand({ ...place, ContentType: type, Metadata: { ...metadata, upload: nonce } }));
      const token = { size: announced.size, nonce, id };
      return standing({ ...place, UploadId: id }, token, []);
    },
    async progress(releaseId, name, uploadId) {
      const token = tokenIn(uploadId);
      if (token === undefined) return refused({ code: 'upload-unknown' });
      const place = at(releaseId, name, token);
      const there = await arrived(place, partSizes(token.size));
      return there === undefined ? refused({ code: 'upload-unknown' }) : ok(await standing(place, token, there));
    },
    async complete(releaseId, name, uploadId) {
      const token = tokenIn(uploadId);
      if (token === undefined) return refused({ code: 'upload-unknown' });
      const place = at(releaseId, name, token);
      const sizes = partSizes(token.size);
      const there = await arrived(place, sizes);
      if (there === undefined) return completedBefore(place, token);
      if (there.length < sizes.length) return refused({ code: 'upload-incomplete', values: { arrived: there.length, expected: sizes.length } });
      const Parts = there.map(({ PartNumber, ETag }) => ({ PartNumber, ETag }));
      const made = await unlessMissing(() => client.send(new CompleteMultipartUploadCommand({ ...place, MultipartUpload: { Parts } })));
      return made?.VersionId === undefined ? completedBefore(place, token) : ok(made.VersionId);
    },
    async abort(releaseId, name, uploadId) {
      const token = tokenIn(uploadId);
      if (token !== undefined) await unlessMissing(() => client.send(new AbortMultipartUploadCommand(at(releaseId, name, token))));
    },
  };
}

/** The address says when it was signed and for how long; nothing here reads a clock. */
function expiryOf(url: string): string {
  const { searchParams } = new URL(url);
  const [, date = '', time = ''] = /^(\d{8})T(\d{6})Z$/.exec(searchParams.get('X-Amz-Date') ?? '') ?? [];
  const signedAt = Date.parse(`${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`);
  return new Date(signedAt + Number(searchParams.get('X-Amz-Expires')) * 1000).toISOString();
}

function refused(fault: Omit<Fault, 'pointer'>): Result<never, Refusal> {
  return refuse('validation', { faults: [{ pointer: '/uploadId', ...fault }] });
}
