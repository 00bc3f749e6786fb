import { useState } from 'preact/hooks';
import { Button } from '../../components/button.tsx';
import { FormatChecklist, uncheckedInWords, type Ticked } from '../../components/format-checklist.tsx';
import { Form } from '../../components/form.tsx';
import { useSay } from '../../text/text.ts';
import { Bar } from './bar.tsx';
import { instantOf } from './beijing-input.ts';
import { cancelSchedule, publish } from './calls.ts';
import { offerOf, standingOf } from './offers.ts';
import { When } from './publish-fields.tsx';
import { useItemAct, type ItemActing } from './use-item-act.ts';

/** Puts it online now or at an hour; the format checklist first. */
export function PublishPanel({ acting }: { readonly acting: ItemActing }) {
  const say = useSay();
  const { release } = acting;
  const { id, version } = release;
  const isScheduled = standingOf(release).state === 'scheduled';
  const [ticked, setTicked] = useState<Ticked>({});
  const [isLater, setLater] = useState(false);
  const [when, setWhen] = useState('');
  const later = isLater || isScheduled;
  const { act, busy, problem } = useItemAct<string | undefined>(
    acting,
    (at, intent) => publish(id, at, { intent, ifMatch: version }),
    (at) => say(at === undefined ? 'desk.item.publish.done.now' : 'desk.item.publish.done.later'),
  );
  const refused = offerOf(release, later ? 'schedule' : 'publish')?.why;
  const unticked = uncheckedInWords(ticked, say);
  const unset = later && when === '' ? say('desk.item.publish.when.missing') : undefined;
  return (
    <section class="acts-panel" aria-labelledby="publish-heading">
      <h2 id="publish-heading">{say('duty.publish')}</h2>
      {refused === undefined && (
        <Form problem={problem} onSubmit={() => undefined}>
          <FormatChecklist ticked={ticked} onTick={setTicked} />
          <When isScheduled={isScheduled} isLater={later} onLater={setLater} when={when} onWhen={setWhen} />
        </Form>
      )}
      <Bar apart={isScheduled && <Cancel acting={acting} />}>
        <Button kind="main" busy={busy} why={refused ?? unticked ?? unset} onPress={() => void act(later ? instantOf(when) : undefined)}>
          {say(later ? 'desk.item.publish.later' : 'desk.item.publish.now')}
        </Button>
      </Bar>
    </section>
  );
}

function Cancel({ acting }: { readonly acting: ItemActing }) {
  const say = useSay();
  const { id, version } = acting.release;
  const { act, busy, problem } = useItemAct<undefined>(acting, (_, intent) => cancelSchedule(id, { intent, ifMatch: version }), () => say('desk.item.publish.done.cancel'));
  const offer = offerOf(acting.release, 'cancel');
  if (offer === undefined) return null;
  return (
    <Button kind="danger" busy={busy} why={offer.why ?? problem?.detail} onPress={() => void act(undefined)}>
      {say('desk.item.publish.cancel')}
    </Button>
  );
}
