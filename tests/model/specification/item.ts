import type { Written } from './contents.ts';

/** An item as the contract describes it, and nothing of how the record keeps it. */
export interface Item {
  readonly id: string;
  readonly department: string;
  readonly state: string;
  readonly stage?: string | undefined;
  readonly version: number;
  readonly revision: number;
  readonly content: Written;
  readonly hash: string;
  readonly lastEditedBy: string;
  readonly submittedBy?: string | undefined;
  readonly publisher?: string | undefined;
  readonly approvals: readonly Approved[];
  readonly involved: readonly { readonly person: string; readonly duty: string }[];
  /** The highest revision so far, and those that were handed to review. */
  readonly highest: number;
  readonly handedIn: readonly number[];
  readonly suggestion?: Suggested | undefined;
  /** Hash before and after each suggestion that was taken in this line. */
  readonly taken: readonly (readonly [string, string])[];
  readonly scheduledFor?: string | undefined;
  /** The stages that were demanded when publishing began. */
  readonly demanded?: readonly string[] | undefined;
  /** What the public reads while a correction is prepared. */
  readonly live?: (Live & { readonly correctedFrom: number }) | undefined;
  readonly withdrawn?: { readonly by: string; readonly takenDown: boolean } | undefined;
  /** Answers by person and key, the oldest first. */
  readonly kept: readonly { readonly key: string; readonly status: number; readonly answer: Answer }[];
}

export type Answer = Readonly<Record<string, unknown>>;

export interface Approved {
  readonly stage: string;
  readonly by: string;
  readonly hash: string;
}

export interface Suggested {
  readonly id: number;
  readonly by: string;
  readonly stage: string;
  readonly from: string;
  readonly to: string;
  readonly content: Written;
}

export type Live = Pick<Item, 'revision' | 'content' | 'hash' | 'approvals' | 'lastEditedBy' | 'submittedBy' | 'publisher' | 'demanded'>;

/** How many answers to keys are remembered for an item. */
const MOST_KEPT = 20;

export function outward({ state, stage, revision, live }: Item): Answer {
  const now = { state, ...(stage === undefined ? {} : { stage }) };
  return live === undefined ? now : { state: 'published', pending: { revision, ...now } };
}

export function liveOf(item: Item): Live {
  const { revision, content, hash, approvals, lastEditedBy, submittedBy, publisher, demanded } = item;
  return { revision, content, hash, approvals, lastEditedBy, submittedBy, publisher, demanded };
}

/** The correction is over: the item is again what the public reads. */
export function asLive(item: Item): Item {
  if (item.live === undefined) return item;
  const { correctedFrom: _, ...live } = item.live;
  return { ...item, ...live, state: 'published', stage: undefined, live: undefined, suggestion: undefined, taken: [], scheduledFor: undefined };
}

export function withAnswer(item: Item, key: string | undefined, status: number, answer: Answer): Item {
  return key === undefined ? item : { ...item, kept: [...item.kept, { key, status, answer }].slice(-MOST_KEPT) };
}

/** A changed content: the next revision once the current one has been handed in. */
export function rewritten(item: Item, content: Written, hash: string, by: string): Item {
  const revision = item.handedIn.includes(item.revision) ? item.highest + 1 : item.revision;
  return { ...item, content, hash, lastEditedBy: by, revision, highest: Math.max(item.highest, revision) };
}

export function involving(item: Item, person: string, duty: string): Item['involved'] {
  return item.involved.some((each) => each.person === person && each.duty === duty) ? item.involved : [...item.involved, { person, duty }];
}

/** I9: the other separated duty that the person has on the item. */
export function otherDuty(item: Item, person: string, duty: string): string | undefined {
  return item.involved.find((each) => each.person === person && each.duty !== duty)?.duty;
}

/** What may be online: a hash that every demanded stage approved, by distinct people who did not write it. */
export function isProperlyApproved({ hash, approvals, demanded = [] }: Pick<Item, 'hash' | 'approvals' | 'demanded'>): boolean {
  const people = demanded.map((stage) => approvals.findLast((each) => each.stage === stage && each.hash === hash)?.by);
  return demanded.length > 0 && !people.includes(undefined) && new Set(people).size === people.length;
}

/** The hashes that the public may find once everything is quiet; `undefined` where the address must not answer. */
export function mayBeOnline(item: Item): readonly (string | undefined)[] {
  if (item.state === 'published') return [item.hash];
  if (item.state === 'publish-failed') return [item.hash, item.live?.hash];
  return [item.live?.hash];
}
