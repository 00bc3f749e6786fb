import type { Card, Person, Role, Site } from '../../api/types.ts';

/** A role at a unit: who has an item now. */
export interface Holder {
  readonly role: Role;
  readonly unit: string;
}

/** Whose turn it is with an item, as the site's chain has it; undefined where it waits for nobody. */
export function holderOf({ state, stage, pending, department, holder }: Card, site: Site): Holder | undefined {
  const now = pending ?? { state, stage };
  switch (now.state) {
    case 'draft':
    case 'returned':
      return { role: 'submitter', unit: department };
    case 'in-review':
      return ofStage(now.stage, department, site);
    case 'approved':
    case 'publish-failed':
      return { role: holder === 'publisher-b' ? 'publisher-b' : 'publisher-a', unit: site.publishingUnit };
    default:
      return undefined;
  }
}

function ofStage(stage: string | undefined, department: string, { chains, office }: Site): Holder | undefined {
  const found = [...chains.submission, ...chains.docflow].find(({ id }) => id === stage);
  return found === undefined ? undefined : { role: found.role, unit: found.where === 'office' ? office : department };
}

/** The people who hold a role at a unit now, those who stand in for others included. */
export function peopleIn({ role, unit }: Holder, people: readonly Person[]): readonly Person[] {
  return people.filter((person) => person.roles.some((held) => held.role === role && held.unit === unit));
}
