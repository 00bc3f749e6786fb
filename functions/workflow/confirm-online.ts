import { recordPublished } from '../../domain/release/machine-steps.ts';
import type { Plan } from '../../domain/release/plan.ts';
import { environment } from '../shared/environment.ts';
import { logInfo } from '../shared/log.ts';
import { edgeOf } from '../shared/portal/edge.ts';
import { addressOf, indexNumberOf } from '../shared/portal/numbers.ts';
import { columnPath, homePath } from '../../web/portal/addresses.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { readHead } from '../shared/record/head.ts';
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
    await confirm(path, release.contentHash);
    // The reference is this item's alone: under one that was used for other addresses the distribution refuses the order.
    const reference = `${release.id}-${input.generation}`;
    if (release.urgency === 'urgent') await edge.forget([homePath(release.site), columnPath(release.site, release.column, 'index')], reference);
  }
  const online = { url: path, indexNumber: indexNumberOf(release, numbers) };
  return recordStep(store, input, (current, at) => recordPublished(current, online, at));
}

async function confirm(path: string, contentHash: string): Promise<void> {
  const answer = await fetch(`${settings.PUBLIC_ORIGIN}${path}`, { signal: AbortSignal.timeout(PATIENCE_MILLISECONDS) });
  const page = await answer.text();
  if (answer.status !== 200 || !page.includes(`content="${contentHash}"`)) throw new Error(`The public address does not answer with the approved content (${answer.status}).`);
  logInfo('PAGE_CONFIRMED', { path });
}
