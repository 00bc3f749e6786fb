import type { Change } from '../../../domain/release/change.ts';
import type { Release } from '../../../domain/release/release.ts';
import { changeRelease, type Store } from './change-release.ts';
import { releaseIdOf } from './keys.ts';
import type { Item } from './table.ts';

/** Items that are read, and changed, at a time. */
const TOGETHER = 25;

export interface Passed {
  readonly seen: number;
  readonly changed: number;
}

/**
 * Goes through every item of a site and commits what `decide` makes of it, each as a change of its own that the relay is
 * told of. Each is met once, however often it moves on meanwhile. Can be cut off and run again. Throws where others are
 * always faster at an item.
 */
export async function changeEveryRelease(store: Store, site: string, at: number, decide: (release: Release) => Change | undefined): Promise<Passed> {
  const changed = new Set<string>();
  const seen = new Set<string>();
  const pass = async (pk: string): Promise<void> => {
    if (seen.has(pk)) return;
    seen.add(pk);
    const result = await changeRelease(store, releaseIdOf(pk), at, ({ release }) => {
      const change = decide(release);
      if (change !== undefined) changed.add(pk);
      return { ok: true, value: { change } };
    });
    if (!result.ok && result.error.type !== 'not-found') throw new Error(`${pk} was not changed: ${result.error.type}`);
  };
  let after: Item | undefined;
  do {
    const page = await store.table.query({ index: 'listing', condition: 'listing = :site', values: { ':site': site }, limit: TOGETHER, after });
    await Promise.all(page.items.map((item) => pass(String(item['pk']))));
    after = page.next;
  } while (after !== undefined);
  return { seen: seen.size, changed: changed.size };
}
