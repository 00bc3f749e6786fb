import { useAct } from '../../api/use-act.ts';
import type { Release } from '../../api/types.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { useSay } from '../../text/text.ts';
import { addressOfFile } from './calls.ts';
import { sizeInWords } from './file-size.ts';

/** The files of the item, with type and size. Their addresses hold for minutes only: each is asked for when it is wanted. */
export function Files({ release }: { readonly release: Release }) {
  const say = useSay();
  const { id, attachments = [] } = release;
  const { act, busy, problem } = useAct<string>(async (name) => {
    const { url } = await addressOfFile(id, name);
    location.assign(url);
  });
  if (attachments.length === 0) return null;
  return (
    <section class="files" aria-labelledby="files-heading">
      <h2 id="files-heading">{say('desk.item.field.attachments')}</h2>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <ul class="rows">
        {attachments.map(({ name, type, size }) => (
          <li class="row" key={name}>
            <div>
              <p>{name}</p>
              <p class="row-facts">
                <span>{kindOfFile(name, type)}</span>
                <span>{sizeInWords(size)}</span>
              </p>
            </div>
            <Button busy={busy} onPress={() => void act(name)}>
              {say('desk.item.files.download')}
              <span class="unseen"> {name}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** `PDF`, by the name's ending; its type where it has none. */
function kindOfFile(name: string, type: string): string {
  const ending = /\.([^.]+)$/.exec(name)?.[1];
  return ending === undefined ? type : ending.toUpperCase();
}
