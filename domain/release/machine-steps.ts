import { organisationOf } from '../organisations/organisation.ts';
import type { Organisation } from '../organisations/schema.ts';
import { isFullyApproved } from './chain.ts';
import { changeByMachine, type Change } from './change.ts';
import { closeDuties, voidDuties } from './duties.ts';
import { goingOnline } from './publish.ts';
import type { Release } from './release.ts';
import { enterNext } from './submit.ts';

/**
 * The hour of a scheduled item has come. Approvals are checked once more; where one is missing, by rules that have changed
 * since, nothing goes online and the stage that has to approve is asked.
 */
export function beginPublishing(release: Release, at: number): Change | undefined {
  if (release.state !== 'scheduled' || release.scheduledFor === undefined || Date.parse(release.scheduledFor) > at) return undefined;
  const organisation = organisationOf(release.site);
  if (!isFullyApproved(organisation, release)) return reopenReview(release, organisation, at);
  return changeByMachine(release, goingOnline(release, organisation, at), 'PublicationBegun', { contentHash: release.contentHash });
}

function reopenReview(release: Release, organisation: Organisation, at: number): Change {
  const fields = { ...enterNext({ ...release, duties: voidDuties(release.duties) }, { organisation, at }), scheduledFor: undefined };
  return changeByMachine(release, fields, 'ReviewReopened', { stage: fields.stage, contentHash: release.contentHash });
}

export interface Online {
  readonly url: string;
  readonly indexNumber: string;
}

/** 已发布: the public address answered with the approved content; the clock for putting it online is met. */
export function recordPublished(release: Release, online: Online, at: number): Change | undefined {
  if (release.state !== 'publishing') return undefined;
  const rule = organisationOf(release.site).publishing[release.urgency];
  const duties = closeDuties(release.duties, at, (candidate) => candidate === rule);
  const published = { ...online, state: 'published', publishedAt: release.publishedAt ?? new Date(at).toISOString(), duties } as const;
  const fields = { ...published, live: undefined, correcting: undefined, taken: undefined };
  return changeByMachine(release, fields, 'ReleasePublished', { ...online, contentHash: release.contentHash, revision: release.revision });
}

/** An explicit state that a person retries. The approvals stand. */
export function recordFailure(release: Release, error: string): Change | undefined {
  if (release.state !== 'publishing') return undefined;
  return changeByMachine(release, { state: 'publish-failed', failure: error }, 'PublicationFailed', { error });
}

/** The page, its listings and what the edge kept are gone. */
export function recordTakenDown(release: Release, at: number): Change | undefined {
  const { withdrawal } = release;
  if (release.state !== 'withdrawn' || withdrawal === undefined || withdrawal.takenDownAt !== undefined) return undefined;
  const takenDownAt = new Date(at).toISOString();
  return changeByMachine(release, { withdrawal: { ...withdrawal, takenDownAt } }, 'PageTakenDown', { url: release.url });
}
