import { chainFor } from '../organisations/organisation.ts';
import type { Organisation, Stage } from '../organisations/schema.ts';
import type { Approval } from './approval.ts';
import { holds, type Person } from '../people/person.ts';
import type { Release } from './release.ts';

/** The rule of the stage that an item stands in. */
export function stageOf(organisation: Organisation, release: Pick<Release, 'source' | 'stage'>): Stage | undefined {
  return chainFor(organisation, release.source).find((stage) => stage.id === release.stage);
}

/**
 * The first stage of the chain that has not approved the content as it is now; undefined when all have. Approvals of
 * another hash do not count, so a changed text is asked about from the start and an unchanged one is not asked twice.
 */
export function nextStage(organisation: Organisation, release: Pick<Release, 'source' | 'contentHash' | 'approvals'>): Stage | undefined {
  return chainFor(organisation, release.source).find((stage) => !isApproved(release, stage.id));
}

/** The stages that have to approve an item as the organisation's rules are now. */
export function demandedStages(organisation: Organisation, release: Pick<Release, 'source'>): readonly string[] {
  return chainFor(organisation, release.source).map((stage) => stage.id);
}

/** I2: every stage has approved exactly this content, each by a different person. */
export function isFullyApproved(organisation: Organisation, release: Release): boolean {
  return areApproved(release, demandedStages(organisation, release));
}

export function areApproved(release: Pick<Release, 'contentHash' | 'approvals'>, stages: readonly string[]): boolean {
  const people = stages.map((stage) => approvalOf(release, stage)?.by);
  return !people.includes(undefined) && new Set(people).size === people.length;
}

/** Whether a person holds the role that decides in a stage, in the department that submitted or in the Office. */
export function holdsStage(organisation: Organisation, person: Person, stage: Stage, release: Release): boolean {
  return person.site === release.site && holds(person, stage.role, unitOfStage(organisation, stage, release));
}

/** The unit whose people decide in a stage. */
export function unitOfStage(organisation: Organisation, stage: Stage, release: Pick<Release, 'department'>): string {
  return stage.where === 'office' ? organisation.office : release.department;
}

function isApproved(release: Pick<Release, 'contentHash' | 'approvals'>, stage: string): boolean {
  return approvalOf(release, stage) !== undefined;
}

/** The approval that a stage has given to the text as it is now. */
export function approvalOf(release: Pick<Release, 'contentHash' | 'approvals'>, stage: string): Approval | undefined {
  return release.approvals.findLast((approval) => approval.stage === stage && approval.contentHash === release.contentHash);
}
