import type { BeijingDate } from '../calendar/beijing.ts';
import { canonicalJson, sha256 } from './canonical.ts';

/** Where a chain stood when it was sealed. */
export interface SealedHead {
  /** The aggregate's key. */
  readonly pk: string;
  readonly seq: number;
  readonly hash: string;
}

/** One day's seal: every chain's end, in parts that are named by their hashes, and the seal before it. */
export interface Seal {
  readonly date: BeijingDate;
  /** ISO 8601 in UTC; later than the date's midnight where a day was missed. */
  readonly sealedAt: string;
  /** Absent in the first of all. */
  readonly previous?: { readonly date: BeijingDate; readonly hash: string };
  /** How many chains. */
  readonly count: number;
  readonly parts: readonly string[];
  /** Of everything else in it. */
  readonly hash: string;
}

/** A part or a seal as it is stored: the canonical text, so that not a byte of it can change unseen. */
export interface SealText {
  readonly hash: string;
  readonly text: string;
}

/** Heads of one seal, few enough to be one object. */
export function partText(heads: readonly SealedHead[]): SealText {
  const text = canonicalJson(heads.map(({ pk, seq, hash }) => ({ pk, seq, hash })));
  return { text, hash: sha256(text) };
}

export function sealText(seal: Omit<Seal, 'hash'>): SealText {
  const { date, sealedAt, previous, count, parts } = seal;
  const content = { date, sealedAt, previous: previous && { date: previous.date, hash: previous.hash }, count, parts };
  const hash = sha256(canonicalJson(content));
  return { hash, text: canonicalJson({ ...content, hash }) };
}

/** The heads of a part, or undefined when it is not what its hash promises. */
export function headsIn(text: string, hash: string): readonly SealedHead[] | undefined {
  return sha256(text) === hash ? (JSON.parse(text) as readonly SealedHead[]) : undefined;
}

/** The seal of a day, or undefined when a byte of it has changed. */
export function sealIn(text: string, date: BeijingDate): Seal | undefined {
  try {
    const seal = JSON.parse(text) as Seal;
    return seal.date === date && sealText(seal).text === text ? seal : undefined;
  } catch {
    return undefined;
  }
}

/** A seal never goes back: what an earlier one had further is said again, so that a cut chain stays found. */
export function furthest(before: SealedHead | undefined, found: SealedHead | undefined): SealedHead | undefined {
  if (before === undefined || found === undefined) return found ?? before;
  return found.seq > before.seq ? found : before;
}
