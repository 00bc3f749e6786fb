import type { Clock } from '../clock/clock.ts';
import { expecting, type ApiClient } from './api-client.ts';
import { contentOf, stories, type Story } from './stories.ts';

export interface Stage {
  as(username: string): Promise<ApiClient>;
  readonly clock: Clock;
  /** Asked before each story. */
  readonly signal?: AbortSignal | undefined;
}

const HOUR = 3_600_000;

/** How long before the first start the demonstration begins, in milliseconds: its clock is started that much earlier. */
export const DEMONSTRATION_LEAD = Math.max(...stories.map(({ hoursAgo }) => hoursAgo)) * HOUR;

/**
 * Tells every story through the API, each at the virtual time at which it began; the clock ends at `now`. Each call has a
 * key of its own, so a telling that was cut off can be told again.
 */
export async function tellStories(stage: Stage, now: number): Promise<void> {
  for (const story of [...stories].sort((one, other) => other.hoursAgo - one.hoursAgo)) {
    stage.signal?.throwIfAborted();
    await waitUntil(stage.clock, now - story.hoursAgo * HOUR);
    await tell(stage, story);
  }
  await waitUntil(stage.clock, now);
}

/** Nothing where the telling has taken longer than the time between two stories: the clock ticks on meanwhile. */
async function waitUntil(clock: Clock, instant: number): Promise<void> {
  if (instant > clock.now()) await clock.moveTo(instant);
}

async function tell(stage: Stage, story: Story): Promise<void> {
  const call = callsOf(stage, story);
  const { id, contentHash } = await call(`submitter.${story.department}`, 'draft', '/releases', contentOf(story));
  const item: Item = { story, call, path: `/releases/${String(id)}`, contentHash };
  if (story.end === 'draft') return;
  await submit(item, 'submission');
  if (!(await isReviewed(item, 'review')) || story.end === 'approved') return;
  const at = story.end === 'scheduled' ? { at: new Date(stage.clock.now() + 20 * HOUR).toISOString() } : {};
  await publish(stage, item, 'publication', at);
  if (story.end === 'withdrawn') await call(PUBLISHER, 'withdrawal', `${item.path}/withdrawal`, { reason: '附表中有一处数据待核实，核实后重新发布。' });
  if (story.end === 'corrected' || story.end === 'correction-in-review') await correct(stage, item);
  await stage.clock.activity.quiet();
}

const PUBLISHER = 'publisher-a.network';
const REVIEWS = ['first-review', 'confidentiality-review', 'second-review', 'text-review'] as const;
const CHECKS = { legal: true, accurate: true, timely: true, complete: true, effective: true, unclassified: true };

/** A call of somebody, repeated without harm under the name of its step. */
type CallOf = (who: string, step: string, path: string, body: unknown) => Promise<Readonly<Record<string, unknown>>>;

interface Item {
  readonly story: Story;
  readonly call: CallOf;
  readonly path: string;
  readonly contentHash: unknown;
}

function callsOf(stage: Stage, story: Story): CallOf {
  return async (who, step, path, body) => {
    const person = await stage.as(who);
    return expecting(person.call('POST', path, body, { 'idempotency-key': `demonstration-${stories.indexOf(story)}-${step}` }));
  };
}

async function submit({ story, call, path }: Item, step: string): Promise<void> {
  await call(`submitter.${story.department}`, step, `${path}/submission`, {});
}

/** Goes through the stages up to the one where the story ends; answers whether all of them have approved. */
async function isReviewed({ story, call, path, contentHash }: Item, step: string): Promise<boolean> {
  for (const stage of REVIEWS) {
    const reviewer = reviewerOf(stage, story.department);
    if (story.end === stage) return false;
    if (story.end === 'suggestion' && stage === 'text-review') {
      await call(reviewer, 'suggestion', `${path}/suggestions`, { stage, contentHash, title: `关于${story.title}`, remarks: '标题宜与文种一致。' });
      return false;
    }
    const outcome = { returned: 'return', rejected: 'reject' }[story.end as string];
    const form = outcome === undefined ? approvalOf(stage) : { outcome, remarks: '请补充依据文件的名称和文号后再报。' };
    await call(reviewer, `${step}-${stage}`, `${path}/decisions`, { stage, contentHash, ...form });
    if (outcome !== undefined) return false;
  }
  return true;
}

async function publish(stage: Stage, { call, path }: Item, step: string, form: Readonly<Record<string, unknown>>): Promise<void> {
  await call(PUBLISHER, step, `${path}/publication`, form);
  await stage.clock.activity.quiet();
}

/** A second revision of what is online: through, or still in its first review. */
async function correct(stage: Stage, item: Item): Promise<void> {
  const { story, call, path } = item;
  const { contentHash } = await call(`submitter.${story.department}`, 'correction', `${path}/corrections`, { reason: '补充咨询电话的受理时间。', summary: '咨询电话工作日受理。' });
  const corrected = { ...item, contentHash };
  await submit(corrected, 'correction-submission');
  if (story.end === 'correction-in-review' || !(await isReviewed(corrected, 'correction-review'))) return;
  await publish(stage, corrected, 'correction-publication', {});
}

function reviewerOf(review: (typeof REVIEWS)[number], department: string): string {
  const roles = { 'first-review': 'reviewer', 'confidentiality-review': 'secrecy', 'second-review': 'head' } as const;
  return review === 'text-review' ? 'text.office' : `${roles[review]}.${department}`;
}

function approvalOf(review: (typeof REVIEWS)[number]): Record<string, unknown> {
  if (review === 'confidentiality-review') return { outcome: 'approve', confidentiality: { result: 'disclose' } };
  return { outcome: 'approve', proofread: true, ...(review === 'first-review' ? { checks: CHECKS } : {}) };
}
