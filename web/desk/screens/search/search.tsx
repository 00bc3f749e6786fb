import { useEffect, useState } from 'preact/hooks';
import { readReleases, type ReleaseQuery } from '../../api/calls.ts';
import { usePages } from '../../api/use-pages.ts';
import { announce } from '../../app/live-region.tsx';
import { setQuery, usePlace } from '../../app/router.tsx';
import { Screen } from '../../app/screen.tsx';
import { useNames, useSurroundings } from '../../app/surroundings.tsx';
import { Choice } from '../../components/choice.tsx';
import { useCardSheet } from '../../components/card-sheet.ts';
import { countInWords, ListBody } from '../../components/list-body.tsx';
import { useSettled } from '../../components/use-settled.ts';
import type { State } from '../../api/types.ts';
import { useSay } from '../../text/text.ts';
import { FoundRow } from './found-row.tsx';

const STATES: readonly State[] = ['draft', 'in-review', 'returned', 'approved', 'scheduled', 'publishing', 'publish-failed', 'published', 'rejected', 'withdrawn'];
const WORDS = 'search-words';

/** 检索: the site's items that I may read, by words of the title, column, state and department. */
export default function Search() {
  const say = useSay();
  const { query } = usePlace();
  const { site } = useSurroundings();
  const names = useNames();
  const wanted = wantedBy(query);
  const name = JSON.stringify(wanted);
  const pages = usePages(name, (cursor, signal) => readReleases({ ...wanted, cursor }, signal), ({ id }) => id);
  const shown = pages.items ?? [];
  const sheet = useCardSheet(shown);
  const isMore = pages.more !== undefined;
  useEffect(() => {
    if (pages.items !== undefined) announce(countInWords(shown.length, isMore, say));
  }, [pages.items === undefined, shown.length, name]);
  // Who comes here wants to type; the heading has the focus for a moment before.
  useEffect(() => document.getElementById(WORDS)?.focus(), []);
  return (
    <Screen title={say('desk.search.title')} lead={say('desk.search.lead')}>
      <form role="search" class="filters" onSubmit={(event) => event.preventDefault()}>
        <WordsField />
        <Choice label={say('desk.list.column')} value={wanted.column ?? ''} options={site.columns.map(({ id }) => [id, names.column(id)])} onChoose={(column) => setQuery({ column })} />
        <Choice label={say('desk.list.state')} value={wanted.state ?? ''} options={STATES.map((state) => [state, say(`state.${state}`)])} onChoose={(state) => setQuery({ state })} />
        <Choice label={say('desk.list.department')} value={wanted.department ?? ''} options={site.units.map(({ id }) => [id, names.unit(id)])} onChoose={(department) => setQuery({ department })} />
      </form>
      <ListBody
        name={say('desk.search.title')}
        pages={pages}
        shown={shown}
        shownKey={name}
        sheet={sheet}
        empty={{ title: say('desk.search.empty.title'), detail: say('desk.search.empty.detail') }}
        draw={(card) => <FoundRow key={card.id} card={card} />}
      />
    </Screen>
  );
}

/** What is typed is looked for after a pause, and stands in the address. */
function WordsField() {
  const say = useSay();
  const { query } = usePlace();
  const [typed, setTyped] = useState(query.get('q') ?? '');
  const q = useSettled(typed.trim());
  useEffect(() => {
    if (q !== (query.get('q') ?? '')) setQuery({ q });
  }, [q]);
  return (
    <span class="choice words">
      <label for={WORDS}>{say('desk.search.words')}</label>
      <input id={WORDS} type="search" maxLength={200} value={typed} onInput={({ currentTarget }) => setTyped(currentTarget.value)} />
    </span>
  );
}

function wantedBy(query: URLSearchParams): ReleaseQuery {
  const given = (name: string): string | undefined => query.get(name) ?? undefined;
  return { q: given('q'), column: given('column'), department: given('department'), state: STATES.find((one) => one === query.get('state')) };
}
