import { sealIn, type Seal, type SealedHead } from '../../domain/record/seal.ts';
import { readPart } from '../../functions/shared/seals/read-seal.ts';
import { dateOfSeal, partKey, PARTS, SEALS, type SealStore, type StoredSeal } from '../../functions/shared/seals/seal-store.ts';

/** What the seals say, and each place among them that is broken. */
export interface VerifiedSeals {
  readonly seals: readonly Seal[];
  /** For each aggregate, what has to stand in its chain: `seq hash` and the day that first said so. */
  readonly claims: ReadonlyMap<string, ReadonlyMap<string, string>>;
  readonly breaks: readonly string[];
}

/** Verifies every seal: that it is as it was written and nothing lies over it, its parts, and its link to the one before. */
export async function verifySeals(store: SealStore): Promise<VerifiedSeals> {
  const breaks: string[] = [];
  const seals: Seal[] = [];
  const claims = new Map<string, Map<string, string>>();
  const parts = new Map((await store.list(PARTS)).map((part) => [part.key, part]));
  breaks.push(...[...parts.values()].flatMap(layerFaults));
  for (const stored of await store.list(SEALS)) {
    breaks.push(...layerFaults(stored));
    const seal = await readable(readSeal(store, stored));
    if (seal === undefined) {
      breaks.push(`${stored.key}: is not the seal that was written, or cannot be read`);
      continue;
    }
    breaks.push(...linkFaults(seal, seals.at(-1), stored.key));
    seals.push(seal);
    breaks.push(...(await claimParts(store, seal, parts, claims)));
  }
  return { seals, claims, breaks };
}

/** The bucket has just been listed: what it cannot hand out now, or hands out with another checksum, is broken. */
async function readable<T>(reading: Promise<T>): Promise<T | undefined> {
  return reading.catch(() => undefined);
}

async function readSeal(store: SealStore, stored: StoredSeal): Promise<Seal | undefined> {
  return stored.firstVersion === undefined ? undefined : sealIn(await store.read(stored), dateOfSeal(stored.key));
}

function layerFaults({ key, laidOver }: StoredSeal): string[] {
  return laidOver === 0 ? [] : [`${key}: has been overwritten or deleted; ${laidOver === 1 ? 'one version lies' : `${laidOver} versions lie`} over the first`];
}

function linkFaults({ previous }: Seal, before: Seal | undefined, key: string): string[] {
  if (previous?.date === before?.date && previous?.hash === before?.hash) return [];
  if (previous === undefined) return [`${key}: names no seal before it, but there is one`];
  return previous.date === before?.date ? [`${key}: names another seal of ${previous.date} than there is`] : [`seals/${previous.date}.json: is missing, or not the seal that was written`];
}

/** One part at a time is in memory; what its heads claim is kept once, however many days say it again. */
async function claimParts(store: SealStore, seal: Seal, parts: ReadonlyMap<string, StoredSeal>, claims: Map<string, Map<string, string>>): Promise<string[]> {
  const breaks: string[] = [];
  let count = 0;
  for (const hash of seal.parts) {
    const heads = await readable(readPart(store, parts.get(partKey(seal.date, hash)), hash));
    if (heads === undefined) breaks.push(`${partKey(seal.date, hash)}: is missing, not what was written, or cannot be read`);
    for (const head of heads ?? []) claim(claims, head, seal.date);
    count += heads?.length ?? 0;
  }
  return breaks.length === 0 && count !== seal.count ? [`seals/${seal.date}.json: says ${seal.count} chains, its parts have ${count}`] : breaks;
}

function claim(claims: Map<string, Map<string, string>>, { pk, seq, hash }: SealedHead, date: string): void {
  const own = claims.get(pk) ?? new Map<string, string>();
  claims.set(pk, own);
  if (!own.has(`${seq} ${hash}`)) own.set(`${seq} ${hash}`, date);
}
