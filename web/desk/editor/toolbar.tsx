import type { Editor } from '@tiptap/core';
import { useEffect, useRef, useState } from 'preact/hooks';
import { useSay } from '../text/text.ts';
import { clearing, isInTable, newTable, tableTools, writingTools, type Tool } from './tools.ts';

export interface ToolbarProps {
  readonly editor: Editor;
  /** What needs a question first. */
  readonly onLink: () => void;
  readonly onPicture: () => void;
  readonly onFilm: () => void;
}

/** One stop of the Tab key; arrows go from tool to tool (WAI-ARIA toolbar). Alt+F10 leads here from the text, Escape back; Ctrl+K asks for a link from anywhere in the text. */
export function Toolbar({ editor, onLink, onPicture, onFilm }: ToolbarProps) {
  const say = useSay();
  const bar = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const [, drawAgain] = useState(0);
  useEffect(() => {
    const redraw = (): void => drawAgain((round) => round + 1);
    const fromText = (event: KeyboardEvent): void => {
      const isLink = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
      const isBar = event.altKey && event.key === 'F10';
      if (!isLink && !isBar) return;
      event.preventDefault();
      if (isLink) onLink();
      else bar.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    };
    const text = editor.view.dom;
    editor.on('transaction', redraw);
    text.addEventListener('keydown', fromText);
    return () => {
      editor.off('transaction', redraw);
      text.removeEventListener('keydown', fromText);
    };
  }, [editor]);

  const asked: readonly Tool[] = [
    { name: 'desk.editor.link', keys: 'Ctrl+K', run: onLink, isOn: () => editor.isActive('link') },
    { name: 'desk.editor.picture', run: onPicture },
    { name: 'desk.editor.film', run: onFilm },
    newTable,
  ];
  const groups = [...writingTools, asked, [clearing], ...(isInTable(editor) ? [tableTools] : [])];
  const count = groups.flat().length;
  const stop = Math.min(at, count - 1);
  const walk = (event: KeyboardEvent): void => {
    const next = { ArrowRight: (stop + 1) % count, ArrowLeft: (stop - 1 + count) % count, Home: 0, End: count - 1 }[event.key];
    // At once, and not with the next frame as its command would: whoever types on must not lose a letter.
    if (event.key === 'Escape') editor.view.focus();
    if (next === undefined) return;
    event.preventDefault();
    setAt(next);
    bar.current?.querySelectorAll<HTMLElement>('button')[next]?.focus();
  };
  let index = -1;
  return (
    <div class="toolbar" role="toolbar" aria-label={say('desk.editor.toolbar')} ref={bar} onKeyDown={walk}>
      {groups.map((group) => (
        <div class="tools" role="group" key={group[0]?.name} aria-label={group === tableTools ? say('desk.editor.table-tools') : undefined}>
          {group.map((tool) => {
            index += 1;
            const own = index;
            return <ToolButton key={tool.name} tool={tool} editor={editor} isStop={own === stop} onReach={() => setAt(own)} />;
          })}
        </div>
      ))}
    </div>
  );
}

interface ToolButtonProps {
  readonly tool: Tool;
  readonly editor: Editor;
  readonly isStop: boolean;
  readonly onReach: () => void;
}

function ToolButton({ tool, editor, isStop, onReach }: ToolButtonProps) {
  const say = useSay();
  const { name, keys, run, isOn, can } = tool;
  const isBarred = can !== undefined && !can(editor);
  return (
    <button
      type="button"
      class="tool"
      tabIndex={isStop ? 0 : -1}
      title={keys}
      aria-keyshortcuts={keys?.replaceAll('Ctrl', 'Control')}
      aria-pressed={isOn === undefined ? undefined : isOn(editor)}
      aria-disabled={isBarred ? 'true' : undefined}
      onFocus={onReach}
      onClick={() => {
        if (!isBarred) run(editor);
      }}
    >
      {say(name)}
    </button>
  );
}
