import { holds, type CastMember } from './cast.ts';
import type { Item } from './item.ts';

export interface StageRule {
  readonly id: string;
  readonly role: string;
  readonly office?: true;
  readonly needs: readonly ('checks' | 'confidentiality' | 'proofread')[];
}

/** contract.md, Stages: three reviews and the confidentiality review, four people. */
const submission: readonly StageRule[] = [
  { id: 'first-review', role: 'reviewer', needs: ['checks', 'proofread'] },
  { id: 'confidentiality-review', role: 'secrecy', needs: ['confidentiality'] },
  { id: 'second-review', role: 'head', needs: ['proofread'] },
  { id: 'text-review', role: 'text', office: true, needs: ['proofread'] },
];

const docflow: readonly StageRule[] = [{ id: 'confidentiality-review', role: 'secrecy', needs: ['confidentiality'] }];

/** A stage that the organisation introduces while items are on their way. */
export const newStage: StageRule = { id: 'legal-review', role: 'reviewer', needs: ['proofread'] };

export interface Rules {
  readonly stricter: boolean;
}

export function chainOf(source: string, { stricter }: Rules): readonly StageRule[] {
  if (source === 'docflow') return docflow;
  return stricter ? [...submission, newStage] : submission;
}

/** The first stage that has not approved the content as it is; undefined when all have. */
export function firstOpenStage(item: Pick<Item, 'content' | 'hash' | 'approvals'>, rules: Rules): StageRule | undefined {
  return chainOf(item.content.source, rules).find((stage) => !item.approvals.some((each) => each.stage === stage.id && each.hash === item.hash));
}

export function holdsStage(person: CastMember, stage: StageRule, item: Item): boolean {
  return person.site === 'zhejiang' && holds(person, stage.role, stage.office === true ? 'office' : item.department);
}

/** The item as it enters its next stage, or waits for a publisher after the last. */
export function entered(item: Item, rules: Rules): Item {
  const stage = firstOpenStage(item, rules);
  return { ...item, state: stage === undefined ? 'approved' : 'in-review', stage: stage?.id };
}

/** Every stage has approved exactly this content, each by a different person. */
export function isFullyApproved(item: Item, rules: Rules): boolean {
  const people = chainOf(item.content.source, rules).map((stage) => item.approvals.findLast((each) => each.stage === stage.id && each.hash === item.hash)?.by);
  return !people.includes(undefined) && new Set(people).size === people.length;
}
