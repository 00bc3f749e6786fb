import type { RecordedEvent } from '../record/event.ts';
import type { Approval } from './approval.ts';
import type { Release } from './release.ts';

/** The approvals that a release bears and no event of its chain tells of, those of what is online included. */
export function unrecordedApprovals({ approvals, live }: Release, events: readonly RecordedEvent[]): Approval[] {
  const told = new Set(events.filter(({ type }) => type === 'StageApproved').map(({ by, data }) => key(data['stage'], by, data['contentHash'])));
  return [...approvals, ...(live?.approvals ?? [])].filter(({ stage, by, contentHash }) => !told.has(key(stage, by, contentHash)));
}

const key = (...parts: readonly unknown[]): string => JSON.stringify(parts);
