/** The one policy that the desk's Content-Security-Policy knows (lib/desk-site/response-headers.ts). */
const POLICY = 'desk-editor';

interface Policy {
  createHTML(text: string): string;
}

interface PolicyFactory {
  createPolicy(name: string, rules: { createHTML: (text: string) => string }): Policy;
}

let policy: Policy | undefined;

/**
 * Text as a document of its own: nothing in it runs or is loaded, and only what the editor's schema knows is taken from
 * it. Browsers with Trusted Types let no other code of the desk turn text into markup.
 */
export function parseHtml(text: string): Document {
  return new DOMParser().parseFromString(trusted(text), 'text/html');
}

function trusted(text: string): string {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: PolicyFactory };
  if (trustedTypes === undefined) return text;
  policy ??= trustedTypes.createPolicy(POLICY, { createHTML: (html) => html });
  return policy.createHTML(text);
}
