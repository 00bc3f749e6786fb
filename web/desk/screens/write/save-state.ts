import type { ProblemWords } from '../../api/problem.ts';
import type { Release } from '../../api/types.ts';

/**
 * Where what is on the form stands. `kept`: in this browser, not enough of it for the server yet. `nowhere`: the same, in
 * a browser that keeps nothing. `refused`: in this browser, and the server says why it does not take it. `conflict`:
 * somebody has saved a newer version meanwhile.
 */
export type SaveState =
  | { readonly name: 'untouched' | 'kept' | 'nowhere' | 'waiting' | 'saving' }
  | { readonly name: 'saved'; readonly at: number }
  | { readonly name: 'refused'; readonly problem: ProblemWords }
  | { readonly name: 'conflict'; readonly theirs: Release };
