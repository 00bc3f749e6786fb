import { beijingDate } from '../../../domain/calendar/beijing.ts';
import { organisations } from '../../../domain/organisations/organisation.ts';
import { furthest, partText, sealText, type Seal, type SealedHead } from '../../../domain/record/seal.ts';
import { peopleListing } from '../record/commit-person.ts';
import { switchListing } from '../record/publishing-switch.ts';
import { HEAD } from '../record/keys.ts';
import type { Item, Table } from '../record/table.ts';
import { readNewestSeal } from './read-seal.ts';
import { partKey, sealKey, type SealStore } from './seal-store.ts';

/** Heads in one object of 1.5 MB at most. */
const PART = 10_000;
/** Heads that are read, and listed, at a time. */
const TOGETHER = 50;

export interface Sealing {
  readonly table: Table;
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
export async function sealHeads({ table, store, at, part = PART }: Sealing): Promise<Seal | undefined> {
  const date = beijingDate(at);
  const before = await readNewestSeal(store);
  if (before !== undefined && before.seal.date >= date) return undefined;
  const heads = await everyHead(table, before?.heads ?? []);
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

async function everyHead(table: Table, sealed: readonly SealedHead[]): Promise<readonly SealedHead[]> {
  const before = new Map(sealed.map((head) => [head.pk, head]));
  const all = new Map<string, SealedHead>();
  const take = async (pks: readonly string[]): Promise<void> => {
    const found = await Promise.all(pks.map(async (pk) => sealedHead(pk, await table.get(pk, HEAD))));
    for (const [place, pk] of pks.entries()) {
      const head = furthest(before.get(pk), found[place]);
      if (head !== undefined) all.set(pk, head);
    }
  };
  for (const { site } of organisations) for (const listing of [site, peopleListing(site), switchListing(site)]) await eachPage(table, listing, take);
  const unlisted = sealed.map(({ pk }) => pk).filter((pk) => !all.has(pk));
  for (let start = 0; start < unlisted.length; start += TOGETHER) await take(unlisted.slice(start, start + TOGETHER));
  return [...all.values()].sort((one, other) => (one.pk < other.pk ? -1 : 1));
}

/** In the order of the listing: a chain that grows meanwhile moves to its end and is met there. */
async function eachPage(table: Table, listing: string, take: (pks: readonly string[]) => Promise<void>): Promise<void> {
  let after: Item | undefined;
  do {
    const page = await table.query({ index: 'listing', condition: 'listing = :listing', values: { ':listing': listing }, limit: TOGETHER, after });
    await take(page.items.map((item) => String(item['pk'])));
    after = page.next;
  } while (after !== undefined);
}

function sealedHead(pk: string, item: Item | undefined): SealedHead | undefined {
  return item === undefined ? undefined : { pk, seq: Number(item['seq']), hash: String(item['lastHash']) };
}
