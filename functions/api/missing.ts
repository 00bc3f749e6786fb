import { findOrganisation } from '../../domain/organisations/organisation.ts';
import { pageOfFile } from '../../web/portal/addresses.ts';
import { renderMissing, renderWithdrawn } from '../../web/portal/notices.ts';
import { environment } from '../shared/environment.ts';
import { publicEndpoint, type ApiResult } from '../shared/http/endpoint.ts';
import { siteFactsOf } from '../shared/portal/site-facts.ts';
import { readHead } from '../shared/record/head.ts';
import { addressKey, HEAD } from '../shared/record/keys.ts';
import { openTable } from '../shared/record/table.ts';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

const settings = environment('RECORDS_TABLE', 'ORIGIN_SECRET', 'STYLESHEET', 'PUBLIC_ORIGIN');
const place = { publicOrigin: settings.PUBLIC_ORIGIN, stylesheet: settings.STYLESHEET };
const table = openTable(settings.RECORDS_TABLE);

/** What the portal answers where the bucket has nothing: 410 with the reason where an item was withdrawn, else 404. */
export const handler = publicEndpoint(settings.ORIGIN_SECRET, {
  'GET /missing/{proxy+}': answer,
  'HEAD /missing/{proxy+}': answer,
});

async function answer(event: APIGatewayProxyEventV2): Promise<ApiResult> {
  const path = `/${event.pathParameters?.['proxy'] ?? ''}`;
  const site = path.split('/')[1] ?? '';
  if (findOrganisation(site) === undefined) return page(404, renderMissing({ site: null, stylesheet: settings.STYLESHEET }));
  const facts = siteFactsOf(site, place);
  const withdrawal = await withdrawalAt(site, path);
  if (withdrawal === undefined) return page(404, renderMissing({ site: facts, stylesheet: settings.STYLESHEET }));
  return page(410, renderWithdrawn({ site: facts, withdrawnAt: Date.parse(withdrawal.at), reason: withdrawal.reason }));
}

async function withdrawalAt(site: string, path: string): Promise<{ readonly at: string; readonly reason: string } | undefined> {
  const address = await table.get(addressKey(site, pageOfFile(path)), HEAD);
  if (address === undefined) return undefined;
  const head = await readHead(table, String(address['releaseId']));
  return head?.release.withdrawal;
}

function page(statusCode: number, html: string): ApiResult {
  return { statusCode, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, body: html };
}
