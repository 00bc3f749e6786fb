import type { Editor } from '@tiptap/core';
import type { TextKey } from '../text/text.ts';

/** One button of the toolbar. */
export interface Tool {
  readonly name: TextKey;
  /** As its title says it, where the editor has one of its own. */
  readonly keys?: string;
  readonly run: (editor: Editor) => void;
  /** Whether it is on where the cursor stands. */
  readonly isOn?: (editor: Editor) => boolean;
  readonly can?: (editor: Editor) => boolean;
}

/** At once, and not with the next frame as the command of that name would: whoever types on is already in the text. */
function focused(editor: Editor) {
  editor.view.focus();
  return editor.chain();
}

const heading = (level: 2 | 3 | 4): Tool => ({
  name: `desk.editor.heading-${level}`,
  keys: `Ctrl+Alt+${level}`,
  run: (editor) => focused(editor).toggleHeading({ level }).run(),
  isOn: (editor) => editor.isActive('heading', { level }),
});

const mark = (name: 'bold' | 'italic' | 'underline' | 'subscript' | 'superscript', keys?: string): Tool => ({
  name: `desk.editor.${name}`,
  ...(keys === undefined ? {} : { keys }),
  run: (editor) => focused(editor).toggleMark(name).run(),
  isOn: (editor) => editor.isActive(name),
});

/** In groups, as they stand. */
export const writingTools: readonly (readonly Tool[])[] = [
  [
    { name: 'desk.editor.undo', keys: 'Ctrl+Z', run: (editor) => focused(editor).undo().run(), can: (editor) => editor.can().undo() },
    { name: 'desk.editor.redo', keys: 'Ctrl+Y', run: (editor) => focused(editor).redo().run(), can: (editor) => editor.can().redo() },
  ],
  [
    heading(2),
    heading(3),
    heading(4),
    { name: 'desk.editor.paragraph', keys: 'Ctrl+Alt+0', run: (editor) => focused(editor).setParagraph().run(), isOn: (editor) => editor.isActive('paragraph') },
  ],
  [mark('bold', 'Ctrl+B'), mark('italic', 'Ctrl+I'), mark('underline', 'Ctrl+U'), mark('subscript'), mark('superscript')],
  [
    { name: 'desk.editor.bullets', keys: 'Ctrl+Shift+8', run: (editor) => focused(editor).toggleBulletList().run(), isOn: (editor) => editor.isActive('bulletList') },
    { name: 'desk.editor.numbers', keys: 'Ctrl+Shift+7', run: (editor) => focused(editor).toggleOrderedList().run(), isOn: (editor) => editor.isActive('orderedList') },
    { name: 'desk.editor.quote', keys: 'Ctrl+Shift+B', run: (editor) => focused(editor).toggleBlockquote().run(), isOn: (editor) => editor.isActive('blockquote') },
  ],
];

export const clearing: Tool = { name: 'desk.editor.clear', run: (editor) => focused(editor).unsetAllMarks().clearNodes().run() };

export const newTable: Tool = { name: 'desk.editor.table', run: (editor) => focused(editor).insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(), isOn: isInTable };

/** Only while the cursor is in a table. */
export const tableTools: readonly Tool[] = [
  { name: 'desk.editor.row-above', run: (editor) => focused(editor).addRowBefore().run() },
  { name: 'desk.editor.row-below', run: (editor) => focused(editor).addRowAfter().run() },
  { name: 'desk.editor.column-left', run: (editor) => focused(editor).addColumnBefore().run() },
  { name: 'desk.editor.column-right', run: (editor) => focused(editor).addColumnAfter().run() },
  { name: 'desk.editor.merge', run: (editor) => focused(editor).mergeOrSplit().run(), can: (editor) => editor.can().mergeOrSplit() },
  { name: 'desk.editor.header-row', run: (editor) => focused(editor).toggleHeaderRow().run() },
  { name: 'desk.editor.delete-row', run: (editor) => focused(editor).deleteRow().run() },
  { name: 'desk.editor.delete-column', run: (editor) => focused(editor).deleteColumn().run() },
  { name: 'desk.editor.delete-table', run: (editor) => focused(editor).deleteTable().run() },
];

export function isInTable(editor: Editor): boolean {
  return editor.isActive('table');
}
