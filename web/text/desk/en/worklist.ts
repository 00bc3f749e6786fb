import type { worklist as zhCN } from '../zh-CN/worklist.ts';

export const worklist: Readonly<Record<keyof typeof zhCN, string>> = {
  'desk.worklist.title': 'To do',
  'desk.worklist.lead': 'What waits for you, the most pressing first.',
  'desk.worklist.count-of': 'Items: {count} of {total}',
  'desk.worklist.overdue': 'Overdue: {count}',
  'desk.worklist.column': 'Column',
  'desk.worklist.kind': 'Kind',
  'desk.worklist.urgency': 'Urgency',
  'desk.worklist.no-limit': 'no limit',
  'desk.worklist.empty.title': 'Nothing waits for you',
  'desk.worklist.empty.detail': 'Items come here when it is your turn; the page keeps itself up to date.',
  'desk.worklist.updated': 'Updated: {count} new.',
};
