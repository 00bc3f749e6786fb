import type { Release } from '../../api/types.ts';
import { useNames } from '../../app/surroundings.tsx';
import { nameIn, useLanguage, useSay, type Say } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { TimeLeft } from '../../time/time-left.tsx';
import { howLong } from './how-long.ts';
import { standingOf } from './offers.ts';

export interface StationsProps {
  readonly release: Release;
  readonly nameOf: (person: string) => string;
}

type Standing = 'done' | 'now' | 'ahead' | 'failed';

interface Stop {
  readonly id: string;
  readonly label: string;
  readonly standing: Standing;
  /** Who has done it, or who has it now. */
  readonly who: string | undefined;
  readonly at: string | undefined;
  readonly since: string | undefined;
  readonly dueAt: string | undefined;
}

/** The chain as a line of stations: what is done, by whom and how fast; where it is now and until when; what is to come. */
export function Stations({ release, nameOf }: StationsProps) {
  const say = useSay();
  const language = useLanguage();
  const names = useNames();
  const holder = (role: string, unit: string): string => say('desk.item.stations.holder', { role: say(`role.${role}` as 'role.submitter'), unit: names.unit(unit) });
  const stops = stopsOf(release, { nameOf, holder, say, label: (stage) => nameIn(stage, language) });
  return (
    <ol class="stations" aria-label={say('desk.item.stations.label')}>
      {stops.map(({ id, label, standing, who, at, since, dueAt }) => (
        <li key={id} class={`station ${standing}`} aria-current={standing === 'now' ? 'step' : undefined}>
          <span class="station-name">
            {label}
            <span class="unseen">{say(`desk.item.stations.${standing}`)}</span>
          </span>
          {who !== undefined && <span class="station-who">{who}</span>}
          {at !== undefined && (
            <time class="quiet" dateTime={at} title={dateTimeIn(language, Date.parse(at))}>
              {since === undefined ? dateTimeIn(language, Date.parse(at)) : say('desk.item.stations.took', { time: howLong(Date.parse(at) - Date.parse(since), say) })}
            </time>
          )}
          {dueAt !== undefined && <TimeLeft dueAt={dueAt} />}
        </li>
      ))}
    </ol>
  );
}

interface Naming {
  readonly nameOf: (person: string) => string;
  readonly holder: (role: string, unit: string) => string;
  readonly say: Say;
  readonly label: (names: { readonly zh: string; readonly en: string }) => string;
}

function stopsOf(release: Release, naming: Naming): Stop[] {
  const { nameOf, holder, say, label } = naming;
  const { submittedAt, by = '' } = release.revisions.at(-1) ?? {};
  const { state } = standingOf(release);
  const isWritten = submittedAt === undefined || state === 'draft' || state === 'returned';
  const submit = { ...blank, id: 'submit', label: say('duty.submit') } as const;
  const submitted: Stop = isWritten ? { ...submit, standing: 'now', who: holder('submitter', release.department) } : { ...submit, standing: 'done', who: nameOf(by), at: submittedAt };
  const open = release.duties.find(({ state }) => state === 'running' || state === 'overdue');
  let since = submittedAt;
  const reviews = release.stations.map(({ stage, names, role, unit, standing, approval }): Stop => {
    const stop = { ...blank, id: stage, label: label(names), standing, since, at: approval?.at, who: approval === undefined ? holder(role, unit) : nameOf(approval.by), dueAt: standing === 'now' ? open?.dueAt : undefined };
    since = approval?.at;
    return stop;
  });
  return [submitted, ...reviews, publishing(release, naming, since)];
}

const blank: Omit<Stop, 'id' | 'label' | 'standing'> = { who: undefined, at: undefined, since: undefined, dueAt: undefined };

const UNDER_WAY: readonly Release['state'][] = ['scheduled', 'publishing', 'publish-failed'];

function publishing(release: Release, { say, holder }: Naming, since: string | undefined): Stop {
  const { state } = standingOf(release);
  const standing = standingOfPublishing(state);
  const open = release.duties.find((duty) => duty.state === 'running' || duty.state === 'overdue');
  const waitsFor = state === 'approved' && open !== undefined ? holder(open.holder, open.unit) : undefined;
  const who = UNDER_WAY.includes(state) ? say(`state.${state}`) : waitsFor;
  const at = standing === 'done' ? release.publishedAt : undefined;
  return { ...blank, id: 'publish', label: say('duty.publish'), standing, who, at, since: at === undefined ? undefined : since, dueAt: standing === 'now' && state === 'approved' ? open?.dueAt : undefined };
}

function standingOfPublishing(state: Release['state']): Standing {
  if (state === 'published' || state === 'withdrawn') return 'done';
  if (state === 'publish-failed') return 'failed';
  return state === 'approved' || state === 'scheduled' || state === 'publishing' ? 'now' : 'ahead';
}
