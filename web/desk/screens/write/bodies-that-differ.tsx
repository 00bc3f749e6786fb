import { useSay } from '../../text/text.ts';
import { linesOf } from '../../editor/paragraph-differences.ts';

/** The paragraphs of two texts, those that only one of them has marked as such. */
export function BodiesThatDiffer({ mine, theirs }: { readonly mine: string; readonly theirs: string }) {
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
