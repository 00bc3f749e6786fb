/** Where a file lies in the content store. */
export function attachmentKey(hash: string): string {
  return `attachments/${hash}`;
}

/** RFC 6266: the name as it is for every browser of today, and in ASCII for whatever else reads it. */
export function dispositionOf(name: string, how: 'attachment' | 'inline'): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
  return `${how}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
