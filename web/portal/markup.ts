import { html, raw } from 'hono/html';

/** Markup that is safe to put into a page as it stands. */
export type Markup = ReturnType<typeof raw>;

/**
 * A template that escapes every value which is not markup itself. `html` answers with a promise only when a value is
 * one; the types below admit none, so this is always text at once.
 */
export function markup(strings: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  return html(strings, ...values) as Markup;
}

/** What a template takes; null, undefined and false show nothing. */
export type MarkupValue = string | number | Markup | readonly Markup[] | null | undefined | false;

/** Marks text as markup. Only for what `sanitise` has returned. */
export function trusted(sanitised: string): Markup {
  return raw(sanitised);
}
