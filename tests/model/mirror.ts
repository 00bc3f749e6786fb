import { isDeepStrictEqual } from 'node:util';
import type { Table } from '../../functions/shared/record/table.ts';
import { startEngines } from '../functions/engines.ts';
import { theWorld } from './doubles/current.ts';
import type { MemoryTable } from './memory-table.ts';
import { ordered } from './specification/contents.ts';

/** Gives a table that asks both the one in memory and the laptop's DynamoDB, and holds every answer of one against the other's. */
export async function behindMirror<Result>(work: (behind: (memory: MemoryTable) => Table) => Promise<Result>): Promise<Result> {
  const engines = await startEngines();
  try {
    return await work((memory) => mirrored(memory, engines.table));
  } finally {
    await engines.close();
  }
}

function mirrored(memory: Table, real: Table): Table {
  const both = async <Answer>(ask: (table: Table) => Promise<Answer>, alike: (answer: Answer) => unknown = (answer) => answer): Promise<Answer> => {
    const [answer, wanted] = [await ask(memory), await ask(real)];
    if (!isDeepStrictEqual(alike(answer), alike(wanted))) fail(answer, wanted);
    return answer;
  };
  return {
    get: (pk, sk) => both((table) => table.get(pk, sk)),
    update: (update) => both((table) => table.update(update)),
    // Which of two items with the same range key comes first, an index does not say.
    query: (query) => both((table) => table.query(query), ({ items, next }) => [items.map((item) => JSON.stringify(ordered(item))).sort(), next]),
  };
}

function fail(answer: unknown, wanted: unknown): void {
  theWorld().referee.fail(`The table in memory answers ${JSON.stringify(answer)}, and DynamoDB ${JSON.stringify(wanted)}.`);
}
