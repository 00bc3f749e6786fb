import { expecting, type ApiClient } from '../../local/demonstration/api-client.ts';
import type { TestLaptop } from './laptop.ts';

/** One good item; cases are made by changing it. */
export const goodRelease = {
  column: 'announcements',
  kind: 'announcement',
  title: '关于公布示范学校名单的通知',
  body: '<p>各处室：</p><p>现将名单予以公布。</p>',
  urgency: 'ordinary',
  disclosure: { attribute: 'proactive' },
  source: 'submission',
} as const;

export const stages = ['first-review', 'confidentiality-review', 'second-review', 'text-review'] as const;
export type StageName = (typeof stages)[number];

const CHECKS = { legal: true, accurate: true, timely: true, complete: true, effective: true, unclassified: true };

/** Who decides a stage for a department. */
export function reviewerOf(stage: StageName, department = 'personnel'): string {
  const roles = { 'first-review': 'reviewer', 'confidentiality-review': 'secrecy', 'second-review': 'head' } as const;
  return stage === 'text-review' ? 'text.office' : `${roles[stage]}.${department}`;
}

/** An approval with everything that its stage needs. */
export function approvalOf(stage: StageName, contentHash: unknown): Record<string, unknown> {
  const form = { stage, outcome: 'approve', contentHash };
  if (stage === 'confidentiality-review') return { ...form, confidentiality: { result: 'disclose' } };
  return { ...form, proofread: true, ...(stage === 'first-review' ? { checks: CHECKS } : {}) };
}

/** The people of one department and of those who come after it, signed in. */
export interface Cast {
  readonly submitter: ApiClient;
  readonly reviewers: Readonly<Record<StageName, ApiClient>>;
  readonly publisher: ApiClient;
}

export async function castOf(laptop: TestLaptop, department = 'personnel'): Promise<Cast> {
  const reviewers = await Promise.all(stages.map(async (stage) => [stage, await laptop.as(reviewerOf(stage, department))] as const));
  return {
    submitter: await laptop.as(`submitter.${department}`),
    reviewers: Object.fromEntries(reviewers) as Record<StageName, ApiClient>,
    publisher: await laptop.as('publisher-a.network'),
  };
}

/** Draft, submission and the four approvals. Answers the item's id. */
export async function bringToApproved(cast: Cast, release: Record<string, unknown> = goodRelease): Promise<string> {
  const draft = await expecting(cast.submitter.call('POST', '/releases', release));
  const id = String(draft['id']);
  await expecting(cast.submitter.call('POST', `/releases/${id}/submission`, {}));
  for (const stage of stages) await expecting(cast.reviewers[stage].call('POST', `/releases/${id}/decisions`, approvalOf(stage, draft['contentHash'])));
  return id;
}

export async function publishNow(cast: Cast, id: string): Promise<void> {
  await expecting(cast.publisher.call('POST', `/releases/${id}/publication`, {}));
}
