import { useEffect, useRef, useState } from 'preact/hooks';
import { announce } from '../../app/live-region.tsx';
import { fieldId } from '../../components/field-id.ts';
import { useFault } from '../../components/form.tsx';
import { Note } from '../../components/note.tsx';
import type { ProseEditor } from '../../editor/create-editor.ts';
import { LinkDialog } from '../../editor/link-dialog.tsx';
import { Toolbar } from '../../editor/toolbar.tsx';
import { leaveTablesByEscape } from '../../editor/leave-by-escape.ts';
import { useSay } from '../../text/text.ts';
import { addressOfFile } from './calls.ts';
import { InsertDialog, type Insert, type InsertDialogProps } from './insert-dialog.tsx';
import type { Writing } from './writing.ts';

interface Props {
  readonly writing: Writing;
  readonly person: string;
}

/** 正文: the editor comes in a chunk of its own; what it cannot keep, and what a paste has left out, is said. */
export function BodyField({ writing, person }: Props) {
  const say = useSay();
  const place = useRef<HTMLDivElement>(null);
  const [prose, setProse] = useState<ProseEditor | undefined>(undefined);
  const [isFailed, setFailed] = useState(false);
  const [leftOut, setLeftOut] = useState(0);
  const [asking, setAsking] = useState<'link' | Insert | undefined>(undefined);
  const fault = useFault('/body');
  useEffect(() => {
    let editor: ProseEditor | undefined;
    let isWanted = true;
    const open = async (): Promise<void> => {
      const { createEditor } = await import('../../editor/create-editor.ts');
      if (!isWanted || place.current === null) return;
      const label = say('desk.write.body');
      editor = createEditor({ place: place.current, html: writing.draft.get().body, label, describedBy: 'body-hint', show: (name) => shown(writing, name), onChange: writing.touched, onPasted: setLeftOut });
      prepare(editor.editor.view.dom, writing);
      writing.useEditor(editor);
      setProse(editor);
    };
    open().catch(() => setFailed(true));
    return () => {
      isWanted = false;
      writing.useEditor(undefined);
      editor?.close();
    };
  }, [writing]);
  useEffect(() => {
    if (leftOut > 0) announce(say('desk.write.paste.pictures', { count: leftOut }));
  }, [leftOut]);
  return (
    <div class={fault === undefined ? 'field body-field' : 'field body-field wrong'}>
      <p class="label">
        {say('desk.write.body')}
        <span class="quiet">{say('desk.required')}</span>
      </p>
      {isFailed && <Note tone="bad" title={say('desk.problem.unreachable.title')} detail={say('desk.write.body.failed')} />}
      {prose?.unknown.length !== undefined && prose.unknown.length > 0 && <Note tone="warn" title={say('desk.write.unknown.title')} detail={say('desk.write.unknown.detail', { tags: prose.unknown.join(say('desk.write.and')) })} />}
      <div class="editor">
        {prose !== undefined && <Toolbar editor={prose.editor} onLink={() => setAsking('link')} onPicture={() => setAsking('picture')} onFilm={() => setAsking('film')} />}
        <div class="editor-place" ref={place} />
      </div>
      {fault !== undefined && <p class="field-error">{fault.detail}</p>}
      {leftOut > 0 && <Note tone="warn" title={say('desk.write.paste.pictures', { count: leftOut })} detail={say('desk.write.paste.detail')} />}
      <p class="field-hint" id="body-hint">
        {say('desk.write.body.hint')}
      </p>
      {prose !== undefined && asking !== undefined && <Asked what={asking} editor={prose.editor} writing={writing} person={person} onClose={() => setAsking(undefined)} />}
    </div>
  );
}

function Asked({ what, ...rest }: Omit<InsertDialogProps, 'what'> & { readonly what: 'link' | Insert }) {
  return what === 'link' ? <LinkDialog editor={rest.editor} onClose={rest.onClose} /> : <InsertDialog what={what} {...rest} />;
}

function prepare(text: HTMLElement, writing: Writing): void {
  text.id = fieldId('/body');
  text.addEventListener('blur', () => void writing.save());
  leaveTablesByEscape(text);
}

async function shown(writing: Writing, name: string): Promise<string | undefined> {
  const item = writing.item.get();
  if (item === undefined) return undefined;
  return (await addressOfFile(item, name).catch(() => undefined))?.url;
}
