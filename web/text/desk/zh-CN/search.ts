export const search = {
  'desk.search.title': '检索',
  'desk.search.lead': '按标题、栏目、状态和处室查找本网站的信息。',
  'desk.search.words': '标题中的字词',
  'desk.search.show': '检索信息',
  'desk.search.created': '{date} 新建',
  'desk.search.published': '{date} 发布',
  'desk.search.empty.title': '没有符合条件的信息',
  'desk.search.empty.detail': '请换一个字词，或者放宽筛选条件。多个字词之间用空格分开。',
} as const;
