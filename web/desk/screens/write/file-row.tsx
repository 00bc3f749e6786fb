import { useRef, useState } from 'preact/hooks';
import { ownWords, Refused, type ProblemWords } from '../../api/problem.ts';
import { Button } from '../../components/button.tsx';
import { addressOfOwnFile } from '../../editor/own-files.ts';
import { useSay } from '../../text/text.ts';
import { sizeInWords } from './file-names.ts';
import { addressOfFile, type Attachment } from './calls.ts';
import { FileProblem } from './files-field.tsx';
import type { Writing } from './writing.ts';

export interface FileRowProps {
  readonly file: Attachment;
  readonly writing: Writing;
  readonly onRemoved: () => void;
}

/** A file of the item: it can be looked at and taken away; taking away asks first. */
export function FileRow({ file, writing, onRemoved }: FileRowProps) {
  const say = useSay();
  const { name, size } = file;
  const [isAsked, setAsked] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ProblemWords | undefined>(undefined);
  const row = useRef<HTMLLIElement>(null);
  const act = (work: () => Promise<unknown>): void => {
    setBusy(true);
    work()
      .catch((error: unknown) => setProblem(error instanceof Refused ? error.problem : ownWords(503, say)))
      .finally(() => setBusy(false));
  };
  const show = async (): Promise<void> => {
    const { url } = await addressOfFile(writing.item.get() ?? '', name);
    window.open(url, '_blank', 'noopener');
  };
  const remove = (): void => act(() => writing.remove(name).then(onRemoved));
  const keep = (): void => {
    setAsked(false);
    row.current?.querySelector<HTMLElement>('.danger')?.focus();
  };
  const isShown = writing.current().body.includes(addressOfOwnFile(name));
  return (
    <li class="row" ref={row}>
      <div>
        <p>
          {name} <span class="quiet">{sizeInWords(size)}</span>
        </p>
        {isAsked && <p>{say(isShown ? 'desk.write.files.delete.shown' : 'desk.write.files.delete.ask')}</p>}
        {problem !== undefined && <FileProblem problem={problem} />}
      </div>
      <p class="row-actions">
        {!isAsked && (
          <Button onPress={() => act(show)}>
            {say('desk.write.files.open')}
            <span class="unseen"> {name}</span>
          </Button>
        )}
        {isAsked && <Button onPress={keep}>{say('desk.write.files.keep')}</Button>}
        <Button kind="danger" busy={isBusy} onPress={() => (isAsked ? remove() : setAsked(true))}>
          {say(isAsked ? 'desk.write.files.delete.sure' : 'desk.write.files.delete')}
          <span class="unseen"> {name}</span>
        </Button>
      </p>
    </li>
  );
}
