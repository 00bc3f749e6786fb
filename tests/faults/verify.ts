import { firstBreak, type RecordedEvent } from '../../domain/record/event.ts';
import { headOf } from '../../functions/shared/record/head.ts';
import { rangeOf, type View } from '../../web/portal/pagination.ts';
import type { Findings } from './findings.ts';
import type { Flow } from './flow.ts';
import { rebuildDifferences } from './rebuild.ts';
import type { Records, Row } from './record.ts';
import type { Askable } from './steady-laptop.ts';
import { filePath } from '../../web/portal/addresses.ts';
import { FILE, hasFile, isWithdrawn, type Item } from './steps.ts';

const COLUMN = '/zhejiang/announcements/';

/** That what was acknowledged of these items is still there. Items may have gone on since. */
export async function checkAcknowledged(flow: Flow<Askable>, findings: Findings, items: readonly Item[]): Promise<void> {
  for (const item of items) {
    const last = item.acknowledged.at(-1);
    if (last === undefined) continue;
    const { status, body } = await flow.read(item);
    findings.check('every acknowledged item exists', status === 200, () => `${item.id}: ${status}`);
    if (status !== 200) continue;
    findings.check('every state is at or after the acknowledged one', Number(body['version']) >= last.version, () => `${item.id}: ${String(body['state'])} ${String(body['version'])} after ${JSON.stringify(last)}`);
  }
}

/** What has to hold of every item once all have gone through and nothing is under way. */
export async function checkAll(flow: Flow<Askable>, findings: Findings, records: Records): Promise<void> {
  const rows = await records.rows();
  await flow.leaves.check();
  await checkAcknowledged(flow, findings, flow.items);
  for (const item of flow.items) {
    const { body } = await flow.read(item);
    await checkChain(flow, findings, item);
    await checkPage(flow, findings, item, body);
  }
  const items = numbered(rows);
  checkNumbers(findings, items);
  await checkListings(flow, findings, rows, items);
  const dead = rows.filter(({ sk }) => String(sk).startsWith('DEAD#'));
  findings.check('no effect was given up', dead.length === 0, () => JSON.stringify(dead).slice(0, 300));
  const undone = await records.fullOutboxes();
  findings.check('no outbox holds anything, whether it can be found or not', undone.length === 0, () => undone.join(', '));
  const open = await records.openOutboxes();
  findings.check('no outbox is left open', open.length === 0, () => open.join(', '));
  const letters = JSON.parse((await flow.laptop.ask('/_local/dead-letters')).text) as readonly { readonly error: string }[];
  findings.check('no event lies with the dead letters', letters.length === 0, () => JSON.stringify(letters).slice(0, 300));
}

/** I6. The portal is another object by object after it, and the same. */
export async function checkRebuild(findings: Findings, gatewayUrl: string): Promise<void> {
  const differing = await rebuildDifferences(gatewayUrl);
  findings.check('the site is byte for byte what a rebuild makes of the record', differing.length === 0, () => differing.join(', ').slice(0, 300));
}

async function checkChain(flow: Flow<Askable>, findings: Findings, item: Item): Promise<void> {
  const { body } = await flow.person('submitter.personnel').call('GET', `/releases/${item.id}/events`);
  const events = body['items'] as readonly RecordedEvent[];
  const broken = firstBreak(events);
  findings.check('every chain of events verifies', broken === undefined, () => `${item.id} at ${String(broken)}`);
  const count = (all: readonly { readonly event: string; readonly stage?: unknown }[], event: string, stage?: string): number =>
    all.filter((each) => each.event === event && (stage === undefined || each.stage === stage)).length;
  const recorded = events.map(({ type, data }) => ({ event: type, stage: data['stage'] }));
  for (const { event, stage } of item.acknowledged) {
    const [found, wanted] = [count(recorded, event, stage), count(item.acknowledged, event, stage)];
    // What failed to go online is asked for again at the end, and that is not counted.
    const holds = event === 'PublicationRequested' ? found >= wanted : found === wanted;
    findings.check('every acknowledged step is in its chain exactly once', holds, () => `${item.id}: ${event} ${stage ?? ''} ${found} times instead of ${wanted}`);
  }
  const asked = item.acknowledged.filter(({ event }) => event.startsWith('Publication')).length;
  const published = count(recorded, 'ReleasePublished');
  findings.check('every revision was published exactly once', published === asked, () => `${item.id}: ${published} times instead of ${asked}`);
  checkBells(findings, item, events);
}

/** I4 */
function checkBells(findings: Findings, { id }: Item, events: readonly RecordedEvent[]): void {
  const bells = events
    .filter(({ type }) => type === 'BellRung')
    .map(({ at, data }) => {
      const { duty, bell, at: due } = data as Readonly<Record<string, string>>;
      return { name: `${duty} ${bell} ${due}`, early: Date.parse(at) < Date.parse(due ?? '') };
    });
  const twice = bells.filter(({ name }, place) => bells.findIndex((other) => other.name === name) !== place);
  findings.check('every bell rang once and none early', twice.length === 0 && !bells.some(({ early }) => early), () => `${id}: ${JSON.stringify(bells).slice(0, 300)}`);
}

async function checkPage(flow: Flow<Askable>, findings: Findings, item: Item, release: Readonly<Record<string, unknown>>): Promise<void> {
  const wanted = item.way === 'left' ? 'draft' : isWithdrawn(item) ? 'withdrawn' : 'published';
  findings.check('every item could be brought to its end', release['state'] === wanted, () => `${item.id} is ${String(release['state'])} (${item.way})`);
  if (typeof release['url'] !== 'string') return;
  const { status, text } = await flow.laptop.ask(release['url']);
  if (hasFile(item)) {
    const file = await flow.laptop.ask(filePath(release['url'], FILE));
    findings.check('every file goes with its page', (file.status === 200) === (status === 200), () => `${String(release['url'])}: ${status}, its file ${file.status}`);
  }
  if (isWithdrawn(item)) findings.check('every withdrawn address answers 410', status === 410, () => `${release['url'] as string}: ${status}`);
  else {
    const shown = status === 200 && text.includes(`content="${String(item.contentHash)}"`);
    findings.check('every page answers with the approved content', shown, () => `${release['url'] as string}: ${status}`);
  }
}

interface Numbered {
  readonly url: string;
  readonly columnNumber: number;
  readonly online: boolean;
}

/** Every item that was given its numbers. */
function numbered(rows: readonly Row[]): Numbered[] {
  return rows
    .filter(({ sk, numbers }) => sk === 'HEAD' && numbers !== undefined)
    .map(headOf)
    .map(({ release, numbers }) => ({ url: release.url ?? '', columnNumber: numbers?.columnNumber ?? 0, online: release.state === 'published' }));
}

function checkNumbers(findings: Findings, items: readonly Numbered[]): void {
  for (const [what, values] of [
    ['no address was given twice', items.map(({ url }) => url)],
    ['no sequence number in the column was given twice', items.map(({ columnNumber }) => columnNumber)],
  ] as const) {
    const twice = values.filter((value, place) => values.findIndex((other) => other === value) !== place);
    findings.check(what, items.length > 0 && twice.length === 0, () => twice.join(', ').slice(0, 300));
  }
}

/** Each view of the column links to exactly the items in its range that are online, each once. */
async function checkListings(flow: Flow<Askable>, findings: Findings, rows: readonly Row[], items: readonly Numbered[]): Promise<void> {
  const column = rows.find(({ pk, sk }) => pk === 'SITE#zhejiang#COLUMN#announcements' && sk === 'HEAD');
  const listing = { highest: Number(column?.['highest'] ?? 0), closed: Number(column?.['closed'] ?? 0) };
  const views: View[] = ['index', ...Array.from({ length: listing.closed }, (_, place) => place + 1)];
  for (const view of views) {
    const { from, to } = rangeOf(view, listing);
    const wanted = items.filter(({ online, columnNumber }) => online && columnNumber >= from && columnNumber <= to).map(({ url }) => url).sort();
    const { status, text } = await flow.laptop.ask(view === 'index' ? COLUMN : `${COLUMN}page-${view}.html`);
    const linked = [...text.matchAll(/href="(\/zhejiang\/art\/[^"]+)"/g)].map(([, url = '']) => url).sort();
    const same = status === 200 && JSON.stringify(linked) === JSON.stringify(wanted);
    findings.check('every item stands on its column’s pages exactly once', same, () => difference(view, status, wanted, linked).slice(0, 300));
  }
}

function difference(view: View, status: number, wanted: readonly string[], linked: readonly string[]): string {
  const missing = wanted.filter((url) => !linked.includes(url));
  const tooMany = linked.filter((url, place) => !wanted.includes(url) || linked.indexOf(url) !== place);
  return `${view} (${status}): missing ${missing.join(', ') || 'none'}; too many ${tooMany.join(', ') || 'none'}`;
}
