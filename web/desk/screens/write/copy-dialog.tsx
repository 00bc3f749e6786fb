import { useState } from 'preact/hooks';
import { readReleases } from '../../api/calls.ts';
import { useAct } from '../../api/use-act.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { goTo } from '../../app/router.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateIn } from '../../time/dates.ts';
import { copy } from './calls.ts';

/** A new draft like an earlier item of the writer's unit. */
export function CopyDialog({ unit, onClose }: { readonly unit: string | undefined; readonly onClose: () => void }) {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const [words, setWords] = useState('');
  const { value, problem } = useFresh(`copy ${unit ?? ''}`, (signal) => readReleases({ department: unit }, signal), 60_000);
  const copying = useAct<string>(async (id, intent) => {
    const made = await copy(id, { intent });
    goTo(`/items/${made.id}/edit`);
  });
  const found = value?.items.filter(({ title }) => title.includes(words.trim())) ?? [];
  const refused = copying.problem ?? problem;
  return (
    <Dialog title={say('desk.write.copy')} onClose={onClose}>
      <p class="quiet">{say('desk.write.copy.lead')}</p>
      {refused !== undefined && <ProblemNote problem={refused} />}
      <div class="field">
        <label for="copy-words">{say('desk.write.copy.words')}</label>
        <input id="copy-words" type="search" value={words} onInput={({ currentTarget }) => setWords(currentTarget.value)} />
      </div>
      {value === undefined && problem === undefined && <Skeleton rows={3} />}
      {value !== undefined && found.length === 0 && <p>{say('desk.write.copy.none')}</p>}
      <ul class="rows">
        {found.map(({ id, title, column, createdAt }) => (
          <li class="row" key={id}>
            <div>
              <p>{title}</p>
              <p class="row-facts">
                <span>{names.column(column)}</span>
                <span>{dateIn(language, Date.parse(createdAt))}</span>
              </p>
            </div>
            <Button busy={copying.busy} onPress={() => void copying.act(id)}>
              {say('desk.write.copy.take')}
              <span class="unseen"> {title}</span>
            </Button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
