import { fieldsOf } from '../../../domain/release/content.ts';
import type { Duty } from '../../../domain/release/duty.ts';
import type { Release } from '../../../domain/release/release.ts';
import type { Head } from '../record/head.ts';

/** A release with everything that its readers may know (contract.md, `GET /releases/{id}`). */
export function releaseInFull({ release }: Head, body: string): Record<string, unknown> {
  const { id, site, department, state, stage, version, revision, contentHash, approvals, url, indexNumber, publishedAt } = release;
  return {
    id,
    site,
    department,
    ...fieldsOf(release),
    body,
    state,
    stage,
    version,
    revision,
    contentHash,
    approvals,
    duties: release.duties.map((duty) => dutyView(duty, release)),
    url,
    indexNumber,
    publishedAt,
    scheduledFor: release.scheduledFor,
    failure: release.failure,
    withdrawal: release.withdrawal,
    findings: [],
  };
}

function dutyView(duty: Duty, { id, site, title }: Release): Record<string, unknown> {
  const { nextBellAt, generation: _, bells, ...rest } = duty;
  const waiting = nextBellAt === undefined ? [] : [{ at: nextBellAt }];
  return { ...rest, subject: id, title, site, bells: [...bells, ...waiting] };
}
