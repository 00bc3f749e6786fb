import type { worklist as zhCN } from '../zh-CN/worklist.ts';

export const worklist: Readonly<Record<keyof typeof zhCN, string>> = {
  'desk.worklist.title': 'To do',
  'desk.worklist.lead': 'What waits for you, the most pressing first.',
  'desk.worklist.count': 'Items: {count}',
  'desk.worklist.count-of': 'Items: {count} of {total}',
  'desk.worklist.overdue': 'Overdue: {count}',
  'desk.worklist.filters': 'Filters',
  'desk.worklist.column': 'Column',
  'desk.worklist.kind': 'Kind',
  'desk.worklist.urgency': 'Urgency',
  'desk.worklist.all': 'All',
  'desk.worklist.clear': 'Clear the filters',
  'desk.worklist.no-limit': 'no limit',
  'desk.worklist.covered': 'handed to publisher B',
  'desk.worklist.more': 'Show {count} more',
  'desk.worklist.empty.title': 'Nothing waits for you',
  'desk.worklist.empty.detail': 'Items come here when it is your turn; the page keeps itself up to date.',
  'desk.worklist.none-match.title': 'Nothing matches',
  'desk.worklist.none-match.detail': 'Loosen or clear the filters.',
  'desk.worklist.updated': 'Updated: {count} new.',
};
