import { fill, textFor } from '../text/index.ts';
import { columnPath, fullAddress, homePath } from './addresses.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { ColumnFacts, SiteFacts } from './model.ts';

/** The portal speaks Chinese. */
export const text = textFor('zh-CN');

/** Everything around the content of a page. */
export interface Frame {
  readonly site: SiteFacts;
  /** The title without the site's name. Null on the home page, whose title is the site's name. */
  readonly title: string | null;
  /** What the home page's main landmark or the article's column needs: tags beside those of the site. */
  readonly tags: Markup;
  /** Path of this page, for its address in print; null where the page stands for other addresses (404, 410). */
  readonly path: string | null;
  /** The column that the navigation marks as the current one. */
  readonly current: string | null;
  readonly content: Markup;
}

/** A whole HTML document. Its bytes depend on nothing but the frame. */
export function documentOf(frame: Frame): string {
  const { site } = frame;
  const title = frame.title === null ? site.name : `${frame.title} - ${site.name}`;
  return String(markup`<!doctype html>
<html lang="zh-CN">
<head>
${headStart(title, site.stylesheet)}
<meta name="SiteName" content="${site.name}">
<meta name="SiteDomain" content="${new URL(site.publicOrigin).host}">
<meta name="SiteIDCode" content="${site.codes.siteIdCode ?? text['portal.not-configured']}">
${frame.tags}
</head>
<body>
<a class="skip" href="#content">${text['portal.skip']}</a>
${masthead(site, frame.current)}
<main id="content" class="page">
${frame.content}
</main>
${footer(site, frame.path)}
</body>
</html>
`);
}

/** The part of the head that every document has, even one without a site. */
export function headStart(title: string, stylesheet: string): Markup {
  return markup`<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${stylesheet}">`;
}

/** The mandatory tags of a column, which its items carry too. */
export function columnTags(site: SiteFacts, column: ColumnFacts): Markup {
  const description = column.description ?? fill(text['portal.column-description'], { site: site.name, column: column.name });
  return markup`<meta name="ColumnName" content="${column.name}">
<meta name="ColumnDescription" content="${description}">
<meta name="ColumnKeywords" content="${column.name},${site.name}">
<meta name="ColumnType" content="${column.type ?? column.name}">`;
}

/** 当前位置: the way from the home page to here; the last step is the page itself and leads nowhere. */
export function breadcrumb(site: SiteFacts, steps: readonly { readonly name: string; readonly path: string | null }[]): Markup {
  const home = { name: text['portal.home'], path: homePath(site.id) };
  return markup`<nav class="breadcrumb" aria-label="${text['portal.location']}">
<span aria-hidden="true">${text['portal.location']}${text['portal.separator']}</span>
<ol>${[home, ...steps].map(({ name, path }) =>
    path === null
      ? markup`<li aria-current="page">${name}</li>`
      : markup`<li><a href="${path}">${name}</a></li>`,
  )}</ol>
</nav>`;
}

function masthead(site: SiteFacts, current: string | null): Markup {
  const links = navigation(site, current);
  return markup`<header class="masthead">
<div class="band"><p class="name"><a href="${homePath(site.id)}">${site.name}</a></p></div>
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

function footer(site: SiteFacts, path: string | null): Markup {
  const { siteIdCode, icp, policeRecord, organisationCode } = site.codes;
  const facts: readonly (readonly [string, string | null])[] = [
    [text['portal.organiser'], site.organisation],
    [text['portal.contact'], site.contact],
    [text['portal.site-id-code'], siteIdCode],
    [text['portal.organisation-code'], organisationCode],
    [text['portal.icp'], icp],
    [text['portal.police-record'], policeRecord],
  ];
  return markup`<footer class="footer">
<section class="page" aria-label="${text['portal.codes']}">
<dl>${facts.map(
    ([name, value]) =>
      markup`<div><dt>${name}</dt><dd>${value ?? markup`<span class="absent">${text['portal.not-configured']}</span>`}</dd></div>`,
  )}</dl>
${path !== null && markup`<p class="print-only">${text['portal.print-address']}${text['portal.separator']}${fullAddress(site, path)}</p>`}
</section>
</footer>`;
}
