import { columnOf, organisationOf, unitOf } from '../../../domain/organisations/organisation.ts';
import type { Content } from '../../../domain/release/content.ts';
import { correctionsShown, onlineRevision } from '../../../domain/release/outward.ts';
import type { Release } from '../../../domain/release/release.ts';
import { objectKey } from '../../../web/portal/addresses.ts';
import { renderArticle } from '../../../web/portal/article.ts';
import type { ArticlePage, SiteFacts } from '../../../web/portal/model.ts';
import { textFor } from '../../../web/text/index.ts';
import type { ContentStore } from '../content/content-store.ts';
import { readHeadAt, type Head, type Numbers } from '../record/head.ts';
import type { Table } from '../record/table.ts';
import { linkTo } from './attachment-link.ts';
import { addressOf, generatedOn, indexNumberOf } from './numbers.ts';
import { columnFactsOf } from './site-facts.ts';
import type { PortalObject, Rendering } from './write-object.ts';

type Numbered = Head & { readonly numbers: Numbers };

/** What turns an approved release into its page. */
export type RenderItem = (release: Release, numbers: Numbers) => Promise<string>;

/** The page of an item: its approved content while it is being put online or is there, and nothing otherwise. */
export function articleObject(table: Table, head: Numbered, renderItem: RenderItem): PortalObject {
  const current = async (): Promise<Head> => (await readHeadAt(table, head.pk)) ?? head;
  return {
    key: objectKey(addressOf(head.release, head.numbers)),
    version: async () => (await current()).seq,
    async render(): Promise<Rendering> {
      const { release, seq } = await current();
      const shown = onlineRevision(release);
      return { html: shown === undefined ? null : await renderItem(shown, head.numbers), version: seq };
    },
  };
}

/** Renders items from the content store: exactly what was approved, whatever else the record says by now. */
export function itemRenderer(site: SiteFacts, contents: ContentStore): RenderItem {
  return async (release, numbers) => renderArticle(articlePageOf(site, release, numbers, await contents.get(release.contentHash)));
}

/** What the page of an item shows. Before its numbers are claimed there are none, and so no address. */
export function articlePageOf(site: SiteFacts, release: Release, numbers: Numbers | undefined, content: Content): ArticlePage {
  const organisation = organisationOf(release.site);
  const department = unitOf(organisation, release.department)?.names.zh ?? release.department;
  const optional = (['documentNumber', 'subject', 'signedOn', 'issuedOn', 'summary'] as const).filter((name) => content[name] !== undefined);
  return {
    site,
    column: columnFactsOf(columnOf(organisation, release.column) ?? { id: release.column, names: { zh: release.column, en: release.column } }),
    title: content.title,
    bodyHtml: content.body,
    contentHash: release.contentHash,
    indexNumber: numbers === undefined ? null : indexNumberOf(release, numbers),
    ...Object.fromEntries(optional.map((name) => [name, content[name]])),
    issuer: content.issuer ?? organisation.names.zh,
    disclosure: textFor('zh-CN')['portal.disclosure-proactive'],
    generatedOn: generatedOn(release),
    publishedAt: Date.parse(release.onlineAt ?? release.createdAt),
    contentSource: department,
    attachments: (content.attachments ?? []).map((attachment) => linkTo(numbers === undefined ? undefined : addressOf(release, numbers), attachment)),
    corrections: correctionsShown(release).map(({ at, reason }) => ({ at: Date.parse(at), reason })),
  };
}
