import type { Table } from '../../../functions/shared/record/table.ts';
import { gated } from '../actors.ts';
import { theWorld } from './current.ts';

export { queryAll } from '../../../functions/shared/record/table.ts';
export type { Item, Table, TableQuery, Update } from '../../../functions/shared/record/table.ts';

/** The records table of the history: every call waits for its turn, and the referee sees what is read and written. */
export function openTable(): Table {
  return {
    get: (pk, sk) =>
      gated(async () => {
        const item = await theWorld().table.get(pk, sk);
        theWorld().referee.sawRead(pk, sk, item);
        return item;
      }),
    update: (update) =>
      gated(async () => {
        const item = await theWorld().table.update(update);
        if (item === undefined) theWorld().referee.sawLostRace();
        return item;
      }),
    query: (query) =>
      gated(async () => {
        const page = await theWorld().table.query(query);
        theWorld().referee.sawQuery();
        return page;
      }),
  };
}
