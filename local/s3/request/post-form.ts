import type { WireRequest } from '../../wire/wire.ts';
import { S3Error } from '../errors.ts';
import { headerOf } from './headers.ts';

/** A browser's upload. Field names are in lower case. */
export interface PostForm {
  readonly fields: ReadonlyMap<string, string>;
  /** `${filename}` replaced. */
  readonly key: string;
  readonly file: Buffer;
}

interface Part {
  readonly name: string;
  readonly fileName?: string;
  readonly content: Buffer;
}

const BREAK = Buffer.from('\r\n\r\n');

/** Reads a multipart/form-data body up to its file; what follows the file is ignored, as S3 does. */
export function formOf(request: WireRequest): PostForm {
  const boundary = /boundary="?([^";]+)"?/i.exec(headerOf(request, 'content-type') ?? '')?.[1];
  if (boundary === undefined) throw new S3Error('MalformedPOSTRequest');
  const fields = new Map<string, string>();
  for (const part of partsOf(request.body, boundary)) {
    if (part.name === 'file') return withFile(fields, part);
    fields.set(part.name, part.content.toString());
  }
  throw new S3Error('InvalidArgument', { message: 'POST requires exactly one file upload per request.' });
}

function withFile(fields: Map<string, string>, file: Part): PostForm {
  const key = fields.get('key');
  if (key === undefined || key === '') throw new S3Error('InvalidArgument', { message: "Bucket POST must contain a field named 'key'." });
  return { fields, key: key.replaceAll('${filename}', file.fileName ?? ''), file: file.content };
}

function* partsOf(body: Buffer, boundary: string): Generator<Part> {
  const mark = Buffer.from(`--${boundary}`);
  let at = body.indexOf(mark);
  while (at >= 0) {
    const start = at + mark.length + 2;
    const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), start - 2);
    if (next < 0) return;
    yield partOf(body.subarray(start, next));
    at = next + 2;
  }
}

function partOf(bytes: Buffer): Part {
  const end = bytes.indexOf(BREAK);
  const head = end < 0 ? '' : bytes.toString('utf8', 0, end);
  const name = /;\s*name="([^"]*)"/i.exec(head)?.[1];
  if (name === undefined) throw new S3Error('MalformedPOSTRequest');
  const fileName = /;\s*filename="([^"]*)"/i.exec(head)?.[1];
  return {
    name: name.toLowerCase(),
    ...(fileName === undefined ? {} : { fileName }),
    content: bytes.subarray(end + BREAK.length),
  };
}
