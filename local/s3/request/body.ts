import { createHash } from 'node:crypto';
import type { WireRequest } from '../../wire/wire.ts';
import { S3Error } from '../errors.ts';
import { verifiedChecksum, type Checksum } from './checksums.ts';
import { headerOf } from './headers.ts';

export interface Upload {
  readonly bytes: Buffer;
  readonly checksum?: Checksum;
}

const HEX_SHA256 = /^[0-9a-f]{64}$/;

/** The bytes of an upload, out of their chunks, and found to be what the client says they are. */
export function uploadOf(request: WireRequest): Upload {
  const { bytes, trailers } = isChunked(request) ? unchunked(request) : { bytes: request.body, trailers: new Map<string, string>() };
  verifyMd5(bytes, headerOf(request, 'content-md5'));
  const sha256 = headerOf(request, 'x-amz-content-sha256');
  if (sha256 !== undefined && HEX_SHA256.test(sha256) && createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new S3Error('XAmzContentSHA256Mismatch');
  }
  const checksum = verifiedChecksum(bytes, (name) => headerOf(request, name) ?? trailers.get(name));
  return { bytes, ...(checksum === undefined ? {} : { checksum }) };
}

function verifyMd5(bytes: Buffer, given: string | undefined): void {
  if (given === undefined) return;
  const wanted = Buffer.from(given, 'base64');
  if (wanted.length !== 16) throw new S3Error('InvalidDigest');
  if (!createHash('md5').update(bytes).digest().equals(wanted)) throw new S3Error('BadDigest');
}

function isChunked(request: WireRequest): boolean {
  return headerOf(request, 'x-amz-content-sha256')?.startsWith('STREAMING-') === true;
}

interface Unchunked {
  readonly bytes: Buffer;
  readonly trailers: Map<string, string>;
}

/** Undoes `aws-chunked`: `size[;chunk-signature=…]` CRLF, bytes, CRLF, … `0` CRLF, trailers. Throws IncompleteBody. */
function unchunked(request: WireRequest): Unchunked {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const line = lineAt(request.body, at);
    const size = /^[0-9a-f]+(;|$)/i.test(line) ? parseInt(line, 16) : NaN;
    at += line.length + 2;
    if (Number.isNaN(size)) throw new S3Error('IncompleteBody');
    if (size === 0) break;
    if (request.body.toString('latin1', at + size, at + size + 2) !== '\r\n') throw new S3Error('IncompleteBody');
    chunks.push(request.body.subarray(at, at + size));
    at += size + 2;
  }
  const bytes = Buffer.concat(chunks);
  const announced = headerOf(request, 'x-amz-decoded-content-length');
  if (announced !== undefined && Number(announced) !== bytes.length) throw new S3Error('IncompleteBody');
  return { bytes, trailers: trailersIn(request, request.body.toString('latin1', at)) };
}

function lineAt(body: Buffer, at: number): string {
  const end = body.indexOf('\r\n', at);
  if (end < 0) throw new S3Error('IncompleteBody');
  return body.toString('latin1', at, end);
}

function trailersIn(request: WireRequest, text: string): Map<string, string> {
  const trailers = new Map<string, string>();
  for (const line of text.split('\r\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) trailers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  const announced = headerOf(request, 'x-amz-trailer');
  if (announced !== undefined && !trailers.has(announced.toLowerCase())) throw new S3Error('IncompleteBody');
  return trailers;
}
