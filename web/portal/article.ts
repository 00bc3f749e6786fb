import { beijingDate, toBeijingIso } from '../../domain/calendar/beijing.ts';
import { articlePath, columnPath, fullAddress } from './addresses.ts';
import { attachmentList } from './attachments.ts';
import { bodyWithFiles } from './body-files.ts';
import { correctionNotice } from './corrections.ts';
import { chineseDate, chineseDateTime, plainDateTime } from './dates.ts';
import { breadcrumb, columnTags, documentOf } from './layout.ts';
import { markup, trusted } from './markup.ts';
import type { Markup } from './markup.ts';
import type { ArticlePage } from './model.ts';
import { inOfficialForm, unbroken } from './official-form.ts';
import { sanitise } from './sanitise.ts';
import { text } from './words.ts';

/** Beyond so many characters a title takes more than three lines in full size, and is set smaller. */
const LONG_TITLE = 60;

/** The public page of an item. */
export function renderArticle(article: ArticlePage): string {
  const { site, column } = article;
  const path = article.indexNumber === null ? null : articlePath(site.id, article.indexNumber);
  const body = bodyWithFiles(sanitise(article.bodyHtml), (name) => article.attachments.find((attachment) => attachment.name === name)?.href);
  return documentOf({
    site,
    title: article.title,
    imprint: { path, publishedAt: article.publishedAt },
    current: column.id,
    tags: markup`${columnTags(site, column)}
${articleTags(article, path)}`,
    content: markup`${breadcrumb(site, [{ name: column.name, path: columnPath(site.id, column.id, 'index') }])}
<article class="article">
${correctionNotice(article.corrections)}
<h1${article.title.length > LONG_TITLE && markup` class="long"`}>${unbroken(article.title)}</h1>
<p class="meta"><span>${text['portal.published-at']}${text['portal.separator']}<time datetime="${toBeijingIso(article.publishedAt)}">${chineseDateTime(article.publishedAt)}</time></span>
<span>${text['portal.source']}${text['portal.separator']}${article.contentSource}</span></p>
${disclosureFacts(article)}
<div class="prose">${trusted(frameTables(inOfficialForm(body.html)))}</div>
${attachmentList(article.attachments.filter(({ name }) => !body.shown.has(name)))}
</article>`,
  });
}

/** The mandatory tags of an article, and the hash by which `Confirm online` knows that this content is out. */
function articleTags(article: ArticlePage, path: string | null): Markup {
  return markup`<meta name="ArticleTitle" content="${article.title}">
<meta name="PubDate" content="${plainDateTime(article.publishedAt)}">
<meta name="ContentSource" content="${article.contentSource}">
${
  path !== null &&
  markup`<meta name="Url" content="${fullAddress(article.site, path)}">
`
}${
  article.summary !== undefined &&
  markup`<meta name="Description" content="${article.summary}">
`
}<meta name="fabu-content" content="${article.contentHash}">`;
}

/** The header table of a disclosed item: dates that differ in meaning are kept apart, and none is guessed. */
function disclosureFacts(article: ArticlePage): Markup {
  const day = (value: string | undefined) => (value === undefined ? undefined : chineseDate(value));
  const facts: readonly (readonly [string, string | undefined])[] = [
    [text['portal.index-number'], article.indexNumber ?? text['portal.not-numbered']],
    [text['portal.document-number'], article.documentNumber],
    [text['portal.issuer'], article.issuer],
    [text['portal.subject'], article.subject],
    [text['portal.signed-on'], day(article.signedOn)],
    ...(article.issuedOn === undefined ? [] : [[text['portal.issued-on'], day(article.issuedOn)] as const]),
    [text['portal.generated-on'], day(article.generatedOn)],
    [text['portal.published-on'], day(beijingDate(article.publishedAt))],
    [text['portal.disclosure'], article.disclosure],
  ];
  return markup`<dl class="facts" aria-label="${text['portal.facts']}">${facts.map(
    ([name, value]) => markup`
<div><dt>${name}</dt><dd>${value ?? markup`<span class="absent">${text['portal.not-stated']}</span>`}</dd></div>`,
  )}
</dl>`;
}

/** A wide table scrolls by itself, by keyboard too, so that the page never does. Only for sanitised text. */
function frameTables(sanitised: string): string {
  const open = String(markup`<div class="scroll" role="region" tabindex="0" aria-label="${text['portal.table']}"><table>`);
  return sanitised.replaceAll('<table>', open).replaceAll('</table>', '</table></div>');
}
