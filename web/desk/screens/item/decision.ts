import { reviewChecks } from '../../../../domain/release/approval.ts';
import type { ProblemWords } from '../../api/problem.ts';
import type { DecisionForm } from './calls.ts';

export interface Confidentiality {
  readonly result: 'disclose' | 'withhold' | 'partial';
  readonly ground?: string;
}

/** What a reviewer has filled in so far. It outlives refusals, new readings of the item and other views. */
export interface Draft {
  readonly checks: Readonly<Record<string, boolean>>;
  readonly result: Confidentiality['result'] | undefined;
  readonly ground: string;
  readonly proofread: boolean;
  readonly remarks: string;
}

export type Need = 'checks' | 'confidentiality' | 'proofread';

export const emptyDraft: Draft = { checks: {}, result: undefined, ground: '', proofread: false, remarks: '' };

/** A new content has to be gone through anew; what was written about it stays. */
export function forNewContent({ remarks }: Draft): Draft {
  return { ...emptyDraft, remarks };
}

interface Deciding {
  readonly stage: string;
  readonly contentHash: string;
  readonly needs: readonly Need[];
  /** What stands before the remarks of whoever returns what may not be disclosed. */
  readonly finding: string;
}

/** What is sent: of what was filled in, what the outcome needs. */
export function formOf(outcome: DecisionForm['outcome'], draft: Draft, { stage, contentHash, needs, finding }: Deciding): DecisionForm {
  const { remarks, checks, result, ground, proofread } = draft;
  const told = (outcome === 'approve' ? [remarks] : [finding, remarks]).map((part) => part.trim()).filter((part) => part !== '');
  const said = { stage, outcome, contentHash, ...(told.length === 0 ? {} : { remarks: told.join('\n') }) };
  if (outcome !== 'approve') return said;
  return {
    ...said,
    ...(needs.includes('checks') ? { checks: Object.fromEntries(reviewChecks.map((check) => [check, checks[check] === true])) } : {}),
    ...(needs.includes('confidentiality') && result !== undefined ? { confidentiality: { result, ...(ground.trim() === '' ? {} : { ground }) } } : {}),
    ...(needs.includes('proofread') ? { proofread } : {}),
  };
}

/** Six ticks that are missing are one thing to do: the first of them is led to. */
export function oneOfEach(problem: ProblemWords | undefined): ProblemWords | undefined {
  if (problem === undefined) return undefined;
  const errors = problem.errors.filter(({ code }, index) => problem.errors.findIndex((other) => other.code === code) === index);
  return { ...problem, errors };
}
