import type { ComponentChildren } from 'preact';
import { Link } from '../../app/router.tsx';
import { Note } from '../../components/note.tsx';
import { stageInWords } from '../../components/state-mark.tsx';
import { useSay } from '../../text/text.ts';
import { Bar } from './bar.tsx';
import { DecidePanel } from './decide-panel.tsx';
import { offerOf, standingOf, type Action, type Offer } from './offers.ts';
import { Others } from './others.tsx';
import { PublishPanel } from './publish-panel.tsx';
import { RetryPanel } from './retry-panel.tsx';
import { SettlePanel } from './settle-panel.tsx';
import { SubmitPanel } from './submit-panel.tsx';
import type { Decision } from './use-decision.ts';
import type { ItemActing } from './use-item-act.ts';

export interface ActsProps {
  readonly acting: ItemActing;
  readonly decision: Decision;
  readonly nameOf: (person: string) => string;
}

/** What the person may do here: one main thing, and apart from it the rest. */
export function Acts(props: ActsProps) {
  const say = useSay();
  const { acting, decision, nameOf } = props;
  const { suggestion } = acting.release;
  const main = mainOf(props);
  const { remarks } = decision.draft;
  return (
    <div class="item-acts">
      {suggestion !== undefined && main?.for !== 'take-suggestion' && <Note tone="calm" title={say('desk.suggest.waits')} detail={say('desk.suggest.by', { who: nameOf(suggestion.by), stage: stageInWords(suggestion.stage, say) })} />}
      {remarks.trim() !== '' && main?.for !== 'decide' && (
        <Note tone="warn" title={say('desk.decide.unsent')}>
          <blockquote class="remarks">{remarks}</blockquote>
        </Note>
      )}
      {main?.panel}
      <Others acting={acting} />
    </div>
  );
}

interface Main {
  readonly for: Action;
  readonly panel: ComponentChildren;
}

/** The first of these that is offered in the state that the item is in. */
function mainOf({ acting, decision, nameOf }: ActsProps): Main | undefined {
  const { release } = acting;
  const { state } = standingOf(release);
  const { suggestion } = release;
  const when = (action: Action, isNow: boolean, panel: (offer: Offer) => ComponentChildren): Main | undefined => {
    const offer = isNow ? offerOf(release, action) : undefined;
    return offer === undefined ? undefined : { for: action, panel: panel(offer) };
  };
  return (
    when('submit', true, (offer) => <SubmitPanel acting={acting} offer={offer} />) ??
    when('take-suggestion', suggestion !== undefined, (offer) => suggestion !== undefined && <SettlePanel acting={acting} suggestion={suggestion} offer={offer} nameOf={nameOf} />) ??
    when('decide', true, (offer) => <DecidePanel acting={acting} decision={decision} offer={offer} />) ??
    when('publish', state === 'approved', () => <PublishPanel acting={acting} />) ??
    when('schedule', state === 'scheduled', () => <PublishPanel acting={acting} />) ??
    when('retry', true, (offer) => <RetryPanel acting={acting} offer={offer} />) ??
    when('correct', release.pending === undefined, () => <CorrectBar id={release.id} />)
  );
}

function CorrectBar({ id }: { readonly id: string }) {
  const say = useSay();
  return (
    <section class="acts-panel" aria-labelledby="correct-heading">
      <h2 id="correct-heading">{say('desk.acts.correct')}</h2>
      <p class="quiet">{say('desk.acts.correct.what')}</p>
      <Bar>
        <Link to={`/items/${id}/correct`} class="button main">
          {say('desk.acts.correct')}
        </Link>
      </Bar>
    </section>
  );
}
