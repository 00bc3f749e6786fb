import { useFresh } from '../../api/use-fresh.ts';
import { Button } from '../../components/button.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { stageInWords } from '../../components/state-mark.tsx';
import { useSay } from '../../text/text.ts';
import type { Release } from '../../api/types.ts';
import { Bar } from './bar.tsx';
import { readDifference, settle } from './calls.ts';
import { DifferenceView } from './differences.tsx';
import type { Offer } from './offers.ts';
import { useItemAct, type ItemActing } from './use-item-act.ts';

export interface SettlePanelProps {
  readonly acting: ItemActing;
  readonly suggestion: NonNullable<Release['suggestion']>;
  readonly offer: Offer;
  readonly nameOf: (person: string) => string;
}

/** The department takes a suggestion, or leaves it, with one act and the difference before its eyes. */
export function SettlePanel({ acting, suggestion, offer, nameOf }: SettlePanelProps) {
  const say = useSay();
  const { id } = acting.release;
  const { value, problem: unread, again } = useFresh(`suggestion ${id} ${suggestion.to}`, (signal) => readDifference(id, { to: 'suggestion' }, signal), 10 * 60_000);
  const { act, busy, problem } = useItemAct<'accept' | 'decline'>(
    acting,
    (outcome, intent) => settle(id, suggestion.id, outcome, { intent }),
    (outcome) => say(`desk.suggest.done.${outcome}`),
  );
  return (
    <section class="acts-panel" aria-labelledby="settle-heading">
      <h2 id="settle-heading">{say('desk.item.diff.suggestion')}</h2>
      <p>{say('desk.suggest.by', { who: nameOf(suggestion.by), stage: stageInWords(suggestion.stage, say) })}</p>
      {suggestion.remarks !== undefined && <blockquote class="remarks">{suggestion.remarks}</blockquote>}
      {unread !== undefined && <ProblemNote problem={unread} onRetry={again} />}
      {value === undefined ? unread === undefined && <Skeleton rows={1} /> : <DifferenceView difference={value} />}
      <p class="quiet">{say('desk.suggest.accept.what')}</p>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <Bar
        apart={
          offer.why === undefined && (
            <Button busy={busy} onPress={() => void act('decline')}>
              {say('desk.suggest.decline')}
            </Button>
          )
        }
      >
        <Button kind="main" busy={busy} why={offer.why} onPress={() => void act('accept')}>
          {say('desk.suggest.accept')}
        </Button>
      </Bar>
    </section>
  );
}
