import { renderArticle } from '../../web/portal/article.ts';
import { renderColumn } from '../../web/portal/column.ts';
import { renderHome } from '../../web/portal/home.ts';
import { renderMissing, renderWithdrawn } from '../../web/portal/notices.ts';
import { renderSites } from '../../web/portal/sites.ts';
import { article, column, columns, corrections, items, longTitle, publishedAt, site, sites, wideBody } from './sample.ts';

/** Every kind of page, rendered from the sample; the empty states too. */
export const pages: Readonly<Record<string, string>> = {
  article: renderArticle(article),
  'article, corrected': renderArticle({ ...article, corrections }),
  'article, long and wide': renderArticle({ ...article, title: longTitle, bodyHtml: wideBody }),
  column: renderColumn({ site, column, view: 'index', closed: 3, items: items(24) }),
  'column, closed page': renderColumn({ site, column, view: 2, closed: 3, items: items(20) }),
  'column, empty': renderColumn({ site, column, view: 'index', closed: 0, items: [] }),
  home: renderHome({
    site,
    newest: items(6),
    columns: columns.map((each, index) => ({ column: each, items: items(index % 4 === 3 ? 0 : 5) })),
  }),
  'home, empty': renderHome({ site, newest: [], columns: columns.map((each) => ({ column: each, items: [] })) }),
  missing: renderMissing({ site, stylesheet: site.stylesheet }),
  'missing, no site': renderMissing({ site: null, stylesheet: site.stylesheet }),
  withdrawn: renderWithdrawn({ site, withdrawnAt: publishedAt, reason: '所附名单含有个人联系方式，修改后重新发布。' }),
  sites: renderSites({ sites, stylesheet: site.stylesheet }),
  'sites, none': renderSites({ sites: [], stylesheet: site.stylesheet }),
};
