import { fieldsOf, withoutContent, type Content } from '../../../domain/release/content.ts';
import type { Release, Revision } from '../../../domain/release/release.ts';

/** The item as it would be if this revision of it went online at this instant (epoch milliseconds), with its correction told. */
export function asIfPublished(release: Release, { revision, contentHash }: Revision, content: Content, at: number): Release {
  const now = new Date(at).toISOString();
  const { live, correcting, corrections = [] } = release;
  const corrects = live !== undefined && correcting !== undefined && revision > live.revision;
  return {
    ...release,
    ...withoutContent(release),
    ...fieldsOf(content),
    revision,
    contentHash,
    onlineAt: release.onlineAt ?? now,
    corrections: corrects ? [...corrections, { ...correcting, revision, at: now }] : corrections,
  };
}
