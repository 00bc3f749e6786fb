import type { Attachment } from '../../../../domain/release/content.ts';
import type { Difference } from '../../api/types.ts';
import { useNames } from '../../app/surroundings.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { factInWords, isFact, type FactName, type Wording } from './facts-in-words.ts';

type Field = Difference['fields'][number];

/** Facts that two contents do not have alike, as the list of facts says them; struck and underlined, with a sign before each. */
export function ChangedFields({ fields }: Pick<Difference, 'fields'>) {
  const say = useSay();
  const wording: Wording = { say, language: useLanguage(), column: useNames().column };
  return (
    <table class="plain-table changed-fields">
      <thead>
        <tr>
          <th scope="col">{say('desk.item.diff.field')}</th>
          <th scope="col">{say('desk.item.diff.before')}</th>
          <th scope="col">{say('desk.item.diff.after')}</th>
        </tr>
      </thead>
      <tbody>
        {fields.map((field) => {
          const { label, before, after } = inWords(field, wording);
          const nothing = <span class="quiet">{say('desk.item.not-given')}</span>;
          return (
            <tr key={field.name}>
              <th scope="row">{label}</th>
              <td>{before === '' ? nothing : <del>{before}</del>}</td>
              <td>{after === '' ? nothing : <ins>{after}</ins>}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

interface InWords {
  readonly label: string;
  readonly before: string;
  readonly after: string;
}

/** A field that this desk does not know yet is shown as the API has it. */
function inWords({ name, from, to }: Field, wording: Wording): InWords {
  if (!isFact(name)) return { label: name, before: asItIs(from), after: asItIs(to) };
  const label = wording.say(`desk.item.field.${name}`);
  if (name === 'attachments') return { label, ...filesInWords((from ?? []) as Attachment[], (to ?? []) as Attachment[], wording) };
  return { label, before: inWordsOf(name, from, wording), after: inWordsOf(name, to, wording) };
}

function asItIs(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? undefined) ?? '';
}

function inWordsOf(name: FactName, value: unknown, wording: Wording): string {
  return factInWords(name, value as never, wording);
}

/** Files that came or went, or all of them where only their order is another. One that was replaced keeps its name, and perhaps its size. */
function filesInWords(from: readonly Attachment[], to: readonly Attachment[], wording: Wording): Pick<InWords, 'before' | 'after'> {
  const [gone, come] = [without(from, to), without(to, from)];
  const line = (file: Attachment): string => factInWords('attachments', [file], wording);
  if (gone.length + come.length === 0) return { before: from.map(line).join('\n'), after: to.map(line).join('\n') };
  const isReplaced = ({ name }: Attachment): boolean => gone.some((other) => other.name === name);
  const after = come.map((file) => (isReplaced(file) ? line(file) + wording.say('desk.item.diff.file-replaced') : line(file)));
  return { before: gone.map(line).join('\n'), after: after.join('\n') };
}

const without = (files: readonly Attachment[], others: readonly Attachment[]): readonly Attachment[] => files.filter(({ name, hash }) => !others.some((other) => other.name === name && other.hash === hash));
