import { Button } from '../../components/button.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { spanInWords } from './absence.tsx';
import type { PartProps } from './part.ts';

/** Whose work they have, and who has theirs. */
export function WorkPart({ person, nameOf, onDo, manages }: PartProps & { readonly manages: boolean }) {
  const say = useSay();
  if (!manages && person.reassignments.length === 0 && person.covers.length === 0) return null;
  return (
    <section class="part">
      <h2>{say('desk.people.work')}</h2>
      {person.reassignments.map(({ id, to }) => (
        <p key={id}>{say('desk.people.reassigned-to', { name: nameOf(to) })}</p>
      ))}
      {person.covers.map(({ id, name, from, until }) => (
        <Covers key={id} name={name} from={from} until={until} />
      ))}
      {manages && <Button onPress={() => onDo('reassign')}>{say('desk.people.reassign')}</Button>}
    </section>
  );
}

function Covers({ name, from, until }: { readonly name: string; readonly from: string; readonly until: string | undefined }) {
  const say = useSay();
  const language = useLanguage();
  if (until === undefined) return <p>{say('desk.people.has-work-of', { name })}</p>;
  const [first, last] = spanInWords(from, until, language);
  return <p>{say('desk.people.covers-for', { name, from: first, until: last })}</p>;
}
