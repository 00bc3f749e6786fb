import type { WireResponse } from '../../wire/wire.ts';
import { emptyAnswer, type Call } from '../context.ts';
import { S3Error } from '../errors.ts';
import { readPrecondition } from '../preconditions.ts';
import { headerNameOf } from '../request/checksums.ts';
import { headerOf } from '../request/headers.ts';
import type { Version } from '../store/version.ts';

/** GetObject and HeadObject. */
export function getObject(call: Call): WireResponse {
  const version = readable(call);
  if (readPrecondition(call.request, version) === 'unmodified') return emptyAnswer(304, identity(call, version));
  const headers = { ...version.headers, ...identity(call, version), ...lockHeaders(version), ...overrides(call), 'accept-ranges': 'bytes' };
  const range = rangeOf(headerOf(call.request, 'range'), version.size);
  const blob = version.blob ?? '';
  const isHead = call.request.method === 'HEAD';
  if (range === undefined) {
    const whole = { ...headers, ...checksumHeaders(call, version), 'content-length': String(version.size) };
    return { status: 200, headers: whole, body: isHead ? '' : call.store.blobs.read(blob) };
  }
  const partial = {
    ...headers,
    'content-length': String(range.length),
    'content-range': `bytes ${range.start}-${range.start + range.length - 1}/${version.size}`,
  };
  return { status: 206, headers: partial, body: isHead ? '' : call.store.blobs.readRange(blob, range.start, range.length) };
}

/** The version a call names, or the current one. Throws what S3 says of one that is missing or a delete marker. */
export function readable(call: Call): Version {
  const { store, bucket, key, request } = call;
  const versionId = request.query.get('versionId');
  const version = versionId === null ? store.versions.latest(bucket.name, key) : store.versions.named(bucket.name, key, versionId);
  if (version !== undefined && !version.isDeleteMarker) return version;
  const headers = version === undefined ? {} : { 'x-amz-delete-marker': 'true', 'x-amz-version-id': version.versionId };
  if (versionId !== null && version !== undefined) throw new S3Error('MethodNotAllowed', { headers, fields: { Method: request.method } });
  refuseUnlisted(call);
  if (versionId !== null) throw new S3Error('NoSuchVersion', { fields: { Key: key, VersionId: versionId } });
  throw new S3Error('NoSuchKey', { headers, fields: { Key: key } });
}

/** Who may not list a bucket is not told what it lacks. */
export function refuseUnlisted({ settings, request, bucket }: Call): void {
  if (settings.mayList?.(request.principal, bucket.name) === false) throw new S3Error('AccessDenied');
}

export function versionHeader(call: Call, version: Version): Record<string, string> {
  return call.bucket.versioned ? { 'x-amz-version-id': version.versionId } : {};
}

function identity(call: Call, version: Version): Record<string, string> {
  return {
    etag: `"${version.etag}"`,
    'last-modified': new Date(version.modified).toUTCString(),
    'x-amz-server-side-encryption': 'AES256',
    ...versionHeader(call, version),
  };
}

function lockHeaders({ mode, retainUntil, legalHold }: Version): Record<string, string> {
  return {
    ...(mode === undefined || retainUntil === undefined
      ? {}
      : { 'x-amz-object-lock-mode': mode, 'x-amz-object-lock-retain-until-date': new Date(retainUntil).toISOString() }),
    ...(legalHold === true ? { 'x-amz-object-lock-legal-hold': 'ON' } : {}),
  };
}

function checksumHeaders({ request }: Call, { checksum }: Version): Record<string, string> {
  if (checksum === undefined || headerOf(request, 'x-amz-checksum-mode')?.toUpperCase() !== 'ENABLED') return {};
  return { [headerNameOf(checksum.algorithm)]: checksum.value, 'x-amz-checksum-type': checksum.type };
}

function overrides({ request }: Call): Record<string, string> {
  const given = [...request.query].filter(([name]) => name.startsWith('response-'));
  return Object.fromEntries(given.map(([name, value]) => [name.slice('response-'.length), value]));
}

interface ByteRange {
  readonly start: number;
  readonly length: number;
}

/** One range; several, or one that is not well-formed, mean the whole object. Throws InvalidRange. */
function rangeOf(header: string | undefined, size: number): ByteRange | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  const { start, end } = from === '' ? { start: Math.max(size - Number(to), 0), end: size } : betweenOf(Number(from), to, size);
  if (end <= start && start < size) return undefined;
  if (start >= size) {
    throw new S3Error('InvalidRange', { fields: { ActualObjectSize: String(size) }, headers: { 'content-range': `bytes */${size}` } });
  }
  return { start, length: Math.min(end, size) - start };
}

/** `end` is the first byte behind the range. */
function betweenOf(start: number, to: string, size: number): { start: number; end: number } {
  return { start, end: to === '' ? Math.max(size, start) : Number(to) + 1 };
}
