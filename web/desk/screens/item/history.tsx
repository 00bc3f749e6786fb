import { useFresh } from '../../api/use-fresh.ts';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { useLanguage, useSay, type Say, type TextKey } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import type { RecordedEvent, Release } from '../../api/types.ts';
import { readEvents } from './calls.ts';
import { causeOf } from './failure-cause.ts';

export interface HistoryProps {
  readonly release: Pick<Release, 'id' | 'version' | 'approvals'>;
  readonly nameOf: (person: string) => string;
}

/** Everything that happened, in order, each with the hash that ties it to what was before (I5). */
export function History({ release: { id, version, approvals }, nameOf }: HistoryProps) {
  const say = useSay();
  const language = useLanguage();
  const { value, problem, again } = useFresh(`events ${id} ${version}`, (signal) => readEvents(id, signal));
  if (problem !== undefined) return <ProblemNote problem={problem} onRetry={again} />;
  if (value === undefined) return <Skeleton />;
  return (
    <ol class="history" aria-label={say('desk.item.history.label')}>
      {[...value.items].reverse().map((event) => (
        <li key={event.seq}>
          <p class="history-what">{eventInWords(event, say)}</p>
          <p class="row-facts">
            <time dateTime={event.at}>{dateTimeIn(language, Date.parse(event.at))}</time>
            <span>{event.by === 'system' ? say('desk.item.history.system') : nameOf(event.by)}</span>
          </p>
          {event.type === 'PublicationFailed' && <p class="quiet">{say(`desk.item.publish.failed.what.${causeOf(String(event.data['error']))}`)}</p>}
          {saidWith(event, approvals, say).map((text) => (
            <blockquote key={text} class="remarks">
              {text}
            </blockquote>
          ))}
          <details class="hash">
            <summary>{say('desk.item.history.hash', { seq: event.seq })}</summary>
            <dl>
              <dt>{say('desk.item.history.own')}</dt>
              <dd>
                <code>{event.hash}</code>
              </dd>
              <dt>{say('desk.item.history.previous')}</dt>
              <dd>
                <code>{event.previousHash === '' ? '—' : event.previousHash}</code>
              </dd>
            </dl>
          </details>
        </li>
      ))}
    </ol>
  );
}

/** An event as a sentence; one that the desk has no words for yet keeps its name. */
function eventInWords({ type, data }: RecordedEvent, say: Say): string {
  const key = `desk.item.event.${type}` as TextKey;
  const stage = typeof data['stage'] === 'string' ? say(`duty.${data['stage']}` as TextKey) : '';
  const word = say(key, { stage });
  return word === key ? type : word;
}

type Said = Partial<Pick<Release['approvals'][number], 'confidentiality' | 'remarks'>> & { readonly reason?: string };

/** What somebody wrote with an act. Events of an earlier build do not hold what was signed with an approval: then the approval does. */
function saidWith({ type, by, data }: RecordedEvent, approvals: Release['approvals'], say: Say): readonly string[] {
  const isEarlier = type === 'StageApproved' && data['revision'] === undefined;
  const approval = isEarlier ? approvals.findLast((one) => one.stage === data['stage'] && one.by === by && one.contentHash === data['contentHash']) : undefined;
  const { confidentiality, remarks, reason }: Said = approval ?? data;
  const { result = 'disclose', ground = '' } = confidentiality ?? {};
  const finding = ground === '' ? '' : say('desk.decide.finding', { result: say(`desk.decide.result.${result}`), ground }).trim();
  return [finding, remarks ?? '', reason ?? ''].filter((text) => text !== '');
}
