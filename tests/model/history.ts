import type { Random } from '../faults/random.ts';

/** What happens next in a history; `salt` settles everything else about it. */
export interface Step {
  readonly kind: StepKind;
  readonly salt: number;
}

/**
 * go: somebody does what the item waits for · ask: anybody asks for anything · again: an earlier request is sent again ·
 * run: some calls go through, in any order · rest: everything goes on until nothing is left to do at this time ·
 * cut: something dies between two calls · clock: time passes · hour: the next Wait ends · sweep: the sweeper comes ·
 * abort: an execution ends · lose: a call of the relay is lost · portal: the portal breaks down, or is there again ·
 * rules: the organisation asks for one more review, or no longer.
 */
const weights = { go: 30, ask: 16, again: 4, run: 26, rest: 12, cut: 4, clock: 4, hour: 4, sweep: 2, abort: 2, lose: 2, portal: 1, rules: 2 } as const;

export type StepKind = keyof typeof weights;

const kinds = Object.entries(weights).flatMap(([kind, weight]) => Array.from({ length: weight }, () => kind as StepKind));

export function randomHistory(random: Random): Step[] {
  const length = random.between(15, 70);
  return Array.from({ length }, () => ({ kind: pick(random, kinds), salt: random.between(0, 2 ** 31) }));
}

export function pick<Each>(random: Random, all: readonly Each[]): Each {
  const found = all[random.between(0, all.length - 1)];
  if (found === undefined) throw new RangeError('There is nothing to pick from.');
  return found;
}
