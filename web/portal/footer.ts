import { fullAddress } from './addresses.ts';
import { chineseDateTime } from './dates.ts';
import { markup } from './markup.ts';
import type { Markup } from './markup.ts';
import type { SiteFacts } from './model.ts';
import { text } from './words.ts';

/** What a page says of itself on paper; the path is null where it stands for other addresses (404, 410). */
export interface Imprint {
  readonly path: string | null;
  /** Instant of first publication, for items. */
  readonly publishedAt?: number;
}

/** Who runs the site, how to reach them, and the site's codes; in print, where the page is from. */
export function footer(site: SiteFacts, imprint: Imprint): Markup {
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
${imprint.path !== null && onPaper(site, imprint.path, imprint.publishedAt)}
</section>
</footer>`;
}

function onPaper(site: SiteFacts, path: string, publishedAt: number | undefined): Markup {
  return markup`<p class="print-only">${site.name} ${publishedAt !== undefined && `${text['portal.published-at']}${text['portal.separator']}${chineseDateTime(publishedAt)}`}
<br>${text['portal.print-address']}${text['portal.separator']}${fullAddress(site, path)}</p>`;
}
