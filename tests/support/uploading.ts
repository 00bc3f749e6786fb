import { PART_BYTES } from '../../domain/release/attachments.ts';

/** The smallest files that begin as their types do. */
export const sampleFiles = {
  pdf: Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n'),
  png: Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(16)]),
  html: Buffer.from('<html><script>alert(1)</script></html>'),
};

export interface SignedForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a browser's form does with an upload that was allowed: no sign-in, the file last. */
export function sendForm({ url, fields }: SignedForm, file: Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append('file', new Blob([new Uint8Array(file)]), 'whatever.bin');
  return fetch(url, { method: 'POST', body: form, headers });
}

/** A part of a large file, as the API hands it out. */
export interface PartSent {
  readonly number: number;
  readonly size: number;
  readonly arrived: boolean;
  readonly url?: string;
}

/** What a browser does with a part: its bytes, and no header of its own. `size` is another length, to see it refused. */
export function putPart({ number, size: own, url = '' }: PartSent, file: Buffer, { size = own, headers = {} }: { readonly size?: number; readonly headers?: Readonly<Record<string, string>> } = {}): Promise<Response> {
  const from = (number - 1) * PART_BYTES;
  return fetch(url, { method: 'PUT', body: new Uint8Array(file.subarray(from, from + size)), headers });
}

/** A file of a length that begins as a PDF does. */
export function pdfOf(bytes: number): Buffer {
  return Buffer.concat([sampleFiles.pdf, Buffer.alloc(bytes - sampleFiles.pdf.length, 'a')]);
}
