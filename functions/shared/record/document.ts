/**
 * A document in the table is one text. Nothing is looked up inside it, and to take a release apart into hundreds of
 * attribute values, at both ends of every call, costs more than all the rest of the call.
 */
export function textOf(document: unknown): string {
  return JSON.stringify(document);
}

/** The document that was kept. */
export function documentIn<Document>(text: unknown): Document {
  return JSON.parse(String(text)) as Document;
}
