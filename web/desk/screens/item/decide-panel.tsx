import { useState } from 'preact/hooks';
import { setQuery } from '../../app/router.tsx';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { Note } from '../../components/note.tsx';
import { stageInWords } from '../../components/state-mark.tsx';
import { useSay } from '../../text/text.ts';
import { Bar } from './bar.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { Confirmed } from './confirmed.tsx';
import { DecideFields } from './decide-fields.tsx';
import { oneOfEach } from './decision.ts';
import type { Offer } from './offers.ts';
import { RemarksField } from './remarks-field.tsx';
import { SuggestButton } from './suggest-button.tsx';
import { useDeciding, type Deciding } from './use-deciding.ts';
import type { Decision } from './use-decision.ts';
import type { ItemActing } from './use-item-act.ts';

export interface DecidePanelProps {
  readonly acting: ItemActing;
  readonly decision: Decision;
  readonly offer: Offer;
}

/** The station's decision: what it needs, remarks, and the outcome, always on the content that was shown. */
export function DecidePanel({ acting, decision, offer }: DecidePanelProps) {
  const say = useSay();
  const { release } = acting;
  const { draft, change, seen, isStale } = decision;
  const deciding = useDeciding(acting, decision, offer);
  const { stage, needs, confirms, deed, barred, withheld } = deciding;
  const heading = <h2 id="decide-heading">{stageInWords(stage, say)}</h2>;
  const approve = (
    <Button kind="main" busy={deed.busy} why={barred ?? withheld} onPress={() => void deed.act('approve')}>
      {say(confirms === undefined ? 'desk.decide.approve' : 'desk.decide.confirm')}
    </Button>
  );
  if (offer.why !== undefined) {
    return (
      <section class="acts-panel" aria-labelledby="decide-heading">
        {heading}
        <Bar>{approve}</Bar>
      </section>
    );
  }
  return (
    <section class="acts-panel" aria-labelledby="decide-heading">
      {heading}
      {isStale && <StaleNote decision={decision} onRead={deed.forgive} />}
      <Form problem={oneOfEach(deed.problem)} onSubmit={() => undefined}>
        {confirms !== undefined && <Confirmed release={release} from={confirms} />}
        <DecideFields needs={needs} draft={draft} change={change} />
        <RemarksField draft={draft} change={change} title={release.title} body={release.body} />
      </Form>
      <SuggestButton acting={acting} stage={stage} seen={seen} why={barred} />
      <Bar apart={<Reject deciding={deciding} decision={decision} isCorrection={release.pending !== undefined} />}>
        <Button busy={deed.busy} why={barred} onPress={() => void deed.act('return')}>
          {say('desk.decide.return')}
        </Button>
        {approve}
      </Bar>
    </section>
  );
}

/** The content has changed under the reviewer: nothing is decided before it has been read. */
function StaleNote({ decision, onRead }: { readonly decision: Decision; readonly onRead: () => void }) {
  const say = useSay();
  const read = (): void => {
    onRead();
    decision.readAgain();
  };
  return (
    <Note tone="warn" title={say('desk.decide.stale.title')} detail={say('desk.decide.stale.detail')}>
      <Button onPress={() => setQuery({ view: 'changes' })}>{say('desk.decide.stale.look')}</Button>
      <Button onPress={read}>{say('desk.decide.stale.read')}</Button>
    </Note>
  );
}

interface RejectProps {
  readonly deciding: Deciding;
  readonly decision: Decision;
  readonly isCorrection: boolean;
}

function Reject({ deciding: { deed, barred }, decision, isCorrection }: RejectProps) {
  const say = useSay();
  const [isAsking, setAsking] = useState(false);
  const why = decision.draft.remarks.trim() === '' ? say('desk.decide.reject.remarks') : barred;
  return (
    <>
      <Button kind="danger" onPress={() => setAsking(true)}>
        {say('desk.decide.reject')}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={say('desk.decide.reject')}
          what={say(isCorrection ? 'desk.decide.reject.correction' : 'desk.decide.reject.what')}
          sure={say('desk.decide.reject.sure')}
          isDangerous
          why={why}
          busy={deed.busy}
          problem={deed.problem}
          onSure={() => void deed.act('reject')}
          onClose={() => setAsking(false)}
        />
      )}
    </>
  );
}
