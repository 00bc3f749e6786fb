import type { search as zhCN } from '../zh-CN/search.ts';

export const search: Readonly<Record<keyof typeof zhCN, string>> = {
  'desk.search.title': 'Search',
  'desk.search.lead': 'Find this site’s items by title, column, state and department.',
  'desk.search.words': 'Words in the title',
  'desk.search.show': 'Search items',
  'desk.search.created': 'created {date}',
  'desk.search.published': 'published {date}',
  'desk.search.empty.title': 'Nothing matches',
  'desk.search.empty.detail': 'Try another word, or loosen the filters. Put blanks between several words.',
};
