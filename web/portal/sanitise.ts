import sanitizeHtml from 'sanitize-html';
import type { IOptions, Attributes } from 'sanitize-html';

/** Deeper nesting is no official prose: the tags go, the text stays. */
const NESTING_LIMIT = 40;

/** Cutting one thing can reveal another; the text settles after two or three rounds, and a few more are allowed. */
const MAX_ROUNDS = 8;

/**
 * What official prose may consist of: no script, style, class, id, frame, form or event attribute. Headings begin
 * below the page's own title. What is not listed loses its tag and keeps its text.
 */
export const officialProse: IOptions = {
  allowedTags: [
    ...['h2', 'h3', 'h4', 'p', 'div', 'br', 'hr', 'blockquote', 'figure', 'figcaption'],
    ...['ul', 'ol', 'li', 'dl', 'dt', 'dd'],
    ...['table', 'caption', 'colgroup', 'col', 'thead', 'tbody', 'tfoot', 'tr', 'th', 'td'],
    ...['strong', 'em', 'u', 's', 'sub', 'sup', 'a', 'img', 'video', 'source', 'track'],
  ],
  allowedAttributes: {
    a: ['href', 'title', 'rel'],
    img: ['src', 'alt', 'title', 'width', 'height'],
    video: ['src', 'title', 'poster', 'width', 'height', 'controls', 'preload'],
    source: ['src', 'type'],
    track: ['src', 'kind', 'srclang', 'label'],
    ol: ['start', 'type'],
    col: ['span'],
    colgroup: ['span'],
    th: ['colspan', 'rowspan', 'scope'],
    td: ['colspan', 'rowspan'],
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['https'], video: ['https'], source: ['https'], track: ['https'] },
  allowedSchemesAppliedToAttributes: ['href', 'src', 'poster'],
  allowProtocolRelative: false,
  disallowedTagsMode: 'discard',
  nestingLimit: NESTING_LIMIT,
  selfClosing: ['br', 'hr', 'img', 'col', 'source', 'track'],
  transformTags: {
    h1: 'h2',
    h5: 'h4',
    h6: 'h4',
    b: 'strong',
    i: 'em',
    strike: 's',
    del: 's',
    a: (tagName, attribs) => ({ tagName, attribs: withRel(attribs) }),
    img: (tagName, attribs) => ({ tagName, attribs: { ...attribs, alt: attribs.alt ?? '' } }),
    video: (tagName, attribs) => ({ tagName, attribs: { ...attribs, controls: '', preload: 'none' } }),
  },
  exclusiveFilter: (frame) => frame.tag === 'img' && (frame.attribs.src ?? '') === '',
};

/** The page that a link leads to gets no handle on ours, whatever the author wrote. */
function withRel({ rel: _rel, ...attribs }: Attributes): Attributes {
  return attribs.href === undefined ? attribs : { ...attribs, rel: 'noopener' };
}

/**
 * The harmless part of what an editor sent: called when an item is saved and again when its page is rendered. What it
 * returns it returns unchanged a second time, so the hash of saved content stays the hash of what is shown.
 * @throws when the text does not settle, which no input is known to cause: better no page than an unsafe one.
 */
export function sanitise(dirty: string): string {
  let current = dirty;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const next = sanitizeHtml(current, officialProse);
    if (next === current) return next;
    current = next;
  }
  throw new Error('The text does not settle under sanitising.');
}
