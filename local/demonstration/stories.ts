/** How far an item of the demonstration gets. */
export type End =
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
  | 'corrected'
  | 'correction-in-review'
  | 'suggestion'
  | 'withdrawn';

export interface Story {
  readonly title: string;
  readonly column: string;
  readonly kind: string;
  readonly department: string;
  readonly urgency?: 'urgent';
  readonly end: End;
  /** Hours before the first start at which it begins. */
  readonly hoursAgo: number;
}

/** One item for every state; something due soon, something overdue, something withdrawn, corrected, or with a fix suggested. */
export const stories: readonly Story[] = [
  { title: '关于公布第一批示范性教师发展学校名单的通知', column: 'announcements', kind: 'announcement', department: 'personnel', end: 'published', hoursAgo: 100 },
  { title: '关于开展教育经费统计工作的通知', column: 'finance', kind: 'budget-and-accounts', department: 'finance', end: 'withdrawn', hoursAgo: 98 },
  { title: '关于做好中小学生冬季安全教育的通知', column: 'announcements', kind: 'announcement', department: 'safety', end: 'first-review', hoursAgo: 96 },
  { title: '教育事业发展规划中期评估情况', column: 'plans', kind: 'plan', department: 'planning', end: 'approved', hoursAgo: 95 },
  { title: '校园安全应急演练观摩活动举行', column: 'work-trends', kind: 'education-news', department: 'safety', end: 'published', hoursAgo: 30 },
  { title: '学生资助政策问答', column: 'livelihood', kind: 'other', department: 'finance', end: 'corrected', hoursAgo: 52 },
  { title: '全省教师培训计划公布', column: 'announcements', kind: 'announcement', department: 'personnel', end: 'correction-in-review', hoursAgo: 50 },
  { title: '关于职称评审材料报送有关事项的说明', column: 'personnel', kind: 'personnel-change', department: 'organization', end: 'rejected', hoursAgo: 28 },
  { title: '教育统计公报说明', column: 'statistics', kind: 'statistics', department: 'planning', end: 'returned', hoursAgo: 6 },
  { title: '义务教育招生政策解读', column: 'policy-documents', kind: 'policy-interpretation', department: 'legal', end: 'second-review', hoursAgo: 3 },
  { title: '中小学生课后服务情况通报', column: 'work-trends', kind: 'education-news', department: 'basic-education', end: 'suggestion', hoursAgo: 4 },
  { title: '高等学校学科建设工作推进会召开', column: 'work-trends', kind: 'education-news', department: 'higher-education', end: 'text-review', hoursAgo: 2 },
  { title: '关于应对低温雨雪天气的紧急通知', column: 'emergency', kind: 'hot-issue', department: 'safety', urgency: 'urgent', end: 'confidentiality-review', hoursAgo: 0 },
  { title: '行政权力事项清单调整公告', column: 'administrative-power', kind: 'announcement', department: 'legal', end: 'scheduled', hoursAgo: 1 },
  { title: '厅机关开放日活动预告', column: 'announcements', kind: 'announcement', department: 'office', end: 'draft', hoursAgo: 0 },
];

/** What is entered for a story. */
export function contentOf(story: Story): Record<string, unknown> {
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
