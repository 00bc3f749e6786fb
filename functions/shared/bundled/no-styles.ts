/**
 * Takes the place of `postcss` in every bundle: sanitize-html parses style attributes with it where they are allowed, and
 * no text of ours may have any. Should one ever be let in, it is dropped: what cannot be parsed is not kept.
 */
export function parse(): never {
  throw new Error('No text may have styles.');
}
