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
