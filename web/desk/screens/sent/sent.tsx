import { useEffect, useState } from 'preact/hooks';
import { readPeople, readReleases, type ReleaseQuery } from '../../api/calls.ts';
import type { Card, Me, Person, State } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { setQuery, usePlace } from '../../app/router.tsx';
import { Screen } from '../../app/screen.tsx';
import { useSurroundings } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { Empty } from '../../components/empty.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useSay } from '../../text/text.ts';
import { SentList } from './sent-list.tsx';

const STATES: readonly State[] = ['draft', 'in-review', 'returned', 'approved', 'scheduled', 'publish-failed', 'published', 'rejected', 'withdrawn'];

/** 我报送的: where it is now, and who has it. */
export default function Sent() {
  const say = useSay();
  const { me } = useSurroundings();
  const { query } = usePlace();
  const wanted = wantedBy(query, me);
  const name = JSON.stringify(wanted);
  const { value, problem, again } = useFresh(name, (signal) => readReleases(wanted, signal));
  const people = useFresh('people', readPeople, 5 * 60_000).value?.items ?? [];
  return (
    <Screen title={say('desk.sent.title')} lead={say('desk.sent.lead')}>
      <div class="filters" role="group" aria-label={say('desk.worklist.filters')}>
        <Whose unit={query.get('whose') === 'unit'} />
        <Choice label={say('desk.sent.state')} value={query.get('state') ?? ''} options={STATES.map((state) => [state, say(`state.${state}`)])} onChoose={(state) => setQuery({ state })} />
      </div>
      {problem !== undefined && <ProblemNote problem={problem} onRetry={again} />}
      {value === undefined ? problem === undefined && <Skeleton /> : <Pages key={name} first={value.items} cursor={value.cursor} wanted={wanted} people={people} />}
    </Screen>
  );
}

function Whose({ unit }: { readonly unit: boolean }) {
  const say = useSay();
  return (
    <div class="switch" role="group" aria-label={say('desk.sent.whose')}>
      <button type="button" aria-pressed={!unit} onClick={() => setQuery({ whose: undefined })}>
        {say('desk.sent.whose-mine')}
      </button>
      <button type="button" aria-pressed={unit} onClick={() => setQuery({ whose: 'unit' })}>
        {say('desk.sent.whose-unit')}
      </button>
    </div>
  );
}

function wantedBy(query: URLSearchParams, me: Me): ReleaseQuery {
  const state = STATES.find((one) => one === query.get('state'));
  return query.get('whose') === 'unit' ? { department: me.roles[0]?.unit, state } : { mine: 'true', state };
}

interface PagesProps {
  readonly first: readonly Card[];
  readonly cursor: string | undefined;
  readonly wanted: ReleaseQuery;
  readonly people: readonly Person[];
}

/** The first page keeps itself fresh; older ones are loaded as they are asked for. */
function Pages({ first, cursor, wanted, people }: PagesProps) {
  const say = useSay();
  const [older, setOlder] = useState<{ readonly items: readonly Card[]; readonly next: string | undefined }>({ items: [], next: cursor });
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    if (older.items.length === 0) setOlder({ items: [], next: cursor });
  }, [cursor]);
  const more = async (): Promise<void> => {
    setBusy(true);
    const page = await readReleases({ ...wanted, cursor: older.next }).catch(() => undefined);
    setBusy(false);
    if (page !== undefined) setOlder({ items: [...older.items, ...page.items], next: page.cursor });
  };
  const known = new Set(first.map(({ id }) => id));
  const cards = [...first, ...older.items.filter(({ id }) => !known.has(id))];
  if (cards.length === 0 && older.next === undefined) return <Empty title={say('desk.sent.empty.title')} detail={say('desk.sent.empty.detail')} />;
  return (
    <>
      <SentList cards={cards} people={people} />
      {older.next !== undefined && (
        <Button busy={busy} onPress={() => void more()}>
          {say('desk.sent.more')}
        </Button>
      )}
    </>
  );
}
