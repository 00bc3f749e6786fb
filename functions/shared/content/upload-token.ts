import { LARGEST_FILE_BYTES } from '../../../domain/release/attachments.ts';

/**
 * What somebody is handed to go on with an upload by. It is believed nothing of: the bucket knows the upload under the place
 * of its item and name only, and what comes of it is held to what was announced.
 */
export interface UploadToken {
  /** Bytes of the whole file, as announced. */
  readonly size: number;
  /** Names what the upload comes to, once it is complete and the bucket has forgotten it. */
  readonly nonce: string;
  /** The bucket's own name for it. */
  readonly id: string;
}

export function tokenFor({ size, nonce, id }: UploadToken): string {
  return `${size}.${nonce}.${id}`;
}

/** Undefined for what never was one. */
export function tokenIn(text: string): UploadToken | undefined {
  const [, size, nonce, id] = /^(\d{1,10})\.([\w-]{1,40})\.([\w.-]{1,900})$/.exec(text) ?? [];
  if (size === undefined || nonce === undefined || id === undefined || Number(size) > LARGEST_FILE_BYTES) return undefined;
  return { size: Number(size), nonce, id };
}
