import { createHash } from 'node:crypto';
import type { WireResponse } from '../../wire/wire.ts';
import { emptyAnswer, xmlAnswer, type Call } from '../context.ts';
import { notServed, S3Error } from '../errors.ts';
import { writeCheck } from '../preconditions.ts';
import { uploadOf, type Upload } from '../request/body.ts';
import { headerNameOf } from '../request/checksums.ts';
import { copySourceOf } from '../request/copy-source.ts';
import { headerOf, headerPairs, storedHeaders } from '../request/headers.ts';
import type { Lock, Version } from '../store/version.ts';
import type { Check } from '../store/versions.ts';
import { demandChecksum, newLock } from './locks.ts';
import { readable, versionHeader } from './read.ts';

export function putObject(call: Call): WireResponse {
  const upload = uploadOf(call.request);
  const lock = newLock(call);
  demandChecksum(call, lock, upload.checksum);
  const version = store(call, upload, { headers: storedHeaders(headerPairs(call.request)), lock, check: writeCheck(call.request) });
  return emptyAnswer(200, writtenHeaders(call, version));
}

interface Storing {
  readonly headers: Readonly<Record<string, string>>;
  readonly lock: Lock;
  readonly check: Check;
}

/** Lands the bytes, then commits the row that makes them an object. */
export function store({ store: { blobs, versions }, bucket, key, settings }: Call, upload: Upload, storing: Storing): Version {
  const object = {
    key,
    blob: blobs.write(upload.bytes),
    size: upload.bytes.length,
    etag: createHash('md5').update(upload.bytes).digest('hex'),
    modified: settings.clock.now(),
    headers: storing.headers,
    lock: storing.lock,
    ...(upload.checksum === undefined ? {} : { checksum: upload.checksum }),
  };
  return versions.put(bucket, object, storing.check);
}

export function writtenHeaders(call: Call, version: Version): Record<string, string> {
  return {
    etag: `"${version.etag}"`,
    'x-amz-server-side-encryption': 'AES256',
    ...versionHeader(call, version),
    ...(version.checksum === undefined
      ? {}
      : { [headerNameOf(version.checksum.algorithm)]: version.checksum.value, 'x-amz-checksum-type': version.checksum.type }),
  };
}

export function copyObject(call: Call): WireResponse {
  const source = copySourceOf(call.request);
  const query = new URLSearchParams(source.versionId === undefined ? {} : { versionId: source.versionId });
  const from: Call = { ...call, bucket: call.store.buckets.named(source.bucket), key: source.key, request: { ...call.request, query } };
  const version = readable(from);
  const replaces = directive(call) === 'REPLACE';
  if (!replaces && source.versionId === undefined && source.bucket === call.bucket.name && source.key === call.key) {
    throw new S3Error('InvalidRequest', { message: 'This copy request is illegal because it is trying to copy an object to itself without changing it.' });
  }
  const copy = call.store.versions.put(
    call.bucket,
    {
      key: call.key,
      blob: call.store.blobs.copy(version.blob ?? ''),
      size: version.size,
      etag: version.etag,
      modified: call.settings.clock.now(),
      headers: replaces ? storedHeaders(headerPairs(call.request)) : version.headers,
      lock: newLock(call),
      ...(version.checksum === undefined ? {} : { checksum: version.checksum }),
    },
    writeCheck(call.request),
  );
  const headers = { ...versionHeader(call, copy), ...(from.bucket.versioned ? { 'x-amz-copy-source-version-id': version.versionId } : {}) };
  return xmlAnswer('CopyObjectResult', { ETag: `"${copy.etag}"`, LastModified: new Date(copy.modified).toISOString() }, headers);
}

function directive({ request }: Call): string {
  const named = headerOf(request, 'x-amz-metadata-directive') ?? 'COPY';
  if (named !== 'COPY' && named !== 'REPLACE') throw notServed(`S3's metadata directive ${named}`);
  return named;
}
