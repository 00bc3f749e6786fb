import { fill } from '../text/index.ts';
import { homePath } from './addresses.ts';
import { footer } from './footer.ts';
import type { Imprint } from './footer.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import { masthead } from './masthead.ts';
import type { ColumnFacts, SiteFacts } from './model.ts';
import { text } from './words.ts';

/** Everything around the content of a page. */
export interface Frame {
  readonly site: SiteFacts;
  /** The title without the site's name. Null on the home page, whose title is the site's name. */
  readonly title: string | null;
  /** What the home page's main landmark or the article's column needs: tags beside those of the site. */
  readonly tags: Markup;
  readonly imprint: Imprint;
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
<script src="${site.script}"></script>
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
${footer(site, frame.imprint)}
</body>
</html>
`);
}

/** A document that belongs to no site. */
export function bareDocument({ title, stylesheet, tags, content }: { title: string; stylesheet: string; tags: Markup; content: Markup }): string {
  return String(markup`<!doctype html>
<html lang="zh-CN">
<head>
${headStart(title, stylesheet)}
${tags}
</head>
<body>
<main id="content" class="page">
${content}
</main>
</body>
</html>
`);
}

function headStart(title: string, stylesheet: string): Markup {
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
