import { Editor, getSchema, type JSONContent } from '@tiptap/core';
import { DOMParser as ProseParser, type Node as ProseNode, type Schema } from '@tiptap/pm/model';
import type { EditorView } from '@tiptap/pm/view';
import { cleanPasted, paragraphsOf } from './clean-paste.ts';
import { officialProse, unknownTags } from './extensions.ts';
import { parseHtml } from './parse-html.ts';
import type { ShowFile } from './picture.ts';

export interface EditorOptions {
  readonly place: HTMLElement;
  /** The body as the record has it. */
  readonly html: string;
  /** Said to screen readers: what is written here. */
  readonly label: string;
  readonly describedBy?: string;
  readonly show: ShowFile;
  /** After every change of the text. */
  readonly onChange: () => void;
  /** Something was pasted; so many pictures of it were left out. */
  readonly onPasted: (pictures: number) => void;
}

export interface ProseEditor {
  readonly editor: Editor;
  /** Tags of the given body that it has no form for. */
  readonly unknown: readonly string[];
  /** The body as it is now; exactly the one that was given as long as nothing was changed, so that opening voids no approval. */
  html(): string;
  isChanged(): boolean;
  /** Puts another body in its place, as a later version of it. */
  replace(html: string): void;
  close(): void;
}

/** The desk's editor on a place in the page. */
export function createEditor({ place, html, label, describedBy, show, onChange, onPasted }: EditorOptions): ProseEditor {
  let given = html;
  const { body } = parseHtml(html);
  const extensions = officialProse(show);
  const schema = getSchema(extensions);
  const editor = new Editor({
    element: place,
    extensions,
    content: documentOf(schema, body),
    injectCSS: false,
    editorProps: {
      attributes: { role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, class: 'prose', ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }) },
      // Before ProseMirror's own handlers: they would turn what comes into markup before they ask anybody.
      handleDOMEvents: {
        paste: (view, event) => pasteCleaned(view, event, event.clipboardData, onPasted),
        // Within the text ProseMirror moves things itself.
        drop: (view, event) => view.dragging === null && pasteCleaned(view, event, event.dataTransfer, onPasted),
      },
    },
    onUpdate: onChange,
  });
  let first: ProseNode = editor.state.doc;
  return {
    editor,
    unknown: unknownTags(body),
    isChanged: () => !editor.state.doc.eq(first),
    html: () => (editor.state.doc.eq(first) ? given : editor.getHTML()),
    replace(next) {
      given = next;
      editor.commands.setContent(documentOf(schema, parseHtml(next).body), { emitUpdate: false });
      first = editor.state.doc;
    },
    close: () => editor.destroy(),
  };
}

/** As the editor takes it without turning text into markup itself. */
function documentOf(schema: Schema, body: HTMLElement): JSONContent {
  return ProseParser.fromSchema(schema).parse(body).toJSON() as JSONContent;
}

/** Takes pasting into our own hands: cleaned first, and never as markup in the page. */
function pasteCleaned(view: EditorView, event: Event, data: DataTransfer | null, onPasted: (pictures: number) => void): boolean {
  event.preventDefault();
  if (data === null) return true;
  const html = data.getData('text/html');
  const text = data.getData('text/plain');
  if (html === '' && text === '') return true;
  const { body, pictures } = html === '' ? { body: paragraphsOf(text), pictures: 0 } : cleanPasted(html);
  view.dispatch(view.state.tr.replaceSelection(sliceOf(view.state.schema, body)).scrollIntoView().setMeta('paste', true));
  onPasted(pictures);
  return true;
}

function sliceOf(schema: Schema, body: HTMLElement) {
  return ProseParser.fromSchema(schema).parseSlice(body, { preserveWhitespace: false });
}
