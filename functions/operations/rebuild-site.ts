import * as z from 'zod';
import { openContentStore } from '../shared/content/content-store.ts';
import { environment } from '../shared/environment.ts';
import { orderedSite, readOrder } from '../shared/order.ts';
import { openPortalBucket } from '../shared/portal/portal-bucket.ts';
import { rebuildSite } from '../shared/portal/rebuild-site.ts';
import { siteFactsOf } from '../shared/portal/site-facts.ts';
import { openTable } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'CONTENT_BUCKET', 'PORTAL_BUCKET', 'PUBLIC_ORIGIN', 'STYLESHEET');
const place = { publicOrigin: settings.PUBLIC_ORIGIN, stylesheet: settings.STYLESHEET };
const table = openTable(settings.RECORDS_TABLE);
const contents = openContentStore(settings.CONTENT_BUCKET);
const bucket = openPortalBucket(settings.PORTAL_BUCKET, undefined, { filesFrom: settings.CONTENT_BUCKET });

const order = z.strictObject({ site: orderedSite });

/**
 * Writes a whole site anew from the record: when a site opens (its empty columns have pages too), when a template has
 * changed, after a restore. Called by an operator. Throws for a site that does not exist.
 */
export async function handler(event: unknown): Promise<{ readonly objects: number }> {
  const { site } = readOrder(order, event);
  return rebuildSite({ table, bucket, site: siteFactsOf(site, place) }, contents);
}
