import { Mark, mergeAttributes, type Extensions } from '@tiptap/core';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import StarterKit from '@tiptap/starter-kit';
import { Film, Picture, type ShowFile } from './picture.ts';

const raised = (name: string, tag: string): Mark => Mark.create({ name, parseHTML: () => [{ tag }], renderHTML: ({ HTMLAttributes }) => [tag, mergeAttributes(HTMLAttributes), 0] });

/**
 * The schema of official prose: headings below the page's title, lists, tables, links, emphasis, pictures and films. What
 * the portal's sanitiser would take away cannot be written.
 */
export function officialProse(show: ShowFile): Extensions {
  return [
    StarterKit.configure({
      code: false,
      codeBlock: false,
      heading: { levels: [2, 3, 4] },
      link: { openOnClick: false, autolink: true, protocols: ['http', 'https', 'mailto'], defaultProtocol: 'https', HTMLAttributes: { target: null, rel: null, class: null } },
      trailingNode: false,
    }),
    raised('subscript', 'sub'),
    raised('superscript', 'sup'),
    // Its own form sets widths as styles, which neither the desk's policy nor the portal lets in.
    Table.configure({ resizable: false }).extend({ renderHTML: () => ['table', ['tbody', 0]] }),
    TableRow,
    TableHeader,
    TableCell,
    Picture.configure({ show }),
    Film.configure({ show }),
  ];
}

/** Tags that the editor keeps; a text with others would lose them by being edited. */
const known = new Set(
  ['h2', 'h3', 'h4', 'p', 'br', 'hr', 'blockquote', 'ul', 'ol', 'li', 'table', 'colgroup', 'col', 'tbody', 'thead', 'tr', 'th', 'td', 'strong', 'em', 'u', 's', 'sub', 'sup', 'a', 'img', 'video', 'track'].map((tag) => tag.toUpperCase()),
);

/** The tags of a body that the editor has no form for, each once: whoever edits it is told before. */
export function unknownTags(body: HTMLElement): string[] {
  const found = [...body.querySelectorAll('*')].map(({ tagName }) => tagName).filter((tagName) => !known.has(tagName));
  return [...new Set(found)].map((tagName) => tagName.toLowerCase()).sort();
}
