import { useEffect, useRef } from 'preact/hooks';
import { connection } from '../api/connection.ts';
import { useStore } from '../store/store.ts';
import { useSay } from '../text/text.ts';
import { announce } from './live-region.tsx';

/** Says that the connection is lost, while it is. */
export function ConnectionNote() {
  const say = useSay();
  const now = useStore(connection);
  const before = useRef(now);
  useEffect(() => {
    if (before.current !== now) announce(say(now === 'lost' ? 'desk.connection.lost' : 'desk.connection.back'));
    before.current = now;
  }, [now]);
  return now === 'lost' ? <p class="connection-lost">{say('desk.connection.lost')}</p> : null;
}
