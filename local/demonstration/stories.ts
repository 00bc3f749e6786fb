import type { Clock } from '../clock/clock.ts';
import { expecting, type ApiClient } from './api-client.ts';

export interface Stage {
  as(username: string): Promise<ApiClient>;
  readonly clock: Clock;
  /** Asked before each story. */
  readonly signal?: AbortSignal | undefined;
}

/** How far an item of the demonstration gets. */
type End =
  | 'draft'
  | 'first-review'
  | 'confidentiality-review'
  | 'second-review'
  | 'text-review'
  | 'returned'
  | 'rejected'
  | 'approved'
  | 'scheduled'
  | 'published'
  | 'withdrawn';

interface Story {
  readonly title: string;
  readonly column: string;
  readonly kind: string;
  readonly department: string;
  readonly urgency?: 'urgent';
  readonly end: End;
  /** Hours before the first start at which it begins. */
  readonly hoursAgo: number;
}

const HOUR = 3_600_000;
const CHECKS = { legal: true, accurate: true, timely: true, complete: true, effective: true, unclassified: true };

/** One item for every state; something due soon, something overdue, something withdrawn. */
const stories: readonly Story[] = [
  { title: '关于公布第一批示范性教师发展学校名单的通知', column: 'announcements', kind: 'announcement', department: 'personnel', end: 'published', hoursAgo: 100 },
  { title: '关于开展教育经费统计工作的通知', column: 'finance', kind: 'budget-and-accounts', department: 'finance', end: 'withdrawn', hoursAgo: 98 },
  { title: '关于做好中小学生冬季安全教育的通知', column: 'announcements', kind: 'announcement', department: 'safety', end: 'first-review', hoursAgo: 96 },
  { title: '教育事业发展规划中期评估情况', column: 'plans', kind: 'plan', department: 'planning', end: 'approved', hoursAgo: 95 },
  { title: '校园安全应急演练观摩活动举行', column: 'work-trends', kind: 'education-news', department: 'safety', end: 'published', hoursAgo: 30 },
  { title: '关于职称评审材料报送有关事项的说明', column: 'personnel', kind: 'personnel-change', department: 'organization', end: 'rejected', hoursAgo: 28 },
  { title: '教育统计公报说明', column: 'statistics', kind: 'statistics', department: 'planning', end: 'returned', hoursAgo: 6 },
  { title: '义务教育招生政策解读', column: 'policy-documents', kind: 'policy-interpretation', department: 'legal', end: 'second-review', hoursAgo: 3 },
  { title: '高等学校学科建设工作推进会召开', column: 'work-trends', kind: 'education-news', department: 'higher-education', end: 'text-review', hoursAgo: 2 },
  { title: '关于应对低温雨雪天气的紧急通知', column: 'emergency', kind: 'hot-issue', department: 'safety', urgency: 'urgent', end: 'confidentiality-review', hoursAgo: 0 },
  { title: '行政权力事项清单调整公告', column: 'administrative-power', kind: 'announcement', department: 'legal', end: 'scheduled', hoursAgo: 1 },
  { title: '厅机关开放日活动预告', column: 'announcements', kind: 'announcement', department: 'office', end: 'draft', hoursAgo: 0 },
];

/** How long before the first start the demonstration begins, in milliseconds: its clock is started that much earlier. */
export const DEMONSTRATION_LEAD = Math.max(...stories.map(({ hoursAgo }) => hoursAgo)) * HOUR;

/**
 * Tells every story through the API, each at the virtual time at which it began; the clock ends at `now`. Each call has a
 * key of its own, so a telling that was cut off can be told again.
 */
export async function tellStories(stage: Stage, now: number): Promise<void> {
  for (const story of [...stories].sort((one, other) => other.hoursAgo - one.hoursAgo)) {
    stage.signal?.throwIfAborted();
    await stage.clock.moveTo(Math.max(now - story.hoursAgo * HOUR, stage.clock.now()));
    await tell(stage, story);
  }
  await stage.clock.moveTo(Math.max(now, stage.clock.now()));
}

const REVIEWS = ['first-review', 'confidentiality-review', 'second-review', 'text-review'] as const;

async function tell(stage: Stage, story: Story): Promise<void> {
  const key = (step: string): Record<string, string> => ({ 'idempotency-key': `demonstration-${stories.indexOf(story)}-${step}` });
  const submitter = await stage.as(`submitter.${story.department}`);
  const draft = await expecting(submitter.call('POST', '/releases', contentOf(story), key('draft')));
  const path = `/releases/${String(draft['id'])}`;
  const contentHash = draft['contentHash'];
  if (story.end === 'draft') return;
  await expecting(submitter.call('POST', `${path}/submission`, {}, key('submission')));

  for (const review of REVIEWS) {
    if (story.end === review) return;
    const reviewer = await stage.as(reviewerOf(review, story.department));
    const outcome = { returned: 'return', rejected: 'reject' }[story.end as string];
    const form = outcome === undefined ? approvalOf(review) : { outcome, remarks: '请补充依据文件的名称和文号后再报。' };
    await expecting(reviewer.call('POST', `${path}/decisions`, { stage: review, contentHash, ...form }, key(review)));
    if (outcome !== undefined) return;
  }
  if (story.end === 'approved') return;

  const publisher = await stage.as('publisher-a.network');
  const at = story.end === 'scheduled' ? { at: new Date(stage.clock.now() + 20 * HOUR).toISOString() } : {};
  await expecting(publisher.call('POST', `${path}/publication`, at, key('publication')));
  await stage.clock.activity.quiet();
  if (story.end !== 'withdrawn') return;
  await expecting(publisher.call('POST', `${path}/withdrawal`, { reason: '附表中有一处数据待核实，核实后重新发布。' }, key('withdrawal')));
  await stage.clock.activity.quiet();
}

function reviewerOf(review: (typeof REVIEWS)[number], department: string): string {
  const roles = { 'first-review': 'reviewer', 'confidentiality-review': 'secrecy', 'second-review': 'head' } as const;
  return review === 'text-review' ? 'text.office' : `${roles[review]}.${department}`;
}

function approvalOf(review: (typeof REVIEWS)[number]): Record<string, unknown> {
  if (review === 'confidentiality-review') return { outcome: 'approve', confidentiality: { result: 'disclose' } };
  return { outcome: 'approve', proofread: true, ...(review === 'first-review' ? { checks: CHECKS } : {}) };
}

function contentOf(story: Story): Record<string, unknown> {
  return {
    column: story.column,
    kind: story.kind,
    title: story.title,
    body: BODY,
    urgency: story.urgency ?? 'ordinary',
    ...(story.urgency === undefined ? {} : { urgencyReason: '气象部门已发布橙色预警。' }),
    disclosure: { attribute: 'proactive' },
    source: 'submission',
  };
}

const BODY = [
  '<p>各处室、各直属单位：</p>',
  '<p>为进一步规范和改进门户网站信息发布工作，确保所发布的信息准确、及时、有效，现将有关事项说明如下。</p>',
  '<h2>一、总体要求</h2><p>坚持以公开为常态、不公开为例外，谁产生、谁审核、谁负责。</p>',
  '<h2>二、工作安排</h2><table><thead><tr><th>阶段</th><th>时间</th><th>内容</th></tr></thead>',
  '<tbody><tr><td>准备</td><td>第一周</td><td>梳理清单</td></tr><tr><td>实施</td><td>第二周至第四周</td><td>逐项核对</td></tr></tbody></table>',
  '<h2>三、有关要求</h2><ol><li>各单位明确一名联络员。</li><li>发现差错，第一时间更正。</li></ol>',
].join('');
