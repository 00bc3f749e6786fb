import { bareDocument } from './layout.ts';
import { markup } from './markup.ts';
import type { SitesPage } from './model.ts';
import { text } from './words.ts';

/** The root of the host: the sites to choose from. Where there is only one, the browser goes on to it at once. */
export function renderSites({ sites, stylesheet }: SitesPage): string {
  const [only, ...others] = sites;
  return bareDocument({
    title: text['portal.sites'],
    stylesheet,
    tags: markup`${only !== undefined && others.length === 0 && markup`<meta http-equiv="refresh" content="0; url=${only.path}">`}`,
    content: markup`<div class="notice">
<h1>${text['portal.sites']}</h1>
<p>${sites.length > 0 ? text['portal.sites-lead'] : text['portal.sites-empty']}</p>
${sites.length > 0 && markup`<ul class="sites">${sites.map(({ name, path }) => markup`
<li><a href="${path}">${name}</a></li>`)}
</ul>`}
</div>`,
  });
}
