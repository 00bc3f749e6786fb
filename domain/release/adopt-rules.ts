import type { Organisation } from '../organisations/schema.ts';
import { withFields } from '../record/with-fields.ts';
import { isFullyApproved, nextStage, stageOf } from './chain.ts';
import type { Change } from './change.ts';
import { voidDuty } from './duties.ts';
import { isOpen, type Duty } from './duty.ts';
import { nextGeneration } from './effects.ts';
import { isPublishing } from './hand-over.ts';
import { recomputeDuty } from './recompute-duty.ts';
import type { Release } from './release.ts';
import { enterNext, isStageTarget } from './submit.ts';

/**
 * What the organisation's rules and calendar as they are now change about an item that is on its way: it leaves a stage
 * that the chain no longer has, is asked for an approval that the chain has come to demand, and its open clocks are counted
 * again. What is being published, or is online, keeps the rules that it set out under. Undefined where nothing changes.
 */
export function adoptRules(release: Release, organisation: Organisation, at: number): Change | undefined {
  const placed = isMisplaced(organisation, release) ? replace(release, organisation, at) : release;
  const duties = placed.duties.map((duty) => (isCounted(duty) ? recomputeDuty(organisation, duty, release.urgency, at) : duty));
  const recounted = duties.filter((duty, place) => duty !== placed.duties[place]);
  if (placed === release && recounted.length === 0) return undefined;
  const after = { ...placed, duties };
  const data = {
    stage: after.stage ?? after.state,
    was: release.stage ?? release.state,
    contentHash: release.contentHash,
    recounted: recounted.map(({ id, rule, state, dueAt, provisional }) => ({ duty: id, rule, state, dueAt, provisional })),
  };
  return { release: { ...after, generation: nextGeneration(release, after) }, event: { type: 'RulesAdopted', by: 'system', data } };
}

function isMisplaced(organisation: Organisation, release: Release): boolean {
  if (release.state === 'in-review') return stageOf(organisation, release) === undefined;
  const waits = release.state === 'approved' || release.state === 'scheduled';
  return waits && !isFullyApproved(organisation, release) && nextStage(organisation, release) !== undefined;
}

/** Nobody has to meet the target of a stage that is gone, or to put online what has to be reviewed first. */
function replace(release: Release, organisation: Organisation, at: number): Release {
  const ended = ({ rule }: Duty): boolean => isStageTarget(rule) || isPublishing(organisation, { rule });
  const duties = release.duties.map((duty) => (isOpen(duty) && ended(duty) ? voidDuty(duty) : duty));
  const fields = enterNext({ ...release, duties }, { organisation, at });
  return withFields(release, { ...fields, scheduledFor: undefined, suggestion: undefined });
}

/** A paused clock is counted when it goes on. */
function isCounted(duty: Duty): boolean {
  return isOpen(duty) && duty.state !== 'paused';
}
