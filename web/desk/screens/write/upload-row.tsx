import { useLayoutEffect, useRef } from 'preact/hooks';
import { useStore } from '../../store/store.ts';
import { Button } from '../../components/button.tsx';
import { useSay } from '../../text/text.ts';
import { sizeInWords } from './file-names.ts';
import { FileProblem, toChoice } from './files-field.tsx';
import type { Upload } from './upload.ts';

/** A file on its way: how far it is, and what can be done about it. */
export function UploadRow({ upload, onDrop }: { readonly upload: Upload; readonly onDrop: () => void }) {
  const say = useSay();
  const { phase, sent, problem } = useStore(upload.state);
  const percent = Math.min(Math.floor((sent / Math.max(upload.size, 1)) * 100), 100);
  const row = useRow();
  const isOnItsWay = phase === 'sending' || phase === 'broken';
  return (
    <li class="row" ref={row} data-phase={phase}>
      <div>
        <p>
          {upload.name} <span class="quiet">{sizeInWords(upload.size)}</span>
        </p>
        <p class="upload-progress">
          {phase !== 'refused' && <progress value={percent} max={100} aria-label={say('desk.write.files.progress-of', { name: upload.name })} />}
          <span>{say(`desk.write.files.${phase}`, { percent })}</span>
        </p>
        {problem !== undefined && <FileProblem problem={problem} />}
      </div>
      <p class="row-actions">
        {(isOnItsWay || phase === 'paused') && (
          <Button onPress={isOnItsWay ? upload.pause : upload.resume}>
            {say(isOnItsWay ? 'desk.write.files.pause' : 'desk.write.files.resume')}
            <span class="unseen"> {upload.name}</span>
          </Button>
        )}
        {phase === 'refused' && (
          <Button onPress={upload.resume}>
            {say('desk.retry')}
            <span class="unseen"> {upload.name}</span>
          </Button>
        )}
        {phase !== 'checking' && (
          <Button kind="danger" onPress={onDrop}>
            {say('desk.write.files.give-up')}
            <span class="unseen"> {upload.name}</span>
          </Button>
        )}
      </p>
    </li>
  );
}

/** The row of a file: where the button that has the focus goes away, another one gets it. */
function useRow() {
  const row = useRef<HTMLLIElement>(null);
  const hadFocus = row.current?.contains(document.activeElement) === true;
  useLayoutEffect(() => {
    if (!hadFocus || row.current?.contains(document.activeElement) === true) return;
    const button = row.current?.querySelector('button');
    if (button) button.focus();
    else toChoice();
  });
  return row;
}
