import { useEffect, useState } from 'preact/hooks';
import { Link } from '../../app/router.tsx';
import { Button } from '../../components/button.tsx';
import { fieldId } from '../../components/field-id.ts';
import { Note } from '../../components/note.tsx';
import { useStore } from '../../store/store.ts';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { forgetTyped, leftBehind, type Typed } from './typed.ts';
import type { Writing } from './writing.ts';

/** What was typed and never reached the server: to go on with, or to throw away. Nothing is done by itself. */
export function LeftBehind({ writing, person }: { readonly writing: Writing; readonly person: string }) {
  const [all, setAll] = useState<readonly Typed[]>([]);
  const look = (): void => void leftBehind(person).then(setAll);
  useEffect(look, [person]);
  const done = (typed: Typed): void => {
    setAll((before) => before.filter((one) => one !== typed));
    document.getElementById(fieldId('/title'))?.focus();
  };
  const restore = (typed: Typed): void => {
    done(typed);
    void writing.takeUp(typed).then(look);
  };
  const item = useStore(writing.item);
  const [isNew] = useState(item === undefined);
  return (
    <>
      {all.map((typed) => (typed.item === item ? <Offer key={typed.key} typed={typed} onRestore={() => restore(typed)} onDone={() => done(typed)} /> : isNew && <Elsewhere key={typed.key} typed={typed} />))}
    </>
  );
}

interface OfferProps {
  readonly typed: Typed;
  readonly onRestore: () => void;
  readonly onDone: () => void;
}

function Offer({ typed, onRestore, onDone }: OfferProps) {
  const say = useSay();
  const when = useWhen(typed);
  const [isSure, setSure] = useState(false);
  const discard = (): void => {
    if (!isSure) return setSure(true);
    onDone();
    void forgetTyped(typed.key);
  };
  return (
    <Note tone="warn" title={say('desk.write.kept')} detail={when}>
      <span class="note-buttons">
        <Button kind="main" onPress={onRestore}>
          {say('desk.write.kept.restore')}
        </Button>
        <Button kind="danger" onPress={discard}>
          {say(isSure ? 'desk.write.kept.discard-sure' : 'desk.write.kept.discard')}
        </Button>
      </span>
    </Note>
  );
}

function Elsewhere({ typed }: { readonly typed: Typed }) {
  const say = useSay();
  const when = useWhen(typed);
  return (
    <Note tone="warn" title={say('desk.write.kept')} detail={when}>
      <Link to={typed.item === undefined ? '/new' : `/items/${typed.item}/edit`}>{say('desk.write.kept.open')}</Link>
    </Note>
  );
}

function useWhen({ at, draft }: Typed): string {
  const say = useSay();
  const when = dateTimeIn(useLanguage(), at);
  return say('desk.write.kept.detail', { at: when, title: draft.title.trim() === '' ? say('desk.write.untitled') : draft.title.trim() });
}
