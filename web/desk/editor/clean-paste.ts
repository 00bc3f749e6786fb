import { parseHtml } from './parse-html.ts';
import { listsOutOfParagraphs, STYLE } from './word-lists.ts';

/** What is no text: Word's and WPS's own data, styles, scripts, forms, frames. */
const NOT_TEXT = 'style, script, meta, link, title, xml, template, noscript, iframe, object, embed, form, input, button, select, textarea, svg, math, canvas, audio';

export interface Cleaned {
  /** Structure and words; the editor's schema takes what it knows of it. */
  readonly body: HTMLElement;
  /** How many pictures were left out: they have to be uploaded, with a text that says what they show. */
  readonly pictures: number;
}

/**
 * What was copied from Word, WPS or a web page, reduced to structure and words: headings, lists, tables, links, emphasis.
 * Fonts, colours, sizes, empty paragraphs and what is not shown go; so do pictures, which lie on somebody's disk or at
 * somebody else's address.
 */
export function cleanPasted(html: string): Cleaned {
  const { body } = parseHtml(withStylesSetAside(html));
  for (const comment of commentsIn(body)) comment.remove();
  for (const element of body.querySelectorAll(NOT_TEXT)) element.remove();
  for (const element of [...body.querySelectorAll('*')]) {
    if (isHidden(element)) element.remove();
    else if (element.tagName.includes(':')) element.replaceWith(...element.childNodes);
  }
  listsOutOfParagraphs(body);
  const pictures = [...body.querySelectorAll('img, video, picture')];
  for (const picture of pictures) picture.remove();
  for (const element of body.querySelectorAll('*')) keepOnlyMeaning(element);
  for (const paragraph of [...body.querySelectorAll('p, li, h1, h2, h3, h4, h5, h6')]) if (isEmpty(paragraph)) paragraph.remove();
  return { body, pictures: pictures.length };
}

/** The desk's policy lets no style in, not even into a document that nobody sees; what the styles say is still read. */
function withStylesSetAside(html: string): string {
  return html.replaceAll(/<style\b[^]*?<\/style>/gi, '').replaceAll(/<[a-z][^>]*>/gi, (tag) => tag.replaceAll(/\sstyle(?=\s*=)/gi, ` ${STYLE}`));
}

/** Plain text, a paragraph for each line: what is copied from a text file or typed elsewhere. */
export function paragraphsOf(text: string): HTMLElement {
  const { body } = parseHtml('');
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const paragraph = body.ownerDocument.createElement('p');
    paragraph.textContent = line.trim();
    body.append(paragraph);
  }
  return body;
}

function commentsIn(body: HTMLElement): Comment[] {
  const walker = body.ownerDocument.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
  const comments: Comment[] = [];
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) comments.push(node as Comment);
  return comments;
}

/** Deleted text of tracked changes, hidden runs, what a style takes off the page. */
function isHidden(element: Element): boolean {
  const style = element.getAttribute(STYLE) ?? '';
  return /mso-hide:\s*all|display:\s*none/i.test(style) || (element.tagName === 'DEL' && element.hasAttribute('cite'));
}

const KEPT: Readonly<Record<string, readonly string[]>> = { A: ['href'], TD: ['colspan', 'rowspan'], TH: ['colspan', 'rowspan'], OL: ['start'] };

/** Attributes go, but for those that mean something; bold and italic that are only styles become emphasis. */
function keepOnlyMeaning(element: Element): void {
  const style = element.getAttribute(STYLE) ?? '';
  const kept = KEPT[element.tagName] ?? [];
  for (const { name } of [...element.attributes]) if (!kept.includes(name)) element.removeAttribute(name);
  if (element.tagName !== 'SPAN') return;
  if (/font-weight:\s*(bold|[6-9]00)/i.test(style)) wrapContent(element, 'strong');
  if (/font-style:\s*italic/i.test(style)) wrapContent(element, 'em');
}

function wrapContent(element: Element, tag: string): void {
  const wrapper = element.ownerDocument.createElement(tag);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

/** Official prose is spaced by its style: paragraphs of blanks only are somebody's spacing by hand. */
function isEmpty(element: Element): boolean {
  return element.textContent.replaceAll(/[\s\u00a0\u3000]/g, '') === '' && element.querySelector('br + br, table, ul, ol') === null && element.closest('td, th') === null;
}
