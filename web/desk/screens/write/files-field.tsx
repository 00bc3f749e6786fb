import { useEffect, useState } from 'preact/hooks';
import type { ProblemWords } from '../../api/problem.ts';
import { announce } from '../../app/live-region.tsx';
import { useStore } from '../../store/store.ts';
import { useSay } from '../../text/text.ts';
import { accepted, sizeInWords } from './file-names.ts';
import { FileRow } from './file-row.tsx';
import { begunUploads, startUpload, type BegunUpload, type Upload } from './upload.ts';
import { UploadRow } from './upload-row.tsx';
import type { Writing } from './writing.ts';

/** 附件: what is there, what is on its way, and what was begun in a page that is closed. */
export function FilesField({ writing, person }: { readonly writing: Writing; readonly person: string }) {
  const say = useSay();
  const files = useStore(writing.files);
  const item = useStore(writing.item);
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const [begun, setBegun] = useState<readonly BegunUpload[]>([]);
  const [why, setWhy] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (item !== undefined) void begunUploads(person, item).then(setBegun);
  }, [person, item]);

  const add = async (chosen: readonly File[]): Promise<void> => {
    if (chosen.length === 0) return;
    await writing.save(true);
    const id = writing.item.get();
    setWhy(id === undefined ? say('desk.write.files.first') : undefined);
    if (id === undefined) return;
    const bind: Parameters<typeof startUpload>[0]['bind'] = async (name, arrived) => {
      await writing.bind(name, arrived);
      setUploads((before) => before.filter((upload) => upload.name !== name));
      announce(say('desk.write.files.arrived', { name }));
    };
    const started = chosen.map((file) => {
      const name = file.name.normalize('NFC');
      const before = begun.find((one) => one.name === name && one.size === file.size && one.lastModified === file.lastModified);
      return startUpload({ person, item: id, file, name, begun: before, bind });
    });
    setBegun((before) => before.filter(({ name }) => !started.some((upload) => upload.name === name)));
    setUploads((before) => [...before, ...started]);
  };
  const drop = (upload: Upload): void => {
    void upload.giveUp();
    setUploads((before) => before.filter((one) => one !== upload));
    toChoice();
  };
  return (
    <section class="field files" aria-labelledby="files-title">
      <h2 id="files-title">{say('desk.write.files')}</h2>
      <ul class="rows" hidden={files.length + uploads.length + begun.length === 0}>
        {files.map((file) => (
          <FileRow key={file.name} file={file} writing={writing} onRemoved={toChoice} />
        ))}
        {uploads.map((upload) => (
          <UploadRow key={upload.name} upload={upload} onDrop={() => drop(upload)} />
        ))}
        {begun
          .filter(({ name }) => !files.some((file) => file.name === name))
          .map(({ name, size }) => (
            <li class="row" key={name}>
              <span>
                {name} <span class="quiet">{sizeInWords(size)}</span>
              </span>
              <span class="bad">{say('desk.write.files.begun')}</span>
            </li>
          ))}
      </ul>
      <ChooseFiles onChoose={(chosen) => void add(chosen)} why={why} />
    </section>
  );
}

const CHOICE = 'files-choose';

/** Where the focus goes when the row that had it is gone, or has no button. */
export function toChoice(): void {
  document.getElementById(CHOICE)?.focus();
}

function ChooseFiles({ onChoose, why }: { readonly onChoose: (files: readonly File[]) => void; readonly why: string | undefined }) {
  const say = useSay();
  return (
    <div>
      <label for={CHOICE}>{say('desk.write.files.choose')}</label>
      <input
        id={CHOICE}
        type="file"
        multiple
        accept={accepted}
        aria-describedby="files-hint"
        onChange={({ currentTarget }) => {
          onChoose([...(currentTarget.files ?? [])]);
          currentTarget.value = '';
        }}
      />
      {why !== undefined && (
        <p class="field-error" role="alert">
          {why}
        </p>
      )}
      <p class="field-hint" id="files-hint">
        {say('desk.write.files.hint')}
      </p>
    </div>
  );
}

/** What was refused about one file, with what to do: the sentences of its faults where there are any. */
export function FileProblem({ problem }: { readonly problem: ProblemWords }) {
  return (
    <p class="field-error" role="alert">
      {problem.errors.length === 0 ? problem.detail : problem.errors.map(({ detail }) => detail).join('')}
    </p>
  );
}
