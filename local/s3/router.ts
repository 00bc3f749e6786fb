import type { WireRequest } from '../wire/wire.ts';
import { notServed, S3Error } from './errors.ts';

type Level = 'service' | 'bucket' | 'object';

interface Route {
  readonly operation: string;
  readonly method: string;
  readonly level: Level;
  /** Query parameters that make it this operation. */
  readonly needs: readonly string[];
  /** Query parameters it also understands; any other is refused, not ignored. */
  readonly takes: readonly string[];
  readonly header?: readonly [name: string, start: string];
}

const RESPONSE_HEADERS = ['cache-control', 'content-disposition', 'content-encoding', 'content-language', 'content-type', 'expires'];
const OVERRIDES = RESPONSE_HEADERS.map((name) => `response-${name}`);
const LISTING = ['prefix', 'delimiter', 'max-keys', 'encoding-type'];

const route = (
  operation: string,
  method: string,
  level: Level,
  needs: readonly string[] = [],
  takes: readonly string[] = [],
  header?: Route['header'],
): Route => ({ operation, method, level, needs, takes, ...(header === undefined ? {} : { header }) });

/** The first that fits is the operation. */
const ROUTES = [
  route('GetBucketLocation', 'GET', 'bucket', ['location']),
  route('GetBucketVersioning', 'GET', 'bucket', ['versioning']),
  route('ListObjectVersions', 'GET', 'bucket', ['versions'], [...LISTING, 'key-marker', 'version-id-marker']),
  route('ListObjectsV2', 'GET', 'bucket', ['list-type'], [...LISTING, 'continuation-token', 'start-after', 'fetch-owner']),
  route('HeadBucket', 'HEAD', 'bucket'),
  route('DeleteObjects', 'POST', 'bucket', ['delete']),
  route('PostObject', 'POST', 'bucket', [], [], ['content-type', 'multipart/form-data']),
  route('Preflight', 'OPTIONS', 'bucket'),
  route('ListParts', 'GET', 'object', ['uploadId'], ['max-parts', 'part-number-marker']),
  route('GetObjectRetention', 'GET', 'object', ['retention'], ['versionId']),
  route('GetObjectLegalHold', 'GET', 'object', ['legal-hold'], ['versionId']),
  route('GetObject', 'GET', 'object', [], ['versionId', ...OVERRIDES]),
  route('HeadObject', 'HEAD', 'object', [], ['versionId', ...OVERRIDES]),
  route('UploadPart', 'PUT', 'object', ['uploadId', 'partNumber']),
  route('PutObjectRetention', 'PUT', 'object', ['retention'], ['versionId']),
  route('PutObjectLegalHold', 'PUT', 'object', ['legal-hold'], ['versionId']),
  route('CopyObject', 'PUT', 'object', [], [], ['x-amz-copy-source', '']),
  route('PutObject', 'PUT', 'object'),
  route('CreateMultipartUpload', 'POST', 'object', ['uploads']),
  route('CompleteMultipartUpload', 'POST', 'object', ['uploadId']),
  route('AbortMultipartUpload', 'DELETE', 'object', ['uploadId']),
  route('DeleteObject', 'DELETE', 'object', [], ['versionId']),
  route('Preflight', 'OPTIONS', 'object', [], ['versionId', 'uploadId', 'partNumber', ...OVERRIDES]),
];

/** What else AWS has at these places, so that a refusal can name it. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'GET service': 'ListBuckets',
  'PUT bucket': 'CreateBucket',
  'DELETE bucket': 'DeleteBucket',
  'GET bucket': 'ListObjects',
};

export interface Target {
  readonly operation: string;
  readonly bucket: string;
  /** Empty for operations on a bucket. */
  readonly key: string;
}

const LONGEST_KEY_BYTES = 1024;

/** Which operation a path-style request asks for. Throws NotImplemented with its name for what the laptop does not serve. */
export function targetOf(request: WireRequest): Target {
  const { bucket, key } = placeOf(request.path);
  const level = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const found = ROUTES.find((one) => fits(one, level, request));
  const name = found?.operation ?? ELSEWHERE[`${request.method} ${level}`] ?? `${request.method} on a ${level}`;
  const strange = [...request.query.keys()].filter((parameter) => !isUnderstood(found, parameter));
  if (found === undefined || strange.length > 0) throw notServed(`S3's ${name}${strange.length > 0 ? ` with ?${strange.join('&')}` : ''}`);
  if (Buffer.byteLength(key) > LONGEST_KEY_BYTES) throw new S3Error('KeyTooLongError');
  return { operation: found.operation, bucket, key };
}

function fits(one: Route, level: Level, { method, query, headers }: WireRequest): boolean {
  if (one.method !== method || one.level !== level || !one.needs.every((name) => query.has(name))) return false;
  if (one.header === undefined) return true;
  const value = headers[one.header[0]];
  return typeof value === 'string' && value.startsWith(one.header[1]);
}

function isUnderstood(found: Route | undefined, parameter: string): boolean {
  if (parameter === 'x-id' || parameter.toLowerCase().startsWith('x-amz-')) return true;
  return found !== undefined && (found.needs.includes(parameter) || found.takes.includes(parameter));
}

function placeOf(path: string): { bucket: string; key: string } {
  const slash = path.indexOf('/', 1);
  try {
    return {
      bucket: decodeURIComponent(slash < 0 ? path.slice(1) : path.slice(1, slash)),
      key: slash < 0 ? '' : decodeURIComponent(path.slice(slash + 1)),
    };
  } catch {
    throw new S3Error('InvalidURI');
  }
}
