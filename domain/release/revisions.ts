import type { Release, Revision } from './release.ts';

/** Who changed a content, and when (epoch milliseconds). */
interface Authorship {
  readonly contentHash: string;
  readonly by: string;
  readonly at: number;
}

type Revised = Pick<Release, 'revision' | 'revisions'>;

/** A changed content: the same revision until it has been handed to review, the next one after. */
export function revised({ revision, revisions }: Revised, change: Authorship): Revised {
  const current = revisions.find((candidate) => candidate.revision === revision);
  if (current?.submittedAt === undefined) {
    return { revision, revisions: [...revisions.filter((candidate) => candidate.revision !== revision), entry(revision, change)] };
  }
  return nextRevision({ revision, revisions }, change);
}

/** A content that is a revision of its own from the start: a correction, a suggestion that was taken. */
export function nextRevision({ revisions }: Revised, change: Authorship): Revised {
  const next = Math.max(0, ...revisions.map(({ revision }) => revision)) + 1;
  return { revision: next, revisions: [...revisions, entry(next, change)] };
}

/** Handed to review: what it says now stays comparable for ever. */
export function submitted({ revision, revisions }: Revised, at: number): readonly Revision[] {
  return revisions.map((candidate) => (candidate.revision === revision ? { submittedAt: iso(at), ...candidate } : candidate));
}

function entry(revision: number, { contentHash, by, at }: Authorship): Revision {
  return { revision, contentHash, by, at: iso(at) };
}

function iso(instant: number): string {
  return new Date(instant).toISOString();
}
