import type { State } from '../api/types.ts';
import { useSay, type Say, type TextKey } from '../text/text.ts';

const TONES: Partial<Record<State, 'bad' | 'warn' | 'good'>> = {
  'publish-failed': 'bad',
  withdrawn: 'bad',
  rejected: 'bad',
  returned: 'warn',
  published: 'good',
};

/** A state, or the stage within it, as a word with its colour. */
export function StateMark({ state, stage }: { readonly state: State; readonly stage?: string | undefined }) {
  const say = useSay();
  return <span class={`mark ${TONES[state] ?? ''}`}>{stage === undefined ? say(`state.${state}`) : stageInWords(stage, say)}</span>;
}

/** A stage, or where there is none the state that stands for it. A name that a site has made itself stays as it is. */
export function stageInWords(stage: string, say: Say): string {
  const known = [`duty.${stage}` as TextKey, `state.${stage}` as TextKey].find((key) => say(key) !== key);
  return known === undefined ? stage : say(known);
}

/** Where a correction of an item stands. */
export function correctionInWords({ state, stage }: { readonly state: string; readonly stage?: string | undefined }, say: Say): string {
  return say('desk.list.correction.state', { state: stageInWords(stage ?? state, say) });
}
