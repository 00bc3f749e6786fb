import { organisationOf } from '../../../domain/organisations/organisation.ts';
import type { Organisation } from '../../../domain/organisations/schema.ts';
import { patienceWith } from '../../../domain/release/restart.ts';
import { planFor } from '../../../domain/release/plan.ts';
import { isOpen } from '../../../domain/release/duty.ts';
import { stageOf, unitOfStage } from '../../../domain/release/chain.ts';
import type { Release } from '../../../domain/release/release.ts';

/** The worklist that machines' work stands in, so that the sweeper finds work whose machine has died. */
export const machineWorklist = (site: string): string => `${site}#machine`;

/**
 * The sparse index keys of a head: whose worklist it stands in and until when, its site's open duties by the earliest of
 * them, and its site's listing. A key given as undefined is removed, so that no list shows what no longer waits.
 */
export function indexKeysOf(release: Release, at: string): Record<string, string | undefined> {
  return { ...worklistKeys(release, at), ...dutyKeys(release), listing: release.site, listedAt: `${at}#${release.id}` };
}

/** Open duties stand in the order in which they are due. The next bell comes with the key, since the index shows nothing else. */
function dutyKeys(release: Release): Record<string, string | undefined> {
  const due = earliestDue(release);
  return { dutiesOpen: due === undefined ? undefined : release.site, dutyDue: due === undefined ? undefined : `${due}#${earliestBell(release) ?? ''}` };
}

/** When the next bell of an item rings, by its key in the index of duties; undefined when none does. A key without one is of an earlier build, and a bell rings when it is due. */
export function bellIn(dutyDue: string): string | undefined {
  const [due, bell = due] = dutyDue.split('#');
  return bell === '' ? undefined : bell;
}

function earliestBell({ duties }: Release): string | undefined {
  return duties.flatMap((duty) => (isOpen(duty) && duty.nextBell !== undefined ? [duty.nextBell.at] : [])).sort()[0];
}

function earliestDue({ duties }: Release): string | undefined {
  return duties.filter(isOpen).map((duty) => duty.dueAt).sort()[0];
}

/** The ledger of a unit (台账): where the events stand that changed its duties. */
export function ledgerName(site: string, unit: string): string {
  return `${site}#ledger#${unit}`;
}

/** Where those stand that wait for publishing to be resumed, by when they began to. */
export const heldWorklist = (site: string): string => `${site}#held`;

function worklistKeys(release: Release, at: string): Record<string, string | undefined> {
  const worklist = worklistOf(release);
  if (worklist === undefined) return { worklist: undefined, worklistDue: undefined };
  const machine = worklist === machineWorklist(release.site);
  if (worklist === heldWorklist(release.site)) return { worklist, worklistDue: release.held?.since ?? at };
  const worklistDue = machine ? new Date(worksFrom(release, at) + patienceWith(release)).toISOString() : (earliestDue(release) ?? at);
  return { worklist, worklistDue };
}

/** When its machine has something to do: a scheduled item's not before the hour. */
function worksFrom({ state, scheduledFor }: Release, at: string): number {
  return Math.max(Date.parse(at), state === 'scheduled' && scheduledFor !== undefined ? Date.parse(scheduledFor) : 0);
}

function worklistOf(release: Release): string | undefined {
  if (release.state === 'in-review') {
    const organisation = organisationOf(release.site);
    const stage = stageOf(organisation, release);
    return stage === undefined ? undefined : worklistName(release.site, stage.role, unitOfStage(organisation, stage, release));
  }
  if (release.state === 'approved' || release.state === 'publish-failed') return worklistName(release.site, 'publisher', organisationOf(release.site).publishingUnit);
  if (release.state === 'returned') return worklistName(release.site, 'submitter', release.department);
  if (release.state === 'publishing' && release.held !== undefined) return heldWorklist(release.site);
  const next = planFor(release).next;
  return next === 'publish' || next === 'take-down' || next === 'await-schedule' ? machineWorklist(release.site) : undefined;
}

/**
 * The worklists of all items of a site, and corrections of such, that are on their way from the last review to the public
 * in one state: few, however many items the site has. Undefined for states that no such list holds.
 */
export function worklistsOnTheWay({ site, publishingUnit }: Organisation, state: string | undefined): readonly string[] | undefined {
  if (state === 'approved' || state === 'publish-failed') return [worklistName(site, 'publisher', publishingUnit)];
  if (state === 'scheduled') return [machineWorklist(site)];
  return state === 'publishing' ? [machineWorklist(site), heldWorklist(site)] : undefined;
}

export function worklistName(site: string, role: string, unit: string): string {
  return `${site}#${role}#${unit}`;
}
