import { connection } from '../../api/connection.ts';
import { signInState } from '../../sign-in/session.ts';
import { useStore } from '../../store/store.ts';
import { useSay, type Say } from '../../text/text.ts';
import { timeOfDay } from '../../time/dates.ts';
import type { SaveState } from './save-state.ts';
import type { Writing } from './writing.ts';

/** Where what was typed is now, in words. */
export function SaveLine({ writing }: { readonly writing: Writing }) {
  const say = useSay();
  const state = useStore(writing.state);
  const isLost = useStore(connection) === 'lost';
  const isOut = useStore(signInState) !== 'in';
  const isWaiting = state.name === 'saving' && (isLost || isOut);
  const tone = state.name === 'refused' || state.name === 'nowhere' || state.name === 'conflict' || isWaiting ? 'save-line bad' : 'save-line quiet';
  return (
    <p class={tone} data-state={state.name}>
      {isWaiting ? say(isOut ? 'desk.write.save.signed-out' : 'desk.write.save.offline') : inWords(state, say)}
    </p>
  );
}

function inWords(state: SaveState, say: Say): string {
  return state.name === 'saved' ? say('desk.write.save.saved', { time: timeOfDay(state.at) }) : say(`desk.write.save.${state.name}`);
}
