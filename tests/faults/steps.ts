import { approvalOf, goodRelease, reviewerOf, stages } from '../support/release-line.ts';

/** What becomes of an item in the end, and how it gets there. */
export type Way = 'plain' | 'edited' | 'scheduled' | 'withdrawn';

export interface Acknowledged {
  readonly event: string;
  /** Of an approval. */
  readonly stage?: string;
  readonly rank: number;
  readonly version: number;
}

export interface Item {
  readonly place: number;
  readonly way: Way;
  readonly title: string;
  id: string;
  contentHash: unknown;
  /** What was answered with 2xx, in order. */
  readonly acknowledged: Acknowledged[];
}

/** One request of an item's way; `name` makes its idempotency key. */
export interface Step {
  readonly name: string;
  readonly who: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch?: number;
  readonly event: string;
  readonly stage?: string;
}

const RANKS: Readonly<Record<string, number>> = {
  draft: 0,
  ...Object.fromEntries(stages.map((stage, place) => [stage, place + 1])),
  approved: 5,
  scheduled: 6,
  publishing: 7,
  'publish-failed': 7,
  published: 8,
  withdrawn: 9,
};

/** How far a release has come. */
export function rankOf({ state, stage }: Readonly<Record<string, unknown>>): number {
  const rank = RANKS[String(state === 'in-review' ? stage : state)];
  if (rank === undefined) throw new Error(`No item of this run should be ${String(state)}.`);
  return rank;
}

const content = ({ title }: Item, body = goodRelease.body as string): object => ({ ...goodRelease, title, body });

/** The way of an item up to the publisher, the next request made of what was answered before. */
export function* stepsOf(item: Item, now: () => number): Generator<Step> {
  const submitter = 'submitter.personnel';
  yield { name: 'draft', who: submitter, method: 'POST', path: '/releases', body: content(item), event: 'DraftCreated' };
  const path = `/releases/${item.id}`;
  if (item.way === 'edited') {
    yield { name: 'save', who: submitter, method: 'PUT', path, body: content(item, '<p>现将修改后的名单予以公布。</p>'), ifMatch: 1, event: 'DraftSaved' };
  }
  yield { name: 'submission', who: submitter, method: 'POST', path: `${path}/submission`, body: {}, event: 'ReleaseSubmitted' };
  for (const stage of stages) {
    yield { name: stage, who: reviewerOf(stage), method: 'POST', path: `${path}/decisions`, body: approvalOf(stage, item.contentHash), event: 'StageApproved', stage };
  }
  const scheduled = item.way === 'scheduled';
  const at = scheduled ? { at: new Date(now() + 30 * 60_000).toISOString() } : {};
  yield { name: 'publication', who: 'publisher-a.network', method: 'POST', path: `${path}/publication`, body: at, event: scheduled ? 'PublicationScheduled' : 'PublicationRequested' };
}

export function withdrawalOf(item: Item): Step {
  return { name: 'withdrawal', who: 'publisher-a.network', method: 'POST', path: `/releases/${item.id}/withdrawal`, body: { reason: '附表数据有误。' }, event: 'ReleaseWithdrawn' };
}
