import { recordPublished } from '../../domain/release/machine-steps.ts';
import type { Plan } from '../../domain/release/plan.ts';
import type { Release } from '../../domain/release/release.ts';
import { environment } from '../shared/environment.ts';
import { logInfo } from '../shared/log.ts';
import { edgeOf } from '../shared/portal/edge.ts';
import { itemAddresses, newestLists } from '../shared/portal/item-addresses.ts';
import { addressOf, indexNumberOf } from '../shared/portal/numbers.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { readHead, type Numbers } from '../shared/record/head.ts';
import { openTable } from '../shared/record/table.ts';
import { recordStep, type StepInput } from '../shared/step.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION', 'PUBLIC_ORIGIN', 'DISTRIBUTION_ID');
const table = openTable(settings.RECORDS_TABLE);
const store = { table, callRelay: relayCaller(settings.RELAY_FUNCTION) };
const edge = edgeOf(settings.DISTRIBUTION_ID);

/** How long the public address may take to answer, in milliseconds; the state's Retry asks again. */
const PATIENCE_MILLISECONDS = 8_000;

/** Published means that the public address answers with the approved content; anything else throws and is tried again. */
export async function handler(input: StepInput): Promise<Plan> {
  const head = await readHead(table, input.releaseId);
  if (head?.numbers === undefined) throw new Error('Nothing was put online that could be confirmed.');
  const { release, numbers } = head;
  const path = addressOf(release, numbers);
  if (release.generation === input.generation && release.state === 'publishing') {
    await dropOldCopies(release, numbers, input.generation);
    await confirm(path, release.contentHash);
  }
  const online = { url: path, indexNumber: indexNumberOf(release, numbers) };
  return recordStep(store, input, (current, at) => recordPublished(current, online, at));
}

/**
 * Copies that the edge keeps of a corrected page still say what was wrong, and would answer for the new one; those of the
 * lists hold an urgent item back. The reference is this item's alone: under one that was used for other addresses the
 * distribution refuses the order.
 */
async function dropOldCopies(release: Release, numbers: Numbers, generation: number): Promise<void> {
  const corrects = release.live !== undefined;
  if (!corrects && release.urgency !== 'urgent') return;
  const addresses = corrects ? itemAddresses(release, numbers) : newestLists(release);
  const order = await edge.forget(addresses, `${release.id}-${generation}`);
  if (corrects && !(await edge.hasForgotten(order))) throw new NotOnline('The edge has not dropped the corrected page yet.');
}

/** The item says by this name why it is not online; the desk has words for it. */
class NotOnline extends Error {
  override readonly name = 'NotOnline';
}

async function confirm(path: string, contentHash: string): Promise<void> {
  const { status, page } = await publicAnswer(path);
  if (status !== 200 || !page.includes(`content="${contentHash}"`)) throw new NotOnline(`The public address does not answer with the approved content (${status}).`);
  logInfo('PAGE_CONFIRMED', { path });
}

async function publicAnswer(path: string): Promise<{ readonly status: number; readonly page: string }> {
  try {
    const answer = await fetch(`${settings.PUBLIC_ORIGIN}${path}`, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
    return { status: answer.status, page: await answer.text() };
  } catch (cause) {
    throw new NotOnline('The public address does not answer.', { cause });
  }
}
