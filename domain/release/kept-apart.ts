import type { Release, State } from './release.ts';

/** The duty that comes next in a state where an item waits for somebody; in review it is the stage's own. */
const nextDuty: Partial<Readonly<Record<State, string>>> = { approved: 'publish', 'publish-failed': 'publish' };

/**
 * I9: who may not take an item on where it waits now, so that nobody is offered what they would be refused: those who
 * have done another separated duty on it, and in review also who wrote the text last.
 */
export function keptApart({ state, stage, involved, lastEditedBy }: Pick<Release, 'state' | 'stage' | 'involved' | 'lastEditedBy'>): readonly string[] {
  const next = state === 'in-review' ? stage : nextDuty[state];
  if (next === undefined) return [];
  const others = involved.filter(({ duty }) => duty !== next).map(({ person }) => person);
  return [...new Set(state === 'in-review' ? [...others, lastEditedBy] : others)];
}
