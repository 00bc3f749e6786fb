import type { Editor } from '@tiptap/core';
import { ownWords, Refused } from '../../api/problem.ts';
import { FilmDialog, PictureDialog, type PutFile } from '../../editor/file-dialogs.tsx';
import { addressOfOwnFile } from '../../editor/own-files.ts';
import { say, useSay } from '../../text/text.ts';
import type { Arrived } from './calls.ts';
import { freeName } from './file-names.ts';
import { startUpload } from './upload.ts';
import type { Writing } from './writing.ts';

export type Insert = 'picture' | 'film';

export interface InsertDialogProps {
  readonly what: Insert;
  readonly editor: Editor;
  readonly writing: Writing;
  readonly person: string;
  readonly onClose: () => void;
}

/** A picture or a film into the text: it is uploaded among the item's attachments first. */
export function InsertDialog({ what, editor, writing, person, onClose }: InsertDialogProps) {
  const sayIt = useSay();
  const put: PutFile = (file, onProgress) => putFile(writing, person, file, onProgress);
  const wordsOf = (error: unknown) => {
    if (error instanceof NotYet) return { ...ownWords(422, say), title: sayIt('desk.write.files'), detail: sayIt('desk.write.files.first') };
    return error instanceof Refused ? error.problem : ownWords(503, say);
  };
  const insert = (node: { readonly type: string; readonly attrs: Readonly<Record<string, string>> }): void => {
    editor.commands.insertContent(node);
    onClose();
    setTimeout(() => editor.view.focus());
  };
  if (what === 'picture') return <PictureDialog put={put} wordsOf={wordsOf} onClose={onClose} onDone={(name, alt) => insert({ type: 'picture', attrs: { src: addressOfOwnFile(name), alt } })} />;
  return <FilmDialog put={put} wordsOf={wordsOf} onClose={onClose} onDone={(film, captions, title) => insert({ type: 'film', attrs: { src: addressOfOwnFile(film), captions: addressOfOwnFile(captions), title } })} />;
}

/** There is no draft yet that a file could belong to. */
class NotYet extends Error {
  override readonly name = 'NotYet';
}

async function putFile(writing: Writing, person: string, file: File, onProgress: (done: number) => void): Promise<string> {
  await writing.save(true);
  const item = writing.item.get();
  if (item === undefined) throw new NotYet();
  const name = freeName(file.name.normalize('NFC'), writing.files.get().map((one) => one.name));
  await new Promise<void>((resolve, reject) => {
    const upload = startUpload({ person, item, file, name, bind: (bound: string, arrived: Arrived) => writing.bind(bound, arrived) });
    upload.state.watch(({ phase, sent, problem }) => {
      onProgress(file.size === 0 ? 0 : sent / file.size);
      if (phase === 'done') resolve();
      if (phase === 'refused' && problem !== undefined) reject(new Refused(422, problem));
    });
  });
  return name;
}
