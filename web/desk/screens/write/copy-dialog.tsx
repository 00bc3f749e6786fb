import { useState } from 'preact/hooks';
import { readReleases } from '../../api/calls.ts';
import type { Card } from '../../api/types.ts';
import { useAct } from '../../api/use-act.ts';
import { usePages } from '../../api/use-pages.ts';
import { goTo } from '../../app/router.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useFocusKept } from '../../components/use-focus-kept.ts';
import { useSettled } from '../../components/use-settled.ts';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateIn } from '../../time/dates.ts';
import { copy } from './calls.ts';

/** A new draft like an earlier item of the writer's unit, found by words of its title however old it is. */
export function CopyDialog({ unit, onClose }: { readonly unit: string | undefined; readonly onClose: () => void }) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  useFocusKept();
  const q = useSettled(typed.trim());
  const { items, problem, again, more, busy } = usePages(`copy ${unit ?? ''} ${q}`, (cursor, signal) => readReleases({ department: unit, q, cursor }, signal), ({ id }) => id);
  const copying = useAct<string>(async (id, intent) => {
    const made = await copy(id, { intent });
    goTo(`/items/${made.id}/edit`);
  });
  return (
    <Dialog title={say('desk.write.copy')} onClose={onClose}>
      <p class="quiet">{say('desk.write.copy.lead')}</p>
      {copying.problem !== undefined && <ProblemNote problem={copying.problem} />}
      <div class="field">
        <label for="copy-words">{say('desk.write.copy.words')}</label>
        <input id="copy-words" type="search" maxLength={200} value={typed} onInput={({ currentTarget }) => setTyped(currentTarget.value)} />
      </div>
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      {items === undefined && problem === undefined && <Skeleton rows={3} />}
      {items?.length === 0 && <p>{say(more === undefined ? 'desk.write.copy.none' : 'desk.list.not-yet.detail')}</p>}
      {items !== undefined && items.length > 0 && (
        <ul class="rows">
          {items.map((card) => (
            <Choosable key={card.id} card={card} busy={copying.busy} onTake={() => void copying.act(card.id)} />
          ))}
        </ul>
      )}
      {more !== undefined && (
        <Button busy={busy} onPress={more}>
          {say('desk.list.load-more')}
        </Button>
      )}
    </Dialog>
  );
}

interface ChoosableProps {
  readonly card: Card;
  readonly busy: boolean;
  readonly onTake: () => void;
}

function Choosable({ card: { title, column, createdAt }, busy, onTake }: ChoosableProps) {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  return (
    <li class="row">
      <div class="row-main">
        <p>{title}</p>
        <p class="row-facts">
          <span>{names.column(column)}</span>
          <time dateTime={createdAt}>{dateIn(language, Date.parse(createdAt))}</time>
        </p>
      </div>
      <Button busy={busy} onPress={onTake}>
        {say('desk.write.copy.take')}
        <span class="unseen"> {title}</span>
      </Button>
    </li>
  );
}
