import { beijingDate } from '../../../domain/calendar/beijing.ts';
import { organisations } from '../../../domain/organisations/organisation.ts';
import { furthest, partText, sealText, type Seal, type SealedHead } from '../../../domain/record/seal.ts';
import { peopleListing } from '../record/commit-person.ts';
import { switchListing } from '../record/publishing-switch.ts';
import type { Item, Table } from '../record/table.ts';
import { readNewestSeal } from './read-seal.ts';
import { TIPS_TOGETHER, type ReadTips } from './read-tips.ts';
import { partKey, sealKey, type SealStore } from './seal-store.ts';

/** Heads in one object of 1.5 MB at most. */
const PART = 10_000;
export interface Sealing {
  /** For the listings: which chains there are. */
  readonly table: Pick<Table, 'query'>;
  readonly readTips: ReadTips;
  readonly store: SealStore;
  /** Epoch milliseconds: the schedule's. */
  readonly at: number;
  /** How many heads make a part. */
  readonly part?: number;
}

/**
 * Writes the seal of the Beijing day: where each chain stands now, and the hash of the seal before. Answers undefined when
 * the day has its seal. Chains that the listings do not show are read because the last seal names them.
 */
export async function sealHeads({ table, readTips, store, at, part = PART }: Sealing): Promise<Seal | undefined> {
  const date = beijingDate(at);
  const before = await readNewestSeal(store);
  if (before !== undefined && before.seal.date >= date) return undefined;
  const heads = await everyHead(table, readTips, before?.heads ?? []);
  const parts: string[] = [];
  for (let start = 0; start < heads.length; start += part) {
    const { hash, text } = partText(heads.slice(start, start + part));
    // A run that was cut off may have left the very same part.
    await store.write(partKey(date, hash), text);
    parts.push(hash);
  }
  const previous = before === undefined ? {} : { previous: { date: before.seal.date, hash: before.seal.hash } };
  const content = { date, sealedAt: new Date(at).toISOString(), ...previous, count: heads.length, parts };
  const { hash, text } = sealText(content);
  return (await store.write(sealKey(date), text)) ? { ...content, hash } : undefined;
}

async function everyHead(table: Pick<Table, 'query'>, readTips: ReadTips, sealed: readonly SealedHead[]): Promise<readonly SealedHead[]> {
  const before = new Map(sealed.map((head) => [head.pk, head]));
  const all = new Map<string, SealedHead>();
  const take = async (pks: readonly string[]): Promise<void> => {
    const tips = await readTips(pks);
    for (const pk of pks) {
      const head = furthest(before.get(pk), tips.get(pk));
      if (head !== undefined) all.set(pk, head);
    }
  };
  for (const { site } of organisations) for (const listing of [site, peopleListing(site), switchListing(site)]) await eachPage(table, listing, take);
  const unlisted = sealed.map(({ pk }) => pk).filter((pk) => !all.has(pk));
  for (let start = 0; start < unlisted.length; start += TIPS_TOGETHER) await take(unlisted.slice(start, start + TIPS_TOGETHER));
  return [...all.values()].sort((one, other) => (one.pk < other.pk ? -1 : 1));
}

/** In the order of the listing: a chain that grows meanwhile moves to its end and is met there. */
async function eachPage(table: Pick<Table, 'query'>, listing: string, take: (pks: readonly string[]) => Promise<void>): Promise<void> {
  let after: Item | undefined;
  do {
    const page = await table.query({ index: 'listing', condition: 'listing = :listing', values: { ':listing': listing }, limit: TIPS_TOGETHER, after });
    await take(page.items.map((item) => String(item['pk'])));
    after = page.next;
  } while (after !== undefined);
}
