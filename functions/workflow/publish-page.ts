import { planForGeneration, type Plan } from '../../domain/release/plan.ts';
import { openContentStore } from '../shared/content/content-store.ts';
import { environment } from '../shared/environment.ts';
import { hold } from '../shared/hold.ts';
import { itemRenderer } from '../shared/portal/article-object.ts';
import { claimNumbers } from '../shared/portal/numbers.ts';
import { openPortalBucket } from '../shared/portal/portal-bucket.ts';
import { putOnline } from '../shared/portal/publish-item.ts';
import { sharedListings } from '../shared/portal/shared-listings.ts';
import { siteFactsOf } from '../shared/portal/site-facts.ts';
import { readHead } from '../shared/record/head.ts';
import { openTable } from '../shared/record/table.ts';
import { isPaused } from '../shared/record/publishing-switch.ts';
import type { StepInput } from '../shared/step.ts';

const settings = environment('RECORDS_TABLE', 'CONTENT_BUCKET', 'PORTAL_BUCKET', 'PUBLIC_ORIGIN', 'STYLESHEET');
const place = { publicOrigin: settings.PUBLIC_ORIGIN, stylesheet: settings.STYLESHEET };
const table = openTable(settings.RECORDS_TABLE);
const contents = openContentStore(settings.CONTENT_BUCKET);
const bucket = openPortalBucket(settings.PORTAL_BUCKET, undefined, { filesFrom: settings.CONTENT_BUCKET });
const listings = sharedListings(bucket);

/** 上网: claims the item's numbers once, writes its page and the listings that link to it. Can be repeated at any time. */
export async function handler({ releaseId, generation, enteredAt }: StepInput): Promise<Plan> {
  const head = await readHead(table, releaseId);
  if (head === undefined) throw new Error('The record has no such item.');
  const plan = planForGeneration(head.release, generation);
  if (plan.next !== 'publish') return plan;
  if (await isPaused(table, head.release.site)) return hold(table, { releaseId, generation, enteredAt }, head.release.site);
  const numbered = await claimNumbers(table, head);
  const site = siteFactsOf(head.release.site, place);
  await putOnline({ table, bucket, ...listings, site }, numbered, itemRenderer(site, contents));
  return { next: 'confirm' };
}
