import { canonicalJson, type Json } from '../../../domain/record/canonical.ts';
import { fieldsOf, type Content, type ContentFields } from '../../../domain/release/content.ts';

/** A field that says something else; null where it was or is absent. */
export interface FieldDifference {
  readonly name: keyof ContentFields;
  readonly from: Json;
  readonly to: Json;
}

/** The fields whose canonical values differ; the body is compared by itself. */
export function fieldDifferences(from: Content, to: Content): readonly FieldDifference[] {
  const names = Object.keys({ ...fieldsOf(from), ...fieldsOf(to) }) as (keyof ContentFields)[];
  return names
    .map((name) => ({ name, from: (from[name] ?? null) as Json, to: (to[name] ?? null) as Json }))
    .filter((field) => canonicalJson(field.from) !== canonicalJson(field.to));
}
