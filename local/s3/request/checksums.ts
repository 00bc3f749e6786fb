import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { notServed, S3Error } from '../errors.ts';

/** A checksum that the uploader gave, verified, and that is given back on reading. */
export interface Checksum {
  readonly algorithm: Algorithm;
  /** Base64; for an object of parts `…-N`. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

export type Algorithm = keyof typeof ALGORITHMS;

const ALGORITHMS = {
  CRC32: crc32Of,
  SHA1: (bytes: Buffer) => createHash('sha1').update(bytes).digest('base64'),
  SHA256: (bytes: Buffer) => createHash('sha256').update(bytes).digest('base64'),
};

function crc32Of(bytes: Buffer): string {
  const value = Buffer.alloc(4);
  value.writeUInt32BE(crc32(bytes));
  return value.toString('base64');
}

export function headerNameOf(algorithm: Algorithm): string {
  return `x-amz-checksum-${algorithm.toLowerCase()}`;
}

/** Throws NotImplemented for an algorithm the laptop does not compute (CRC32C, CRC64NVME). */
export function algorithmNamed(name: string): Algorithm {
  if (!Object.hasOwn(ALGORITHMS, name)) throw notServed(`S3's checksum algorithm ${name}`);
  return name as Algorithm;
}

/** The checksum in an upload's headers or trailers, compared with the bytes. Throws BadDigest. */
export function verifiedChecksum(bytes: Buffer, given: (header: string) => string | undefined): Checksum | undefined {
  for (const algorithm of Object.keys(ALGORITHMS) as Algorithm[]) {
    const value = given(headerNameOf(algorithm));
    if (value === undefined) continue;
    if (ALGORITHMS[algorithm](bytes) !== value) {
      throw new S3Error('BadDigest', { message: `The ${algorithm} you specified did not match the calculated checksum.` });
    }
    return { algorithm, value, type: 'FULL_OBJECT' };
  }
  return undefined;
}

/** The checksum of an object of parts: over the parts' checksums, when each has one of the same algorithm. */
export function compositeChecksum(parts: readonly (Checksum | undefined)[]): Checksum | undefined {
  const algorithm = parts[0]?.algorithm;
  if (algorithm === undefined || parts.some((part) => part?.algorithm !== algorithm)) return undefined;
  const together = Buffer.concat(parts.map((part) => Buffer.from(part?.value ?? '', 'base64')));
  return { algorithm, value: `${ALGORITHMS[algorithm](together)}-${parts.length}`, type: 'COMPOSITE' };
}
