import { fill } from '../text/index.ts';
import { columnPath } from './addresses.ts';
import { breadcrumb, columnTags, documentOf } from './layout.ts';
import { datedList } from './lists.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { ColumnFacts, ColumnPage } from './model.ts';
import { linksOf } from './pagination.ts';
import type { View } from './pagination.ts';
import { text } from './words.ts';

/** A column's index, or one of its closed pages. A closed page says no total, so that it never changes. */
export function renderColumn(page: ColumnPage): string {
  const { site, column, view } = page;
  const title = view === 'index' ? column.name : fill(text['portal.page-title'], { column: column.name, page: view });
  return documentOf({
    site,
    title,
    imprint: { path: columnPath(site.id, column.id, view) },
    current: column.id,
    tags: columnTags(site, column),
    content: markup`${breadcrumb(site, stepsTo(page))}
<h1 class="heading">${title}</h1>
${page.items.length > 0 && column.description !== undefined && markup`<p class="about">${column.description}</p>`}
${page.items.length > 0 ? datedList(page.items) : emptyView(column, view)}
${pageLinks(page)}`,
  });
}

function stepsTo({ site, column, view }: ColumnPage): { name: string; path: string | null }[] {
  if (view === 'index') return [{ name: column.name, path: null }];
  return [
    { name: column.name, path: columnPath(site.id, column.id, 'index') },
    { name: fill(text['portal.page'], { page: view }), path: null },
  ];
}

function emptyView(column: ColumnFacts, view: View): Markup {
  return view === 'index' ? emptyColumn(column) : markup`<p class="empty">${text['portal.empty-page']}</p>`;
}

/** An empty column says quietly what belongs there; it is never blank. */
export function emptyColumn(column: ColumnFacts): Markup {
  const belongs = column.description ?? fill(text['portal.empty-column'], { column: column.name });
  return markup`<p class="empty"><strong>${text['portal.empty']}</strong> ${belongs}</p>`;
}

function pageLinks({ site, column, view, closed }: ColumnPage): Markup | null {
  const { newer, older, numbers } = linksOf(view, closed);
  if (numbers.length === 0) return null;
  const link = (to: View, label: string) =>
    to === view
      ? markup`<li aria-current="page">${label}</li>`
      : markup`<li><a href="${columnPath(site.id, column.id, to)}">${label}</a></li>`;
  return markup`<nav class="pages" aria-label="${text['portal.pages']}"><ul>
${newer !== null && link(newer, text['portal.page-newer'])}
${newer !== 'index' && link('index', text['portal.page-newest'])}
${numbers.map((number) => link(number, fill(text['portal.page'], { page: number })))}
${older !== null && link(older, text['portal.page-older'])}
</ul></nav>`;
}
