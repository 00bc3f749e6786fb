import type { WireRequest } from '../../wire/wire.ts';
import { notServed } from '../errors.ts';

export function headerOf(request: WireRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(',') : value;
}

/** Headers of S3's own that some operation here reads, or that change nothing on a laptop. */
const UNDERSTOOD = new Set([
  'x-amz-bypass-governance-retention',
  'x-amz-checksum-algorithm',
  'x-amz-checksum-crc32',
  'x-amz-checksum-mode',
  'x-amz-checksum-sha1',
  'x-amz-checksum-sha256',
  'x-amz-checksum-type',
  'x-amz-content-sha256',
  'x-amz-copy-source',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-metadata-directive',
  'x-amz-object-lock-legal-hold',
  'x-amz-object-lock-mode',
  'x-amz-object-lock-retain-until-date',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-security-token',
  'x-amz-trailer',
  'x-amz-user-agent',
]);

/** A header that S3 would act on and the laptop would not is refused by name. */
export function refuseStrangeHeaders(request: WireRequest): void {
  for (const [name, value] of Object.entries(request.headers)) {
    if (!name.startsWith('x-amz-') || name.startsWith('x-amz-meta-') || UNDERSTOOD.has(name)) continue;
    // Every bucket is encrypted so by default.
    if (name === 'x-amz-server-side-encryption' && value === 'AES256') continue;
    throw notServed(`S3's header ${name}`);
  }
}

const STORED = ['content-type', 'cache-control', 'content-disposition', 'content-encoding', 'content-language', 'expires'];
const DEFAULT_TYPE = 'binary/octet-stream';

/** The headers that an object keeps and gives back, its metadata among them. `pairs` have names in lower case. */
export function storedHeaders(pairs: Iterable<readonly [string, string]>): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': DEFAULT_TYPE };
  for (const [name, value] of pairs) {
    if (!STORED.includes(name) && !name.startsWith('x-amz-meta-')) continue;
    const worth = name === 'content-encoding' ? withoutChunking(value) : value;
    if (worth !== '') kept[name] = worth;
  }
  return kept;
}

export function headerPairs(request: WireRequest): [string, string][] {
  return Object.entries(request.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : (value ?? '')]);
}

/** `aws-chunked` says how the body travelled, not what it is. */
function withoutChunking(encoding: string): string {
  return encoding
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== 'aws-chunked')
    .join(',');
}
