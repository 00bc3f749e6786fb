import { createHash } from 'node:crypto';
import type { WireResponse } from '../../wire/wire.ts';
import { emptyAnswer, xmlAnswer, type Call } from '../context.ts';
import { S3Error } from '../errors.ts';
import { writeCheck } from '../preconditions.ts';
import { uploadOf } from '../request/body.ts';
import { algorithmNamed, compositeChecksum, headerNameOf } from '../request/checksums.ts';
import { headerOf, headerPairs, storedHeaders } from '../request/headers.ts';
import type { MultipartUpload, Part } from '../store/uploads.ts';
import { allOf, parseXml, textOf } from '../xml.ts';
import { newLock } from './locks.ts';
import { writtenHeaders } from './write.ts';

const SMALLEST_PART_BYTES = 5 * 1024 * 1024;
const MOST_PARTS = 10_000;

export function createMultipartUpload(call: Call): WireResponse {
  const algorithm = headerOf(call.request, 'x-amz-checksum-algorithm');
  if (algorithm !== undefined) algorithmNamed(algorithm);
  const UploadId = call.store.uploads.begin(call.bucket.name, call.key, storedHeaders(headerPairs(call.request)), newLock(call));
  return xmlAnswer('InitiateMultipartUploadResult', { Bucket: call.bucket.name, Key: call.key, UploadId });
}

export function uploadPart(call: Call): WireResponse {
  const { id } = namedUpload(call);
  const number = Number(call.request.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS) {
    throw new S3Error('InvalidArgument', { message: 'Part number must be an integer between 1 and 10000, inclusive' });
  }
  const { bytes, checksum } = uploadOf(call.request);
  const etag = createHash('md5').update(bytes).digest('hex');
  const blob = call.store.blobs.write(bytes);
  const verified = checksum === undefined ? {} : { checksum };
  call.store.uploads.putPart(id, { number, blob, size: bytes.length, etag, modified: call.settings.clock.now(), ...verified });
  return emptyAnswer(200, { etag: `"${etag}"`, ...(checksum === undefined ? {} : { [headerNameOf(checksum.algorithm)]: checksum.value }) });
}

export function completeMultipartUpload(call: Call): WireResponse {
  const upload = namedUpload(call);
  const parts = listedParts(call, call.store.uploads.parts(upload.id));
  const checksum = compositeChecksum(parts.map((part) => part.checksum));
  const digests = Buffer.concat(parts.map((part) => Buffer.from(part.etag, 'hex')));
  const version = call.store.versions.put(
    call.bucket,
    {
      key: call.key,
      blob: call.store.blobs.join(parts.map((part) => part.blob)),
      size: parts.reduce((size, part) => size + part.size, 0),
      etag: `${createHash('md5').update(digests).digest('hex')}-${parts.length}`,
      modified: call.settings.clock.now(),
      headers: upload.headers,
      lock: upload.lock,
      ...(checksum === undefined ? {} : { checksum }),
    },
    writeCheck(call.request),
  );
  call.store.uploads.end(upload.id);
  const result = { Location: call.request.path, Bucket: call.bucket.name, Key: call.key, ETag: `"${version.etag}"` };
  return xmlAnswer('CompleteMultipartUploadResult', result, writtenHeaders(call, version));
}

/** The parts the client lists, each found to be what it says. Throws InvalidPart, InvalidPartOrder or EntityTooSmall. */
function listedParts({ request }: Call, stored: readonly Part[]): Part[] {
  const listed = allOf(parseXml(request.body.toString()), 'Part');
  if (listed.length === 0) throw new S3Error('MalformedXML');
  const parts = listed.map((one) => {
    const part = stored.find(({ number }) => number === Number(textOf(one, 'PartNumber')));
    if (part === undefined || textOf(one, 'ETag')?.replaceAll('"', '') !== part.etag) throw new S3Error('InvalidPart');
    return part;
  });
  parts.forEach((part, position) => {
    const next = parts[position + 1];
    if (next === undefined) return;
    if (next.number <= part.number) throw new S3Error('InvalidPartOrder');
    if (part.size < SMALLEST_PART_BYTES) throw new S3Error('EntityTooSmall', { fields: { PartNumber: String(part.number) } });
  });
  return parts;
}

export function abortMultipartUpload(call: Call): WireResponse {
  call.store.uploads.end(namedUpload(call).id);
  return emptyAnswer(204);
}

export function listParts(call: Call): WireResponse {
  const upload = namedUpload(call);
  const after = Number(call.request.query.get('part-number-marker') ?? 0);
  const most = Number(call.request.query.get('max-parts') ?? 1000);
  const rest = call.store.uploads.parts(upload.id).filter((part) => part.number > after);
  const shown = rest.slice(0, most);
  return xmlAnswer('ListPartsResult', {
    Bucket: call.bucket.name,
    Key: call.key,
    UploadId: upload.id,
    PartNumberMarker: after,
    NextPartNumberMarker: shown.at(-1)?.number,
    MaxParts: most,
    IsTruncated: rest.length > shown.length,
    Part: shown.map(({ number, etag, size, modified }) => ({
      PartNumber: number,
      LastModified: new Date(modified).toISOString(),
      ETag: `"${etag}"`,
      Size: size,
    })),
  });
}

function namedUpload({ store, bucket, key, request }: Call): MultipartUpload {
  return store.uploads.named(bucket.name, key, request.query.get('uploadId') ?? '');
}
