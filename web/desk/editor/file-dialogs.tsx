import { useState } from 'preact/hooks';
import type { ProblemWords } from '../api/problem.ts';
import { Button } from '../components/button.tsx';
import { Dialog } from '../components/dialog.tsx';
import { Field } from '../components/field.tsx';
import { ProblemNote } from '../components/problem-note.tsx';
import { useSay } from '../text/text.ts';
import { onEnter } from './on-enter.ts';

/** Puts a file among the item's attachments; answers the name that it has there. Tells how far it is, 0 to 1. Throws what was refused. */
export type PutFile = (file: File, onProgress: (done: number) => void) => Promise<string>;

interface Props {
  readonly put: PutFile;
  readonly wordsOf: (error: unknown) => ProblemWords;
  readonly onClose: () => void;
}

export interface PictureProps extends Props {
  readonly onDone: (name: string, alt: string) => void;
}

/** A picture and the words for those who do not see it, without which none goes in. */
export function PictureDialog({ put, wordsOf, onClose, onDone }: PictureProps) {
  const say = useSay();
  const [file, setFile] = useState<File | undefined>(undefined);
  const [alt, setAlt] = useState('');
  const sending = useSending(wordsOf);
  const go = (): void => sending.go(file !== undefined && alt.trim() !== '', async (tell) => onDone(await put(file as File, tell), alt.trim()));
  return (
    <Dialog title={say('desk.editor.picture')} onClose={onClose}>
      <div onKeyDown={onEnter(go)}>
        <FileField pointer="/picture/file" isFirst label={say('desk.editor.picture.file')} accept=".jpg,.jpeg,.png,.gif" onChoose={setFile} isMissing={sending.isTried && file === undefined} />
        <Field pointer="/picture/alt" label={say('desk.editor.picture.alt')} hint={say('desk.editor.picture.alt.hint')} required early={sending.isTried && alt.trim() === '' ? say('desk.editor.picture.alt.missing') : undefined}>
          {(control) => <input {...control} type="text" maxLength={200} value={alt} onInput={({ currentTarget }) => setAlt(currentTarget.value)} />}
        </Field>
      </div>
      <Foot sending={sending} label={say('desk.editor.picture.insert')} onGo={go} />
    </Dialog>
  );
}

export interface FilmProps extends Props {
  readonly onDone: (film: string, captions: string, title: string) => void;
}

/** A film and its captions (GB/T 37668), both as files of the item, and the words for those who do not see it. */
export function FilmDialog({ put, wordsOf, onClose, onDone }: FilmProps) {
  const say = useSay();
  const [film, setFilm] = useState<File | undefined>(undefined);
  const [captions, setCaptions] = useState<File | undefined>(undefined);
  const [title, setTitle] = useState('');
  const sending = useSending(wordsOf);
  const go = (): void =>
    sending.go(film !== undefined && captions !== undefined && title.trim() !== '', async (tell) => {
      const words = await put(captions as File, () => undefined);
      onDone(await put(film as File, tell), words, title.trim());
    });
  return (
    <Dialog title={say('desk.editor.film')} onClose={onClose}>
      <div onKeyDown={onEnter(go)}>
        <FileField pointer="/film/file" isFirst label={say('desk.editor.film.file')} accept=".mp4" onChoose={setFilm} isMissing={sending.isTried && film === undefined} />
        <FileField pointer="/film/captions" label={say('desk.editor.film.captions')} hint={say('desk.editor.film.captions.hint')} accept=".vtt" onChoose={setCaptions} isMissing={sending.isTried && captions === undefined} />
        <Field pointer="/film/title" label={say('desk.editor.film.title')} hint={say('desk.editor.film.title.hint')} required early={sending.isTried && title.trim() === '' ? say('desk.editor.film.title.missing') : undefined}>
          {(control) => <input {...control} type="text" maxLength={200} value={title} onInput={({ currentTarget }) => setTitle(currentTarget.value)} />}
        </Field>
      </div>
      <Foot sending={sending} label={say('desk.editor.film.insert')} onGo={go} />
    </Dialog>
  );
}

interface FileFieldProps {
  readonly pointer: string;
  /** It has the focus when the dialog opens. */
  readonly isFirst?: boolean;
  readonly label: string;
  readonly hint?: string;
  readonly accept: string;
  readonly isMissing: boolean;
  readonly onChoose: (file: File | undefined) => void;
}

function FileField({ pointer, isFirst = false, label, hint, accept, isMissing, onChoose }: FileFieldProps) {
  const say = useSay();
  return (
    <Field pointer={pointer} label={label} hint={hint} required early={isMissing ? say('desk.editor.file.missing') : undefined}>
      {(control) => <input {...control} type="file" autofocus={isFirst} accept={accept} onChange={({ currentTarget }) => onChoose(currentTarget.files?.[0])} />}
    </Field>
  );
}

interface Sending {
  readonly isTried: boolean;
  readonly done: number | undefined;
  readonly problem: ProblemWords | undefined;
  readonly go: (isWhole: boolean, work: (tell: (done: number) => void) => Promise<void>) => void;
}

function useSending(wordsOf: Props['wordsOf']): Sending {
  const [isTried, setTried] = useState(false);
  const [done, setDone] = useState<number | undefined>(undefined);
  const [problem, setProblem] = useState<ProblemWords | undefined>(undefined);
  const go: Sending['go'] = (isWhole, work) => {
    setTried(true);
    if (!isWhole || done !== undefined) return;
    setDone(0);
    setProblem(undefined);
    work(setDone).catch((error: unknown) => {
      setProblem(wordsOf(error));
      setDone(undefined);
    });
  };
  return { isTried, done, problem, go };
}

function Foot({ sending: { done, problem }, label, onGo }: { readonly sending: Sending; readonly label: string; readonly onGo: () => void }) {
  const say = useSay();
  return (
    <>
      {problem !== undefined && <ProblemNote problem={problem.errors.length === 0 ? problem : { ...problem, detail: problem.errors.map(({ detail }) => detail).join('') }} />}
      {done !== undefined && (
        <p>
          <progress value={done} aria-label={say('desk.write.files.progress')} /> {Math.round(done * 100)}%
        </p>
      )}
      <p class="dialog-actions">
        <Button kind="main" busy={done !== undefined} onPress={onGo}>
          {label}
        </Button>
      </p>
    </>
  );
}
