import { fill } from '../text/index.ts';
import { columnPath, homePath } from './addresses.ts';
import { emptyColumn } from './column.ts';
import { columnTags, documentOf } from './layout.ts';
import { datedList, dayElement } from './lists.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { ColumnFacts, HomePage, ListItem, SiteFacts } from './model.ts';
import { unbroken } from './official-form.ts';
import { platform } from './platform.ts';
import { text } from './words.ts';

/** The home page: the newest of all columns large, then each column as a list. */
export function renderHome(page: HomePage): string {
  const { site, newest, columns } = page;
  const [first, ...others] = newest;
  return documentOf({
    site,
    title: null,
    imprint: { path: homePath(site.id) },
    current: null,
    tags: columnTags(site, { id: '', name: text['portal.home'], description: fill(text['portal.home-description'], { site: site.name }) }),
    content: markup`<h1 class="hidden">${site.name}</h1>
<section class="newest" aria-labelledby="newest">
<h2 id="newest" class="heading">${text['portal.latest']}</h2>
${first === undefined ? markup`<p class="empty">${text['portal.empty-home']}</p>` : lead(first)}
${others.length > 0 && datedList(others)}
</section>
${platform(page)}
<div class="columns">${columns.map(({ column, items }) => columnBlock(site, column, items))}
</div>`,
  });
}

function lead({ title, path, publishedAt, summary }: ListItem): Markup {
  return markup`<div class="lead"><h3><a href="${path}">${unbroken(title)}</a></h3>
${summary !== undefined && markup`<p>${summary}</p>`}
<p class="meta">${dayElement(publishedAt)}</p></div>`;
}

function columnBlock(site: SiteFacts, column: ColumnFacts, items: readonly ListItem[]): Markup {
  const path = columnPath(site.id, column.id, 'index');
  return markup`
<section aria-labelledby="column-${column.id}">
<div class="block-head"><h2 id="column-${column.id}"><a href="${path}">${column.name}</a></h2>
${items.length > 0 && markup`<a class="more" href="${path}" aria-label="${fill(text['portal.more-of'], { column: column.name })}">${text['portal.more']}</a>`}</div>
${items.length > 0 ? datedList(items) : emptyColumn(column)}
</section>`;
}
