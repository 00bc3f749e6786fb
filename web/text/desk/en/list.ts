import type { list as zhCN } from '../zh-CN/list.ts';

export const list: Readonly<Record<keyof typeof zhCN, string>> = {
  'desk.list.next': 'Next line (Enter opens it)',
  'desk.list.previous': 'Previous line',
  'desk.list.csv': 'Save as CSV',
  'desk.list.print': 'Print',
  'desk.list.title': 'Title',
  'desk.list.state': 'State',
  'desk.list.department': 'Department',
  'desk.list.role': 'Role',
  'desk.list.column': 'Column',
  'desk.list.kind': 'Kind',
  'desk.list.urgency': 'Urgency',
  'desk.list.due': 'Due',
  'desk.list.at': 'Time',
  'desk.list.published-at': 'Published',
  'desk.list.comma': ', ',
  'desk.list.address': 'Address',
};
