import { Button } from '../../components/button.tsx';
import { ProblemNote } from '../../components/problem-note.tsx';
import { useSay } from '../../text/text.ts';
import { Bar } from './bar.tsx';
import { publish } from './calls.ts';
import type { Offer } from './offers.ts';
import { useItemAct, type ItemActing } from './use-item-act.ts';

/** What did not get online is tried again; the approvals stand. */
export function RetryPanel({ acting, offer }: { readonly acting: ItemActing; readonly offer: Offer }) {
  const say = useSay();
  const { id, version } = acting.release;
  const { act, busy, problem } = useItemAct<undefined>(acting, (_, intent) => publish(id, undefined, { intent, ifMatch: version }), () => say('desk.item.publish.done.now'));
  return (
    <section class="acts-panel" aria-labelledby="retry-heading">
      <h2 id="retry-heading">{say('desk.item.publish.retry')}</h2>
      <p>{say('desk.item.publish.retry.what')}</p>
      {problem !== undefined && <ProblemNote problem={problem} />}
      <Bar>
        <Button kind="main" busy={busy} why={offer.why} onPress={() => void act(undefined)}>
          {say('desk.item.publish.retry')}
        </Button>
      </Bar>
    </section>
  );
}
