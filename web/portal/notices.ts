import { toBeijingIso } from '../../domain/calendar/beijing.ts';
import { homePath } from './addresses.ts';
import { chineseDateTime } from './dates.ts';
import { bareDocument, documentOf } from './layout.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { MissingPage, SiteFacts, WithdrawnPage } from './model.ts';
import { text } from './words.ts';

/** Nobody should find a notice by searching. */
const NO_INDEX = markup`<meta name="robots" content="noindex">`;

/** The page of an address that nothing was published at (404). */
export function renderMissing({ site, stylesheet }: MissingPage): string {
  if (site !== null) return notice(site, 'missing', text['portal.missing-title'], missingWords(site));
  return bareDocument({
    title: text['portal.missing-title'],
    stylesheet,
    tags: NO_INDEX,
    content: markup`<div class="notice">
<h1>${text['portal.missing-title']}</h1>
<p>${text['portal.missing-lead']}</p>
<p>${text['portal.missing-why']}</p>
<p><a class="action" href="/">${text['portal.sites']}</a></p>
</div>`,
  });
}

function missingWords(site: SiteFacts): Markup {
  return markup`<p>${text['portal.missing-lead']}</p>
<p>${text['portal.missing-why']}${text['portal.missing-next']}</p>
<p><a class="action" href="${homePath(site.id)}">${text['portal.back-home']}</a></p>`;
}

/** The notice in place of a withdrawn item (410): when and why, never its title or text. */
export function renderWithdrawn({ site, withdrawnAt, reason }: WithdrawnPage): string {
  return notice(
    site,
    'withdrawn',
    text['portal.withdrawn-title'],
    markup`<p>${text['portal.withdrawn-lead']}</p>
<dl class="facts">
<div><dt>${text['portal.withdrawn-at']}</dt><dd><time datetime="${toBeijingIso(withdrawnAt)}">${chineseDateTime(withdrawnAt)}</time></dd></div>
<div><dt>${text['portal.withdrawn-reason']}</dt><dd>${reason}</dd></div>
</dl>
<p><a class="action" href="${homePath(site.id)}">${text['portal.back-home']}</a></p>`,
  );
}

function notice(site: SiteFacts, kind: 'missing' | 'withdrawn', title: string, words: Markup): string {
  return documentOf({
    site,
    title,
    imprint: { path: null },
    current: null,
    tags: NO_INDEX,
    content: markup`<div class="notice ${kind}">
<h1>${title}</h1>
${words}
</div>`,
  });
}
