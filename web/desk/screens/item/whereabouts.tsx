import type { Release } from '../../api/types.ts';
import { Note } from '../../components/note.tsx';
import { useLanguage, useSay } from '../../text/text.ts';
import { dateTimeIn } from '../../time/dates.ts';
import { standingOf } from './offers.ts';
import { PublishFailure } from './publish-failure.tsx';

/** On its way to the public and there: scheduled, under way, held, failed, online, taken down. */
export function Whereabouts({ release, nameOf }: { readonly release: Release; readonly nameOf: (person: string) => string }) {
  const say = useSay();
  const language = useLanguage();
  const at = (instant: string | undefined): string => (instant === undefined ? '' : dateTimeIn(language, Date.parse(instant)));
  const { url, publishedAt, scheduledFor, held, withdrawal, state } = release;
  const { state: working } = standingOf(release);
  return (
    <>
      {working === 'scheduled' && <Note tone="calm" title={say('desk.item.publish.scheduled', { at: at(scheduledFor) })} />}
      {working === 'publishing' && held === undefined && (
        <Note tone="calm" title={say('desk.item.publish.under-way')} detail={say('desk.item.publish.under-way.detail')}>
          <progress aria-label={say('desk.item.publish.under-way')} />
        </Note>
      )}
      {held !== undefined && <Note tone="warn" title={say('desk.item.publish.held')} detail={say('desk.item.publish.held.detail', { at: at(held.since) })} />}
      {working === 'publish-failed' && <PublishFailure release={release} />}
      {state === 'published' && url !== undefined && (
        <Note tone="calm" title={say('desk.item.publish.online', { at: at(publishedAt) })}>
          <a href={url} target="_blank" rel="noopener" class="online-address">
            {new URL(url, location.origin).href}
          </a>
        </Note>
      )}
      {withdrawal !== undefined && (
        <Note tone="bad" title={say('desk.item.publish.withdrawn', { at: at(withdrawal.at), who: nameOf(withdrawal.by) })} detail={say(withdrawal.takenDownAt === undefined ? 'desk.item.publish.withdrawn.under-way' : 'desk.item.publish.withdrawn.gone')}>
          <blockquote class="remarks">{withdrawal.reason}</blockquote>
        </Note>
      )}
    </>
  );
}
