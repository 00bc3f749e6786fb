import * as z from 'zod';
import { pausePublishing, resumePublishing, type PublishingSwitch, type Switching } from '../../domain/record/publishing-switch.ts';
import { letGo } from '../../domain/release/hold-publication.ts';
import { environment } from '../shared/environment.ts';
import { logInfo } from '../shared/log.ts';
import { orderedSite, readOrder } from '../shared/order.ts';
import { relayCaller } from '../shared/record/call-relay.ts';
import { changeRelease } from '../shared/record/change-release.ts';
import { heldWorklist } from '../shared/record/index-keys.ts';
import { releaseIdOf, switchKey } from '../shared/record/keys.ts';
import { commitSwitch, readSwitch } from '../shared/record/publishing-switch.ts';
import { openTable, queryAll } from '../shared/record/table.ts';

const settings = environment('RECORDS_TABLE', 'RELAY_FUNCTION');
const store = { table: openTable(settings.RECORDS_TABLE), callRelay: relayCaller(settings.RELAY_FUNCTION) };

const order = z.strictObject({
  at: z.iso.datetime({ offset: true }),
  site: orderedSite,
  act: z.enum(['look', 'pause', 'resume']),
  by: z.string().default(''),
  why: z.string().default(''),
}).refine(({ act, by, why }) => act === 'look' || (by.trim() !== '' && why.trim() !== ''), 'Who pauses or resumes, and why, have to be said.');

export interface PublishingAnswer {
  readonly state: PublishingSwitch;
  /** Items that wait for the pause to end. */
  readonly held: number;
  /** Those that were let go now, in the order in which they began to wait. */
  readonly letGo: number;
}

/**
 * Pauses publishing at a site, or resumes it: then what waited goes on by itself. Called by an operator. A resume can be
 * repeated, and lets go what an earlier one did not see yet.
 */
export async function handler(event: unknown): Promise<PublishingAnswer> {
  const { site, act, by, why, at: instant } = readOrder(order, event);
  const at = Date.parse(instant);
  if (act !== 'look') await turn(site, act === 'pause' ? pausePublishing : resumePublishing, { by, why, at });
  const state = (await readSwitch(store.table, site))?.state ?? { site };
  const waiting = await queryAll(store.table, { index: 'worklist', condition: 'worklist = :held', values: { ':held': heldWorklist(site) } });
  if (act !== 'resume') return { state, held: waiting.length, letGo: 0 };
  let count = 0;
  for (const { pk } of waiting) {
    const gone = await changeRelease(store, releaseIdOf(String(pk)), at, ({ release }) => ({ ok: true, value: { change: letGo(release) } }));
    if (gone.ok) count += 1;
  }
  logInfo('PUBLISHING_RESUMED', { site, letGo: count });
  return { state, held: waiting.length - count, letGo: count };
}

async function turn(site: string, change: typeof pausePublishing, switching: Switching): Promise<void> {
  const head = await readSwitch(store.table, site);
  const changed = change(head?.state ?? { site }, switching);
  if (changed === undefined) return;
  if (!(await commitSwitch(store.table, head, changed, switching.at))) throw new Error('Somebody else has just turned the switch. Look, and try again.');
  logInfo('PUBLISHING_SWITCHED', { site, event: changed.event.type });
  await store.callRelay(switchKey(site));
}
