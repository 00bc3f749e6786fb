import type { Fault } from '../../../domain/refusal.ts';
import type { Release, Revision } from '../../../domain/release/release.ts';
import { Problem } from './problem.ts';

type Revised = Pick<Release, 'revision' | 'revisions' | 'suggestion'>;
type Asked = Readonly<Record<string, string | undefined>>;

/** The revision that a query names, by default the one that the reader sees as the current one. */
export function revisionAsked(release: Revised, asked: Asked): Revision {
  const found = named(release, asked['revision'], current(release));
  if (found === undefined) throw unknown('revision');
  return found;
}

/** A content to compare: a revision, or what a reviewer suggests in its place. */
interface Compared {
  readonly revision: number | 'suggestion';
  readonly contentHash: string;
}

/**
 * Two contents to compare: by default what was last submitted before the current revision, and that; for a suggestion,
 * what it was made on.
 */
export function revisionsAsked(release: Revised, asked: Asked): { readonly from: Compared; readonly to: Compared } {
  if (asked['to'] === 'suggestion') return suggestionAsked(release, asked);
  const to = named(release, asked['to'], current(release));
  const from = named(release, asked['from'], before(release, to) ?? to);
  if (from === undefined || to === undefined) throw unknown(...(from === undefined ? ['from'] : []), ...(to === undefined ? ['to'] : []));
  return { from, to };
}

function suggestionAsked(release: Revised, asked: Asked): { readonly from: Compared; readonly to: Compared } {
  const from = named(release, asked['from'], current(release));
  const { suggestion } = release;
  if (from === undefined || suggestion === undefined) throw unknown(...(from === undefined ? ['from'] : []), ...(suggestion === undefined ? ['to'] : []));
  return { from, to: { revision: 'suggestion', contentHash: suggestion.to } };
}

/** Revisions after the one that the reader may see are not there for them. */
function visible({ revision, revisions }: Revised): readonly Revision[] {
  return revisions.filter((candidate) => candidate.revision <= revision);
}

function current(release: Revised): Revision | undefined {
  return visible(release).find(({ revision }) => revision === release.revision);
}

function before(release: Revised, to: Revision | undefined): Revision | undefined {
  return visible(release).findLast(({ revision, submittedAt }) => to !== undefined && revision < to.revision && submittedAt !== undefined);
}

function named(release: Revised, asked: string | undefined, otherwise: Revision | undefined): Revision | undefined {
  return asked === undefined ? otherwise : visible(release).find(({ revision }) => String(revision) === asked);
}

function unknown(...names: readonly string[]): Problem {
  const faults = names.map((name): Fault => ({ pointer: `/query/${name}`, code: 'unknown-revision' }));
  return new Problem('validation', { faults });
}
