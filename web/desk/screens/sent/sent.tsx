import { readPeople, readReleases, type ReleaseQuery } from '../../api/calls.ts';
import type { Me, State } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { usePages } from '../../api/use-pages.ts';
import { setQuery, usePlace } from '../../app/router.tsx';
import { Screen } from '../../app/screen.tsx';
import { useSurroundings } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { ListBody } from '../../components/list-body.tsx';
import { useSay } from '../../text/text.ts';
import { SentRow } from './sent-row.tsx';
import { useSentSheet } from './sheet.ts';

const STATES: readonly State[] = ['draft', 'in-review', 'returned', 'approved', 'scheduled', 'publishing', 'publish-failed', 'published', 'rejected', 'withdrawn'];

/** 我报送的: where it is now, and who has it. */
export default function Sent() {
  const say = useSay();
  const { me } = useSurroundings();
  const { query } = usePlace();
  const wanted = wantedBy(query, me);
  const name = JSON.stringify(wanted);
  const pages = usePages(name, (cursor, signal) => readReleases({ ...wanted, cursor }, signal), ({ id }) => id);
  const people = useFresh('people', readPeople, 5 * 60_000).value?.items ?? [];
  const shown = pages.items ?? [];
  const sheet = useSentSheet(shown, people);
  const nothingMatches = {
    title: say('desk.list.none-match.title'),
    detail: say('desk.list.none-match.detail'),
    children: <Button onPress={() => setQuery({ state: undefined })}>{say('desk.list.clear')}</Button>,
  };
  return (
    <Screen title={say('desk.sent.title')} lead={say('desk.sent.lead')}>
      <div class="filters" role="group" aria-label={say('desk.list.filters')}>
        <Whose unit={query.get('whose') === 'unit'} />
        <Choice label={say('desk.list.state')} value={wanted.state ?? ''} options={STATES.map((state) => [state, say(`state.${state}`)])} onChoose={(state) => setQuery({ state })} />
      </div>
      <ListBody
        name={say('desk.sent.title')}
        pages={pages}
        shown={shown}
        shownKey={name}
        sheet={sheet}
        empty={wanted.state === undefined ? { title: say('desk.sent.empty.title'), detail: say('desk.sent.empty.detail') } : nothingMatches}
        draw={(card) => <SentRow key={card.id} card={card} people={people} />}
      />
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
