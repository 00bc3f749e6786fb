import { columnPath } from './addresses.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { ColumnFacts, HomePage, PlatformPart } from './model.ts';
import { text } from './words.ts';

const parts: readonly (readonly [PlatformPart, string])[] = [
  ['guide', text['portal.platform-guide']],
  ['rules', text['portal.platform-rules']],
  ['statutory', text['portal.platform-statutory']],
  ['annual-reports', text['portal.platform-annual-reports']],
];

/** 政府信息公开 on the home page: the parts that exist, with the columns that hold something. An empty one is no promise. */
export function platform({ site, columns }: HomePage): Markup | null {
  const filled = columns.filter(({ items }) => items.length > 0).map(({ column }) => column);
  const existing = parts
    .map(([part, name]) => ({ name, columns: filled.filter((column) => column.platform === part) }))
    .filter((part) => part.columns.length > 0);
  if (existing.length === 0) return null;
  return markup`<section class="platform" aria-labelledby="platform">
<h2 id="platform">${text['portal.platform']}</h2>
<dl>${existing.map((part) => markup`
<div><dt>${part.name}</dt>
<dd><ul>${part.columns.map((column) => columnLink(site.id, column))}</ul></dd></div>`)}
</dl>
</section>`;
}

function columnLink(siteId: string, { id, name }: ColumnFacts): Markup {
  return markup`<li><a href="${columnPath(siteId, id, 'index')}">${name}</a></li>`;
}
