import { useState } from 'preact/hooks';
import { readPeople } from '../../api/calls.ts';
import { useAct } from '../../api/use-act.ts';
import { useFresh } from '../../api/use-fresh.ts';
import type { Release } from '../../api/types.ts';
import { announce } from '../../app/live-region.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { dateTimeIn } from '../../time/dates.ts';
import { useLanguage, useSay, type Say, type TextKey } from '../../text/text.ts';
import { create } from './calls.ts';
import { linesOf } from './differences.ts';
import { contentOf, draftOf, fieldOfInstant, type Draft } from './draft.ts';
import type { Writing } from './writing.ts';

/** Somebody has saved a newer version: both side by side, and nothing happens until one has chosen. */
export function ConflictDialog({ writing, theirs }: { readonly writing: Writing; readonly theirs: Release }) {
  const say = useSay();
  const language = useLanguage();
  const [mine] = useState(() => writing.current());
  const people = useFresh('people', readPeople, 5 * 60_000).value?.items ?? [];
  const last = theirs.revisions.at(-1);
  const who = people.find(({ id }) => id === last?.by)?.name ?? say('desk.write.conflict.somebody');
  const aside = useAct<undefined>(async (_, intent) => {
    await create(contentOf(mine), { intent });
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

const LABELS: Readonly<Partial<Record<keyof Draft, TextKey>>> = {
  column: 'desk.write.column',
  kind: 'desk.write.kind',
  title: 'desk.write.title-field',
  urgency: 'desk.write.urgency',
  urgencyReason: 'desk.write.urgency-reason',
  attribute: 'desk.write.disclosure',
  ground: 'desk.write.ground',
  source: 'desk.write.source',
  signedBy: 'desk.write.signature.by',
  signedAt: 'desk.write.signature.at',
  signatureReference: 'desk.write.signature.reference',
  triggerEvent: 'desk.write.trigger',
  triggerAt: 'desk.write.trigger.at',
  documentNumber: 'desk.write.document-number',
  issuer: 'desk.write.issuer',
  signedOn: 'desk.write.signed-on',
  issuedOn: 'desk.write.issued-on',
  subject: 'desk.write.subject',
  summary: 'desk.write.summary',
  interprets: 'desk.write.interprets',
  carrier: 'desk.write.carrier',
};

interface Both<T> {
  readonly mine: T;
  readonly theirs: T;
}

function FieldsThatDiffer({ mine, theirs }: Both<Draft>) {
  const say = useSay();
  const names = useNames();
  const differing = (Object.entries(LABELS) as [keyof Draft, TextKey][]).filter(([field]) => mine[field] !== theirs[field]);
  if (differing.length === 0) return null;
  return (
    <table class="plain-table">
      <thead>
        <tr>
          <th scope="col">{say('desk.write.conflict.field')}</th>
          <th scope="col">{say('desk.write.conflict.mine-column')}</th>
          <th scope="col">{say('desk.write.conflict.theirs-column')}</th>
        </tr>
      </thead>
      <tbody>
        {differing.map(([field, label]) => (
          <tr key={field}>
            <th scope="row">{say(label)}</th>
            <td>{valueInWords(field, mine[field], say, names.column)}</td>
            <td>{valueInWords(field, theirs[field], say, names.column)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const WORDS: Readonly<Partial<Record<keyof Draft, string>>> = { kind: 'kind', urgency: 'urgency', attribute: 'desk.write.disclosure', source: 'desk.write.source', triggerEvent: 'desk.write.event' };

function valueInWords(field: keyof Draft, value: string, say: Say, column: (id: string) => string): string {
  if (value === '') return say('desk.write.conflict.empty');
  if (field === 'column') return column(value);
  if (field === 'triggerAt' || field === 'signedAt') return fieldOfInstant(value).replace('T', ' ');
  const words = WORDS[field];
  return words === undefined ? value : say(`${words}.${value}` as TextKey);
}

function BodiesThatDiffer({ mine, theirs }: Both<string>) {
  const say = useSay();
  const lines = linesOf(mine, theirs);
  if (lines.every(({ op }) => op === 'same')) return null;
  return (
    <section class="conflict-body" aria-label={say('desk.write.conflict.body')} tabIndex={0}>
      <h3>{say('desk.write.conflict.body')}</h3>
      {lines.map(({ op, text }, index) => {
        if (op === 'same') return <p key={index}>{text}</p>;
        return op === 'mine' ? (
          <p key={index} class="mine">
            <strong>{say('desk.write.conflict.only-mine')}</strong> <ins>{text}</ins>
          </p>
        ) : (
          <p key={index} class="theirs">
            <strong>{say('desk.write.conflict.only-theirs')}</strong> <span>{text}</span>
          </p>
        );
      })}
    </section>
  );
}
