import sanitizeHtml from 'sanitize-html';
import type { Attributes } from 'sanitize-html';
import { officialProse } from './sanitise.ts';

/** How a body names a file of its own item: the item has no address yet when it is written. */
const OWN_FILES = 'attachments/';

/** What shows a file within the text: such a file is not listed once more below it. */
const SHOWN = ['img', 'video', 'source', 'track'];

const ADDRESSES = ['src', 'href', 'poster'] as const;

export interface BodyWithFiles {
  readonly html: string;
  /** The files that are seen in the text itself. */
  readonly shown: ReadonlySet<string>;
}

/**
 * A sanitised body with the addresses of the item's own files in it. What names a file that the item does not have loses
 * that address, and with it the picture: no page leads into the void (I8).
 */
export function bodyWithFiles(sanitised: string, addressOf: (name: string) => string | undefined): BodyWithFiles {
  const shown = new Set<string>();
  const resolved = (tagName: string, attribs: Attributes): Attributes => {
    const result = { ...attribs };
    for (const attribute of ADDRESSES) {
      const given = attribs[attribute];
      if (given?.startsWith(OWN_FILES) !== true) continue;
      const name = nameIn(given);
      const address = addressOf(name);
      if (address === undefined) delete result[attribute];
      else result[attribute] = address;
      if (address !== undefined && SHOWN.includes(tagName)) shown.add(name);
    }
    return result;
  };
  const html = sanitizeHtml(sanitised, {
    ...officialProse,
    // The text has passed them already; the address of a file that is only previewed may be any of these.
    allowedSchemesByTag: {},
    transformTags: { '*': (tagName, attribs) => ({ tagName, attribs: resolved(tagName, attribs) }) },
    exclusiveFilter: ({ tag, attribs }) => ['img', 'source', 'track'].includes(tag) && (attribs.src ?? '') === '',
  });
  return { html, shown };
}

/** The name of an own file in its address; of one that cannot be decoded, a name that no file has. */
function nameIn(address: string): string {
  try {
    return decodeURIComponent(address.slice(OWN_FILES.length));
  } catch {
    return '';
  }
}
