import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { quietClocks } from '../../../functions/shared/duties/quiet-clocks.ts';
import type { Table, TableQuery } from '../../../functions/shared/record/table.ts';
import { startEngines, type Engines } from '../engines.ts';
import { quiet } from '../quiet.ts';

const lines = quiet();
const MINUTE = 60_000;
const NOW = Date.parse('2025-09-30T08:00:00Z');
const MOST = 5;

let engines: Engines;
beforeEach(async () => {
  engines = await startEngines();
});
afterEach(() => engines.close());

/** An item with an open duty, as its keys in the index say it; without a bell nothing rings any more. */
async function put(pk: string, due: string, bell = ''): Promise<void> {
  await engines.table.update({ pk, sk: 'HEAD', expression: 'SET dutiesOpen = :site, dutyDue = :due', values: { ':site': 'zhejiang', ':due': `${due}#${bell}` } });
}

/** What a sweep finds, and how many keys it has read for it. */
async function swept(now: number): Promise<{ readonly found: readonly string[]; readonly read: number }> {
  let read = 0;
  const counting: Table = {
    ...engines.table,
    query: async (query: TableQuery) => {
      const page = await engines.table.query(query);
      read += page.items.length;
      return page;
    },
  };
  return { found: await quietClocks(counting, 'zhejiang', now, MOST), read };
}

describe('clocks that should have rung', () => {
  it('are found among what is open, soonest bell first, ten minutes after their bell', async () => {
    await put('second', '2025-09-30T09:00:00.000Z', '2025-09-30T07:30:00.000Z');
    await put('first', '2025-09-30T10:00:00.000Z', '2025-09-30T07:00:00.000Z');
    await put('just', '2025-09-30T10:00:00.000Z', '2025-09-30T07:50:00.000Z');
    await put('rung', '2025-09-29T10:00:00.000Z');
    expect(await swept(NOW)).toEqual({ found: ['first', 'second'], read: 4 });
    expect((await swept(NOW + 1)).found).toEqual(['first', 'second', 'just']);
  });

  it('are found at every sweep, however much is due after the one that has to ring now; what is due late has its turn', async () => {
    const bell = '2025-09-30T07:00:00.000Z';
    await put('now', '2025-09-30T07:00:00.000Z', bell);
    await put('soon', '2025-09-30T08:30:00.000Z', bell);
    for (let day = 1; day <= 3 * MOST; day += 1) await put(`later-${day}`, new Date(NOW + day * 24 * 60 * MINUTE).toISOString(), '2025-10-15T08:00:00.000Z');
    await put('ahead', '2025-10-13T08:00:00.000Z', bell);
    const turns = await Promise.all(Array.from({ length: 3 * MOST }, (_, minute) => swept(NOW + minute * MINUTE)));
    expect(turns.filter(({ found }) => ['now', 'soon'].every((pk) => found.includes(pk)))).toHaveLength(turns.length);
    expect(turns.filter(({ found }) => found.includes('ahead')).length).toBeGreaterThan(0);
  });

  it.each([' ', '1', '2019-99-99', '2025-99-99', '2100-02-30', 'x'])('are found beside a duty whose key is damaged (%j): that item is looked at, and keeps none from its turn', async (key) => {
    const bell = '2025-09-30T07:00:00.000Z';
    await put('damaged', key, 'x');
    for (let day = 0; day <= 3 * MOST; day += 1) await put(`left-${day}`, new Date(NOW - day * 24 * 60 * MINUTE).toISOString(), bell);
    const turns = await Promise.all(Array.from({ length: 3 * MOST }, (_, minute) => swept(NOW + minute * MINUTE)));
    const found = new Set(turns.flatMap((turn) => turn.found));
    expect(Array.from({ length: 3 * MOST + 1 }, (_, day) => `left-${day}`).filter((pk) => !found.has(pk))).toEqual([]);
    // What stands before all that was left comes into sight once that is done.
    expect(found.has('damaged')).toBe(key > '2025');
  });

  it('are found where nothing but damaged keys are due', async () => {
    for (const pk of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await put(pk, ' ', 'x');
    expect((await swept(NOW)).found).toHaveLength(MOST);
    expect(lines.some((line) => line.includes('RECORD_UNREADABLE'))).toBe(true);
  });

  it('each have their turn, however many have been left for a year, and no sweep reads more than its part', async () => {
    const bell = '2025-09-30T07:00:00.000Z';
    const days = Array.from({ length: 30 }, (_, day) => new Date(Date.parse('2025-08-20T09:30:00Z') + day * 24 * 60 * MINUTE).toISOString());
    for (const [place, due] of days.entries()) await put(`left-${place}`, due, place % 3 === 0 ? bell : '');
    // More on one day than is read at a time of the latest.
    for (let place = 0; place < 8; place += 1) await put(`together-${place}`, '2025-08-25T09:30:00.000Z', bell);
    await put('recent', '2025-09-30T09:00:00.000Z', bell);
    const found = new Set<string>();
    for (let minute = 0; minute < 31; minute += 1) {
      const sweep = await swept(NOW + minute * MINUTE);
      expect(sweep.read).toBeLessThanOrEqual(2 * MOST + 10 + 9);
      expect(sweep.found).toContain('recent');
      for (const pk of sweep.found) found.add(pk);
    }
    const left = days.flatMap((_, place) => (place % 3 === 0 ? [`left-${place}`] : []));
    expect([...found].sort()).toEqual([...left, ...Array.from({ length: 8 }, (_, place) => `together-${place}`), 'recent'].sort());
  });
});
