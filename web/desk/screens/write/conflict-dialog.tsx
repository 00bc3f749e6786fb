import { useState } from 'preact/hooks';
import { readPeople } from '../../api/calls.ts';
import { useAct } from '../../api/use-act.ts';
import { useFresh } from '../../api/use-fresh.ts';
import type { Release } from '../../api/types.ts';
import { announce } from '../../app/live-region.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { dateTimeIn } from '../../time/dates.ts';
import { useLanguage, useSay } from '../../text/text.ts';
import { BodiesThatDiffer } from './bodies-that-differ.tsx';
import { draftOf } from './draft.ts';
import { FieldsThatDiffer } from './fields-that-differ.tsx';
import { openRecorded } from './recorded.ts';
import type { Writing } from './writing.ts';

/** Somebody has saved a newer version: both side by side, and nothing happens until one has chosen. */
export function ConflictDialog({ writing, theirs }: { readonly writing: Writing; readonly theirs: Release }) {
  const say = useSay();
  const language = useLanguage();
  const [mine] = useState(() => writing.current());
  const people = useFresh('people', readPeople, 5 * 60_000).value?.items ?? [];
  const last = theirs.revisions.at(-1);
  const who = people.find(({ id }) => id === last?.by)?.name ?? say('desk.write.conflict.somebody');
  const [ownDraft] = useState(() => openRecorded());
  const aside = useAct<undefined>(async () => {
    await ownDraft.write(mine);
    writing.load(theirs);
    announce(say('desk.write.conflict.copied'));
  });
  return (
    <Dialog title={say('desk.write.conflict')}>
      <p>{say('desk.write.conflict.lead', { who, at: last === undefined ? '' : dateTimeIn(language, Date.parse(last.at)), version: theirs.version })}</p>
      <FieldsThatDiffer mine={mine} theirs={draftOf(theirs)} />
      <BodiesThatDiffer mine={mine.body} theirs={theirs.body} />
      {aside.problem !== undefined && <ProblemNote problem={aside.problem} />}
      <ul class="conflict-ways">
        <li>
          <Button kind="main" onPress={() => void writing.keepMine(theirs)}>
            {say('desk.write.conflict.mine')}
          </Button>
          <span class="field-hint">{say('desk.write.conflict.mine.hint')}</span>
        </li>
        <li>
          <Button busy={aside.busy} onPress={() => void aside.act(undefined)}>
            {say('desk.write.conflict.aside')}
          </Button>
          <span class="field-hint">{say('desk.write.conflict.aside.hint')}</span>
        </li>
        <li>
          <Button kind="danger" onPress={() => writing.load(theirs)}>
            {say('desk.write.conflict.theirs')}
          </Button>
          <span class="field-hint">{say('desk.write.conflict.theirs.hint')}</span>
        </li>
      </ul>
    </Dialog>
  );
}
