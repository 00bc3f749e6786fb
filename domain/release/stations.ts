import { chainFor } from '../organisations/organisation.ts';
import type { Organisation, Stage } from '../organisations/schema.ts';
import type { Role } from '../people/person.ts';
import type { Approval } from './approval.ts';
import { approvalOf, unitOfStage } from './chain.ts';
import type { Release } from './release.ts';

/** One station of an item's way through its reviews: passed, being decided, or still to come. */
export interface Station {
  readonly stage: string;
  readonly names: Stage['names'];
  /** Whoever holds this role in this unit decides here. */
  readonly role: Role;
  readonly unit: string;
  /** What an approval here must carry. */
  readonly needs: Stage['needs'];
  readonly clause: string;
  readonly standing: 'done' | 'now' | 'ahead';
  /** The approval of the text as it is now; that of an earlier text is no approval of this one. */
  readonly approval?: Approval;
}

/** The way of an item as its organisation has it today, from the first review to the last; publishing comes after. */
export function stationsOf(organisation: Organisation, release: Release): readonly Station[] {
  return chainFor(organisation, release.source).map((stage) => stationOf(organisation, release, stage));
}

function stationOf(organisation: Organisation, release: Release, stage: Stage): Station {
  const { id, names, role, needs, clause } = stage;
  const approval = approvalOf(release, id);
  const standing = approval !== undefined ? 'done' : release.stage === id ? 'now' : 'ahead';
  return { stage: id, names, role, unit: unitOfStage(organisation, stage, release), needs, clause, standing, ...(approval === undefined ? {} : { approval }) };
}
