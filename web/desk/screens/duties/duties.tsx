import { useMemo } from 'preact/hooks';
import { openStates } from '../../../../domain/release/duty.ts';
import type { Duty } from '../../api/types.ts';
import { usePages } from '../../api/use-pages.ts';
import { Link, setQuery, usePlace } from '../../app/router.tsx';
import { useRuleNames } from '../../app/rule-names.ts';
import { Screen } from '../../app/screen.tsx';
import { useNames, useSurroundings } from '../../app/surroundings.tsx';
import { Choice } from '../../components/choice.tsx';
import { DutyActs } from '../../components/duty-acts.tsx';
import { isHeldBy } from '../../components/duty-rights.ts';
import { ListBody } from '../../components/list-body.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { TimeLeft } from '../../time/time-left.tsx';
import { readDuties } from './calls.ts';

const STATES: readonly Duty['state'][] = ['running', 'paused', 'overdue', 'met', 'late', 'late-excused', 'void'];

const LATE: readonly Duty['state'][] = ['overdue', 'late'];

/** 时限: every clock that runs, soonest first, and what became of those that have stopped. */
export default function Duties() {
  const say = useSay();
  const { me } = useSurroundings();
  const { query } = usePlace();
  const wanted = { state: STATES.find((one) => one === query.get('state')), department: query.get('department') ?? undefined };
  const rule = query.get('rule') ?? '';
  const onlyMine = query.get('whose') === 'mine';
  const pages = usePages(`duties ${JSON.stringify(wanted)}`, (cursor, signal) => readDuties({ ...wanted, cursor }, signal), ({ id }) => id);
  const { items, again } = pages;
  const shown = useMemo(() => items?.filter((duty) => (rule === '' || duty.rule === rule) && (!onlyMine || isHeldBy(me, duty))) ?? [], [items, rule, onlyMine]);
  const sheet = useDutySheet(shown);
  return (
    <Screen title={say('desk.duties.title')} lead={say('desk.duties.lead')}>
      <Filters rules={[...new Set(items?.map((duty) => duty.rule))]} {...wanted} rule={rule} onlyMine={onlyMine} />
      <ListBody
        name={say('desk.duties.title')}
        pages={pages}
        shown={shown}
        shownKey={`${rule} ${String(onlyMine)} ${JSON.stringify(wanted)}`}
        sheet={sheet}
        empty={{ title: say('desk.duties.empty.title'), detail: say('desk.duties.empty.detail') }}
        draw={(duty) => <DutyRow key={duty.id} duty={duty} again={again} />}
      />
    </Screen>
  );
}

interface FiltersProps {
  readonly rules: readonly string[];
  readonly rule: string;
  readonly state: string | undefined;
  readonly department: string | undefined;
  readonly onlyMine: boolean;
}

function Filters({ rules, rule, state, department, onlyMine }: FiltersProps) {
  const say = useSay();
  const names = useNames();
  const { site } = useSurroundings();
  const ruleNames = useRuleNames();
  return (
    <div class="filters" role="group" aria-label={say('desk.list.filters')}>
      <div class="switch" role="group" aria-label={say('desk.duties.whose')}>
        <button type="button" aria-pressed={!onlyMine} onClick={() => setQuery({ whose: undefined })}>
          {say('desk.duties.whose-all')}
        </button>
        <button type="button" aria-pressed={onlyMine} onClick={() => setQuery({ whose: 'mine' })}>
          {say('desk.duties.whose-mine')}
        </button>
      </div>
      <Choice label={say('desk.list.department')} value={department ?? ''} options={site.units.map(({ id }) => [id, names.unit(id)])} onChoose={(unit) => setQuery({ department: unit })} />
      <Choice label={say('desk.list.state')} all={say('desk.duties.open')} value={state ?? ''} options={STATES.map((one) => [one, say(`state.${one}`)])} onChoose={(one) => setQuery({ state: one })} />
      {(rules.length > 1 || rule !== '') && <Choice label={say('desk.duties.rule')} value={rule} options={rules.map((one) => [one, ruleNames(one)])} onChoose={(one) => setQuery({ rule: one })} />}
    </div>
  );
}

function DutyRow({ duty, again }: { readonly duty: Duty; readonly again: () => void }) {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const ruleNames = useRuleNames();
  const { subject, title, state, unit, holder, dueAt, hard, acknowledged, excuse, provisional } = duty;
  const isOpen = openStates.has(state);
  return (
    <li class="row">
      <div class="row-main">
        <Link to={`/items/${subject}?view=clocks`} class="row-title">
          {title}
        </Link>
        <p class="row-facts">
          <span class="mark">{ruleNames(duty.rule)}</span>
          {state !== 'running' && <span class={`mark ${LATE.includes(state) ? 'bad' : ''}`}>{say(`state.${state}`)}</span>}
          <span>{names.unit(unit)}</span>
          <span>{say(`role.${holder}`)}</span>
          {hard && <span>{say('desk.duties.hard')}</span>}
          {provisional && <span>{say('desk.duties.provisional')}</span>}
          {acknowledged !== undefined && isOpen && <span>{say('desk.duties.held-until', { at: dateTimeIn(language, Date.parse(acknowledged.until)) })}</span>}
        </p>
        {excuse !== undefined && (
          <p class="row-facts">
            <span>{say('desk.duties.reason-given', { reason: excuse.reason })}</span>
            <span>{say(excuse.decision === undefined ? 'desk.duties.excuse-asked' : excuse.decision.approved ? 'desk.duties.approved' : 'desk.duties.declined')}</span>
          </p>
        )}
        <DutyActs duty={duty} again={again} />
      </div>
      <p class="row-time">{isOpen ? <TimeLeft dueAt={dueAt} /> : <time dateTime={dueAt}>{dateTimeIn(language, Date.parse(dueAt))}</time>}</p>
    </li>
  );
}

function useDutySheet(duties: readonly Duty[]) {
  const say = useSay();
  const names = useNames();
  const language = useLanguage();
  const ruleNames = useRuleNames();
  return () => ({
    heading: [say('desk.list.title'), say('desk.duties.rule'), say('desk.list.state'), say('desk.list.department'), say('desk.list.role'), say('desk.list.due'), say('desk.duties.reason')],
    lines: duties.map(({ title, rule, state, unit, holder, dueAt, excuse }) => [title, ruleNames(rule), say(`state.${state}`), names.unit(unit), say(`role.${holder}`), dateTimeIn(language, Date.parse(dueAt)), excuse?.reason ?? '']),
  });
}
