import { recordTakenDown } from '../../domain/release/machine-steps.ts';
import { planForGeneration, type Plan } from '../../domain/release/plan.ts';
import { environment } from '../shared/environment.ts';
import { edgeOf } from '../shared/portal/edge.ts';
import { itemAddresses } from '../shared/portal/item-addresses.ts';
import { openPortalBucket } from '../shared/portal/portal-bucket.ts';
import { takeOffline } from '../shared/portal/publish-item.ts';
import { sharedListings } from '../shared/portal/shared-listings.ts';
import { siteFactsOf } from '../shared/portal/site-facts.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { readHead } from '../shared/record/head.ts';
import { openTable } from '../shared/record/table.ts';
import { recordStep, type StepInput } from '../shared/step.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION', 'PORTAL_BUCKET', 'PUBLIC_ORIGIN', 'DISTRIBUTION_ID', 'STYLESHEET');
const place = { publicOrigin: settings.PUBLIC_ORIGIN, stylesheet: settings.STYLESHEET };
const table = openTable(settings.RECORDS_TABLE);
const bucket = openPortalBucket(settings.PORTAL_BUCKET);
const listings = sharedListings(bucket);
const edge = edgeOf(settings.DISTRIBUTION_ID);
const store = { table, callRelay: relayCaller(settings.RELAY_FUNCTION) };

/** `again`: for the second time, once nobody can be at work any more who began before the withdrawal. */
type TakeDownInput = StepInput & { readonly again?: boolean };

/**
 * 撤稿: removes the links, then the page, then what the edge keeps of them. Recorded as done only when the edge has
 * dropped everything; until then it throws, and the state's Retry asks again. Nothing keeps S3 from taking a page from a
 * publish that was given up as dead: where that dies for good before it has looked again, the second time takes the page away.
 */
export async function handler(input: TakeDownInput): Promise<Plan> {
  const head = await readHead(table, input.releaseId);
  if (head === undefined) throw new Error('The record has no such item.');
  const plan = planForGeneration(head.release, input.generation);
  const isSecond = input.again === true && head.release.state === 'withdrawn' && head.release.generation === input.generation;
  if (plan.next !== 'take-down' && !isSecond) return plan;
  // What failed before it claimed its numbers was never anywhere.
  if (head.numbers === undefined) return recordStep(store, input, recordTakenDown);
  await takeOffline({ table, bucket, ...listings, site: siteFactsOf(head.release.site, place) }, { ...head, numbers: head.numbers });
  const order = await edge.forget(itemAddresses(head.release, head.numbers), `${head.release.id}-${input.generation}-withdrawal${isSecond ? '-again' : ''}`);
  if (!(await edge.hasForgotten(order))) throw new Error('The edge has not dropped the page yet.');
  return recordStep(store, input, recordTakenDown);
}
