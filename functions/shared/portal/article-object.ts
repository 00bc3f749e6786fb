import { columnOf, organisationOf, unitOf } from '../../../domain/organisations/organisation.ts';
import { isFullyApproved } from '../../../domain/release/chain.ts';
import type { Content } from '../../../domain/release/content.ts';
import type { Release } from '../../../domain/release/release.ts';
import { objectKey } from '../../../web/portal/addresses.ts';
import { renderArticle } from '../../../web/portal/article.ts';
import type { ArticlePage, SiteFacts } from '../../../web/portal/model.ts';
import { textFor } from '../../../web/text/index.ts';
import type { ContentStore } from '../content/content-store.ts';
import { readHeadAt, type Head, type Numbers } from '../record/head.ts';
import type { Table } from '../record/table.ts';
import { addressOf, generatedOn, indexNumberOf } from './numbers.ts';
import { columnFactsOf } from './site-facts.ts';
import type { PortalObject, Rendering } from './write-object.ts';

export interface ArticleSources {
  readonly table: Table;
  readonly contents: ContentStore;
  readonly site: SiteFacts;
}

/** The page of an item: its approved content while it is being put online or is there, and nothing otherwise. */
export function articleObject({ table, contents, site }: ArticleSources, head: Head & { readonly numbers: Numbers }): PortalObject {
  const current = async (): Promise<Head> => (await readHeadAt(table, head.pk)) ?? head;
  return {
    key: objectKey(addressOf(head.release, head.numbers)),
    version: async () => (await current()).seq,
    async render(): Promise<Rendering> {
      const { release, seq } = await current();
      if (!mayBeOnline(release)) return { html: null, version: seq };
      const content = await contents.get(release.contentHash);
      return { html: renderArticle(articlePageOf(site, release, head.numbers, content)), version: seq };
    },
  };
}

/** I2: what is online has the hash that every stage approved. */
export function mayBeOnline(release: Release): boolean {
  const online = release.state === 'publishing' || release.state === 'published';
  return online && isFullyApproved(organisationOf(release.site), release);
}

function articlePageOf(site: SiteFacts, release: Release, numbers: Numbers, content: Content): ArticlePage {
  const organisation = organisationOf(release.site);
  const department = unitOf(organisation, release.department)?.names.zh ?? release.department;
  const optional = (['documentNumber', 'subject', 'signedOn', 'issuedOn', 'summary'] as const).filter((name) => content[name] !== undefined);
  return {
    site,
    column: columnFactsOf(columnOf(organisation, release.column) ?? { id: release.column, names: { zh: release.column, en: release.column } }),
    title: content.title,
    bodyHtml: content.body,
    contentHash: release.contentHash,
    indexNumber: indexNumberOf(release, numbers),
    ...Object.fromEntries(optional.map((name) => [name, content[name]])),
    issuer: content.issuer ?? organisation.names.zh,
    disclosure: textFor('zh-CN')['portal.disclosure-proactive'],
    generatedOn: generatedOn(release),
    publishedAt: Date.parse(release.onlineAt ?? release.createdAt),
    contentSource: department,
    attachments: [],
  };
}
