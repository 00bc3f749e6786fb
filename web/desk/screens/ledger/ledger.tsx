import type * as z from 'zod';
import type { ledgerEntry } from '../../../../functions/shared/http/calls/duties.ts';
import { get, withQuery } from '../../api/client.ts';
import { readPeople } from '../../api/calls.ts';
import type { Page } from '../../api/types.ts';
import { useFresh } from '../../api/use-fresh.ts';
import { usePages } from '../../api/use-pages.ts';
import { Link, setQuery, usePlace } from '../../app/router.tsx';
import { useRuleNames } from '../../app/rule-names.ts';
import { Screen } from '../../app/screen.tsx';
import { useNames, useSurroundings } from '../../app/surroundings.tsx';
import { Choice } from '../../components/choice.tsx';
import { ListBody } from '../../components/list-body.tsx';
import { useLanguage, useSay, type Say, type TextKey } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';

type Entry = z.output<typeof ledgerEntry>;

const readLedger = (query: Readonly<Record<string, string | undefined>>, signal?: AbortSignal) => get<Page<Entry>>(withQuery('/ledger', query), signal);

/** 台账 (B-17): what became of the units' duties, newest first, straight from the chain of events. */
export default function Ledger() {
  const say = useSay();
  const names = useNames();
  const { site } = useSurroundings();
  const { query } = usePlace();
  const wanted = { department: query.get('department') ?? undefined, from: query.get('from') ?? undefined, to: query.get('to') ?? undefined };
  const pages = usePages(`ledger ${JSON.stringify(wanted)}`, (cursor, signal) => readLedger({ ...wanted, cursor }, signal), keyOf);
  const people = useFresh('people', readPeople, 5 * 60_000).value?.items ?? [];
  const nameOf = (id: string): string => (id === 'system' ? say('desk.ledger.system') : (people.find((person) => person.id === id)?.name ?? id));
  const shown = pages.items ?? [];
  const sheet = useLedgerSheet(shown, nameOf);
  return (
    <Screen title={say('desk.ledger.title')} lead={say('desk.ledger.lead')}>
      <div class="filters" role="group" aria-label={say('desk.list.filters')}>
        <Choice label={say('desk.list.department')} value={wanted.department ?? ''} options={site.units.map(({ id }) => [id, names.unit(id)])} onChoose={(department) => setQuery({ department })} />
        <DayField label={say('desk.ledger.from')} name="from" value={wanted.from} />
        <DayField label={say('desk.ledger.to')} name="to" value={wanted.to} />
      </div>
      <ListBody
        name={say('desk.ledger.title')}
        pages={pages}
        shown={shown}
        shownKey={JSON.stringify(wanted)}
        sheet={sheet}
        empty={{ title: say('desk.ledger.empty.title'), detail: say('desk.ledger.empty.detail') }}
        draw={(entry) => <Line key={keyOf(entry)} entry={entry} nameOf={nameOf} />}
      />
    </Screen>
  );
}

function DayField({ label, name, value }: { readonly label: string; readonly name: string; readonly value: string | undefined }) {
  const id = `ledger-${name}`;
  return (
    <span class="choice">
      <label for={id}>{label}</label>
      <input id={id} type="date" value={value ?? ''} onChange={({ currentTarget }) => setQuery({ [name]: currentTarget.value })} />
    </span>
  );
}

function Line({ entry, nameOf }: { readonly entry: Entry; readonly nameOf: (id: string) => string }) {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const ruleNames = useRuleNames();
  const { at, releaseId, title, rule, unit, state, dueAt, by } = entry;
  return (
    <li class="row">
      <div class="row-main">
        <Link to={`/items/${releaseId}?view=clocks`} class="row-title">
          {title ?? releaseId}
        </Link>
        <p class="row-facts">
          <span class={`mark ${state === 'overdue' || state === 'late' ? 'bad' : ''}`}>{happenedInWords(entry, say)}</span>
          <span>{ruleNames(rule)}</span>
          <span>{names.unit(unit)}</span>
          <span>{say('desk.ledger.due', { at: dateTimeIn(language, Date.parse(dueAt)) })}</span>
          <span>{nameOf(by)}</span>
        </p>
      </div>
      <p class="row-time">
        <time dateTime={at}>{dateTimeIn(language, Date.parse(at))}</time>
      </p>
    </li>
  );
}

/** What the line tells: the hand it went to, a reason, a bell, or how it ended. */
function happenedInWords({ state, bell, handedOverTo, acknowledgedUntil, excuse }: Entry, say: Say): string {
  if (excuse !== undefined) return say(`desk.ledger.excuse.${excuse}`);
  if (handedOverTo !== undefined) return say('desk.ledger.handed-over', { role: say(`role.${handedOverTo}` as TextKey) });
  if (acknowledgedUntil !== undefined) return say('desk.duties.acknowledge');
  return bell === undefined ? say(`state.${state}`) : say('desk.ledger.rang', { state: say(`state.${state}`) });
}

function keyOf({ at, dutyId, state, bell, excuse, acknowledgedUntil }: Entry): string {
  return [at, dutyId, state, bell, excuse, acknowledgedUntil].join(' ');
}

function useLedgerSheet(entries: readonly Entry[], nameOf: (id: string) => string) {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const ruleNames = useRuleNames();
  return () => ({
    heading: [say('desk.list.at'), say('desk.list.title'), say('desk.ledger.what'), say('desk.duties.rule'), say('desk.list.department'), say('desk.list.due'), say('desk.ledger.who')],
    lines: entries.map((entry) => [
      dateTimeIn(language, Date.parse(entry.at)),
      entry.title ?? entry.releaseId,
      happenedInWords(entry, say),
      ruleNames(entry.rule),
      names.unit(entry.unit),
      dateTimeIn(language, Date.parse(entry.dueAt)),
      nameOf(entry.by),
    ]),
  });
}
