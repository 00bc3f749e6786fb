import type { EventDraft } from '../record/event.ts';
import { withFields } from '../record/with-fields.ts';
import type { Change } from './change.ts';
import type { Duty } from './duty.ts';
import type { Release } from './release.ts';

export function dutyIn(release: Release, dutyId: string): Duty | undefined {
  return release.duties.find((duty) => duty.id === dutyId);
}

/** A change of one clock. It is no change of the item: its version stays, so that nobody's form goes stale by it. */
export function changeDuty(release: Release, duty: Duty, event: EventDraft): Change {
  const duties = release.duties.map((candidate) => (candidate.id === duty.id ? duty : candidate));
  return { release: withFields(release, { duties }), event };
}
