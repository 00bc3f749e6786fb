import { fieldsOf } from '../../../domain/release/content.ts';
import { outwardState } from '../../../domain/release/outward.ts';
import type { Release } from '../../../domain/release/release.ts';
import { dutyView } from './duty-view.ts';

/** A release with everything that its readers may know (contract.md, `GET /releases/{id}`). */
export function releaseInFull(release: Release, body: string): Record<string, unknown> {
  const { id, site, department, version, revision, revisions, contentHash, approvals, url, indexNumber, publishedAt } = release;
  return {
    id,
    site,
    department,
    ...fieldsOf(release),
    body,
    ...outwardState(release),
    version,
    revision,
    revisions,
    contentHash,
    approvals,
    duties: release.duties.map((duty) => dutyView(duty, release)),
    url,
    indexNumber,
    publishedAt,
    scheduledFor: release.scheduledFor,
    failure: release.failure,
    held: release.state === 'publishing' ? release.held : undefined,
    withdrawal: release.withdrawal,
    suggestion: suggestionView(release),
    corrections: release.corrections,
    correcting: release.correcting,
    findings: [],
  };
}

/** A suggestion by its content's hash; what it would change, the differences say. */
function suggestionView({ suggestion }: Release): Record<string, unknown> | undefined {
  if (suggestion === undefined) return undefined;
  const { id, stage, by, at, from, to, remarks } = suggestion;
  return { id, stage, by, at, from, to, remarks };
}
