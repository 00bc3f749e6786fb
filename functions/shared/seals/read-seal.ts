import { headsIn, sealIn, type Seal, type SealedHead } from '../../../domain/record/seal.ts';
import { dateOfSeal, partKey, PARTS, SEALS, type SealStore, type StoredSeal } from './seal-store.ts';

/** The newest seal with the heads that it names; undefined before the first. Throws when a byte of it has changed. */
export async function readNewestSeal(store: SealStore): Promise<{ readonly seal: Seal; readonly heads: readonly SealedHead[] } | undefined> {
  const newest = (await store.list(SEALS)).at(-1);
  if (newest === undefined) return undefined;
  const seal = newest.firstVersion === undefined ? undefined : sealIn(await store.read(newest), dateOfSeal(newest.key));
  if (seal === undefined) throw new Error(`The seal ${newest.key} does not hold. Run the audit.`);
  const parts = await partsOf(store, seal.date);
  const heads: SealedHead[] = [];
  for (const hash of seal.parts) {
    const found = await readPart(store, parts.get(partKey(seal.date, hash)), hash);
    if (found === undefined) throw new Error(`The part ${partKey(seal.date, hash)} does not hold. Run the audit.`);
    heads.push(...found);
  }
  return { seal, heads };
}

export async function partsOf(store: SealStore, date: string): Promise<ReadonlyMap<string, StoredSeal>> {
  return new Map((await store.list(`${PARTS}${date}/`)).map((part) => [part.key, part]));
}

/** The heads of a part, or undefined when it is gone or changed. */
export async function readPart(store: SealStore, part: StoredSeal | undefined, hash: string): Promise<readonly SealedHead[] | undefined> {
  return part?.firstVersion === undefined ? undefined : headsIn(await store.read(part), hash);
}
