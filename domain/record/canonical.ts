import { createHash } from 'node:crypto';

/** A value that JSON can carry. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

/** One text for one value: keys sorted, nothing undefined, so that a hash does not depend on who wrote the value down. */
export function canonicalJson(value: Json): string {
  return JSON.stringify(sorted(value));
}

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => sorted(item));
  if (value === null || typeof value !== 'object') return value;
  const object = value as { readonly [key: string]: Json | undefined };
  return Object.fromEntries(
    Object.keys(object)
      .sort()
      .filter((key) => object[key] !== undefined)
      .map((key) => [key, sorted(object[key] as Json)]),
  );
}
