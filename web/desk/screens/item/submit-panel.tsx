import { Link } from '../../app/router.tsx';
import { useNames } from '../../app/surroundings.tsx';
import { Button } from '../../components/button.tsx';
import { Form } from '../../components/form.tsx';
import { nameIn, useLanguage, useSay } from '../../text/text.ts';
import { Bar } from './bar.tsx';
import { submit } from './calls.ts';
import { offerOf, type Offer } from './offers.ts';
import { useItemAct, type ItemActing } from './use-item-act.ts';

/** Hands it in, and says before who has it next. */
export function SubmitPanel({ acting, offer }: { readonly acting: ItemActing; readonly offer: Offer }) {
  const say = useSay();
  const language = useLanguage();
  const names = useNames();
  const { release } = acting;
  const [first] = release.stations;
  const { act, busy, problem } = useItemAct<undefined>(acting, (_, intent) => submit(release.id, { intent, ifMatch: release.version }), () => say('desk.acts.submit.done'));
  const edit = offerOf(release, 'edit');
  return (
    <section class="acts-panel" aria-labelledby="submit-heading">
      <h2 id="submit-heading">{say('duty.submit')}</h2>
      <Form problem={problem} onSubmit={() => undefined}>
        {first !== undefined && <p>{say('desk.acts.submit.next', { stage: nameIn(first.names, language), unit: names.unit(first.unit) })}</p>}
        <p class="quiet">{say('desk.acts.submit.what')}</p>
      </Form>
      <Bar>
        {edit !== undefined && edit.why === undefined && (
          <Link to={`/items/${release.id}/edit`} class="button plain">
            {say('desk.acts.edit')}
          </Link>
        )}
        <Button kind="main" busy={busy} why={offer.why} onPress={() => void act(undefined)}>
          {say('duty.submit')}
        </Button>
      </Bar>
    </section>
  );
}
