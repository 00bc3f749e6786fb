import type { Content } from '../../domain/release/content.ts';
import { renderArticle } from '../../web/portal/article.ts';
import type { Attachment } from '../../web/portal/model.ts';
import { openAttachmentStore } from '../shared/content/attachment-store.ts';
import { openContentStore } from '../shared/content/content-store.ts';
import { bodyDifference } from '../shared/difference/body-difference.ts';
import { fieldDifferences } from '../shared/difference/field-differences.ts';
import { environment } from '../shared/environment.ts';
import { staffEndpoint, type ApiEvent, type ApiResult } from '../shared/http/endpoint.ts';
import { readableRelease } from '../shared/http/readable-release.ts';
import { json, timeOf } from '../shared/http/request.ts';
import { revisionAsked, revisionsAsked } from '../shared/http/revision-query.ts';
import { articlePageOf } from '../shared/portal/article-object.ts';
import { asIfPublished } from '../shared/portal/preview.ts';
import { siteFactsOf } from '../shared/portal/site-facts.ts';
import { openTable } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'CONTENT_BUCKET', 'ORIGIN_SECRET', 'STYLESHEET', 'PUBLIC_ORIGIN');
const place = { publicOrigin: settings.PUBLIC_ORIGIN, stylesheet: settings.STYLESHEET };
const table = openTable(settings.RECORDS_TABLE);
const contents = openContentStore(settings.CONTENT_BUCKET);
const attachments = openAttachmentStore(settings.CONTENT_BUCKET);

/** What reviewers look at before they decide: the page as the public will see it, and what changed since the last time. */
export const handler = staffEndpoint(settings.ORIGIN_SECRET, {
  'GET /api/releases/{id}/preview': preview,
  'GET /api/releases/{id}/diff': difference,
});

async function preview(event: ApiEvent): Promise<ApiResult> {
  const { release, head } = await readableRelease(table, event);
  const revision = revisionAsked(release, event.queryStringParameters ?? {});
  const content = await contents.get(revision.contentHash);
  const shown = asIfPublished(release, revision, content, timeOf(event));
  const page = articlePageOf(siteFactsOf(release.site, place), shown, head.numbers, content);
  return {
    statusCode: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store', 'x-robots-tag': 'noindex' },
    body: renderArticle({ ...page, attachments: await handedOut(page.attachments, content) }),
  };
}

/** The files from where they lie: of what is not online, the portal has none. */
async function handedOut(shown: readonly Attachment[], { attachments: bound = [] }: Content): Promise<readonly Attachment[]> {
  const links = await Promise.all(bound.map(async (file) => [file.name, await attachments.linkTo(file)] as const));
  const linkOf = new Map(links);
  return shown.map((attachment) => ({ ...attachment, href: linkOf.get(attachment.name) ?? attachment.href }));
}

async function difference(event: ApiEvent): Promise<ApiResult> {
  const { release } = await readableRelease(table, event);
  const { from, to } = revisionsAsked(release, event.queryStringParameters ?? {});
  const [old, current] = await Promise.all([contents.get(from.contentHash), contents.get(to.contentHash)]);
  const { body, coarse } = bodyDifference(old.body, current.body);
  return json(200, { from: from.revision, to: to.revision, fields: fieldDifferences(old, current), body, coarse });
}
