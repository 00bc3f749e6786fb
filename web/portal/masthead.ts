import { columnPath, homePath } from './addresses.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { SiteFacts } from './model.ts';
import { readingTools } from './reading-tools.ts';
import { text } from './words.ts';

/** The site's name, the reading tools, and the columns: a plain bar, and on phones a disclosure. */
export function masthead(site: SiteFacts, current: string | null): Markup {
  const links = navigation(site, current);
  return markup`<header class="masthead">
<div class="band"><div class="across"><p class="name"><a href="${homePath(site.id)}">${site.name}</a></p>
${readingTools()}</div></div>
<nav class="bar" aria-label="${text['portal.navigation']}">${links}</nav>
<details class="menu"><summary>${text['portal.columns']}</summary>
<nav aria-label="${text['portal.navigation']}">${links}</nav></details>
</header>`;
}

function navigation(site: SiteFacts, current: string | null): Markup {
  return markup`<ul>${site.columns.map(
    ({ id, name }) =>
      markup`<li><a href="${columnPath(site.id, id, 'index')}"${id === current && markup` aria-current="true"`}>${name}</a></li>`,
  )}</ul>`;
}
