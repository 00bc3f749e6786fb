export const worklist = {
  'desk.worklist.title': '待办',
  'desk.worklist.lead': '等您办理的信息，最急的在前。',
  'desk.worklist.count-of': '{total} 条中的 {count} 条',
  'desk.worklist.overdue': '{count} 条逾期',
  'desk.worklist.column': '栏目',
  'desk.worklist.kind': '类型',
  'desk.worklist.urgency': '紧急程度',
  'desk.worklist.no-limit': '无时限',
  'desk.worklist.empty.title': '没有待办',
  'desk.worklist.empty.detail': '轮到您办理的信息会出现在这里，页面会自动更新。',
  'desk.worklist.updated': '待办已更新：{count} 条新到。',
} as const;
