/**
 * A document in the table is one text. Nothing is looked up inside it, and to take a release apart into hundreds of
 * attribute values, at both ends of every call, costs more than all the rest of the call.
 */
export function textOf(document: unknown): string {
  return JSON.stringify(document);
}

/** The document that was kept. Throws where there is none: what is damaged must not be taken for a document without fields. */
export function documentIn<Document>(text: unknown): Document {
  const document: unknown = JSON.parse(String(text));
  if (typeof document !== 'object' || document === null) throw new TypeError('This is no document.');
  return document as Document;
}
