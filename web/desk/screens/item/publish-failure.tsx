import type { Release } from '../../api/types.ts';
import { Note } from '../../components/note.tsx';
import { useSay } from '../../text/text.ts';
import { causeOf } from './failure-cause.ts';

/** It did not get online: what went wrong, what the public sees, what to do, and who can help. The code is for them. */
export function PublishFailure({ release }: { readonly release: Pick<Release, 'failure' | 'pending'> }) {
  const say = useSay();
  const { failure, pending } = release;
  const cause = causeOf(failure);
  // A correction leaves what is online as it is.
  const seen = say(pending === undefined ? 'desk.item.publish.failed.seen' : 'desk.item.publish.failed.seen-correction');
  return (
    <Note tone="bad" title={say('desk.item.publish.failed')} detail={say(`desk.item.publish.failed.what.${cause}`)}>
      <div>
        <p>{seen}</p>
        <p>{say(cause === 'missing' || cause === 'refused' ? 'desk.item.publish.failed.mend-first' : 'desk.item.publish.failed.again')}</p>
        {failure !== undefined && (
          <p class="quiet failure-code">
            {say('desk.item.publish.failed.code')}
            <code>{failure}</code>
          </p>
        )}
      </div>
    </Note>
  );
}
