import type { Item } from './specification/item.ts';

/** What a run has seen. */
export interface Counts {
  histories: number;
  steps: number;
  readonly states: Record<string, number>;
  /** `verb accepted` and `verb refused`. */
  readonly actions: Record<string, number>;
  /** Problem types. */
  readonly refusals: Record<string, number>;
  readonly events: Record<string, number>;
}

export class Figures implements Counts {
  histories = 0;
  steps = 0;
  readonly states: Record<string, number> = {};
  readonly actions: Record<string, number> = {};
  readonly refusals: Record<string, number> = {};
  readonly events: Record<string, number> = {};

  state({ state, stage, live }: Item): void {
    count(this.states, stage === undefined ? state : `${state} ${stage}`);
    if (live !== undefined) count(this.states, `pending ${state}`);
  }

  answered(verb: string, refusal: string | undefined): void {
    count(this.actions, `${verb} ${refusal === undefined ? 'accepted' : 'refused'}`);
    if (refusal !== undefined) count(this.refusals, refusal);
  }

  event(what: string): void {
    count(this.events, what);
  }
}

function count(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
