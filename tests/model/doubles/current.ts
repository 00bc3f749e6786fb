import type { Content } from '../../../domain/release/content.ts';
import type { Table } from '../../../functions/shared/record/table.ts';
import type { Referee } from '../referee.ts';

/** What the doubles stand before. */
export interface Surrounding {
  readonly table: Table;
  readonly contents: Map<string, Content>;
  readonly relayCalls: { readonly pk: string; readonly checkMachine: boolean; readonly at?: string }[];
  readonly referee: Pick<Referee, 'sawRead' | 'sawLostRace' | 'sawQuery' | 'fail'>;
}

/** The world of what is being run: one at a time in a process. */
let current: Surrounding | undefined;

export function enter(world: Surrounding): void {
  current = world;
}

export function theWorld(): Surrounding {
  if (current === undefined) throw new Error('Nothing is being run.');
  return current;
}
