/**
 * Puts values into a template's `{placeholders}`. A placeholder without a value stays as it is, so that a slip in an
 * error path shows in the text and does not become a second error. The result is plain text: templates escape it.
 */
export function fill(template: string, values: Readonly<Record<string, string | number>>): string {
  return template.replace(/\{([a-z]+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder,
  );
}
