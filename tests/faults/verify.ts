import { firstBreak, type RecordedEvent } from '../../domain/record/event.ts';
import { headOf } from '../../functions/shared/record/head.ts';
import { rangeOf, type View } from '../../web/portal/pagination.ts';
import type { Findings } from './findings.ts';
import type { Flow } from './flow.ts';
import type { Records, Row } from './record.ts';
import type { Askable } from './steady-laptop.ts';
import { rankOf, type Item } from './steps.ts';

const COLUMN = '/zhejiang/announcements/';

/** That what was acknowledged of these items is still there. Items may have gone on since. */
export async function checkAcknowledged(flow: Flow<Askable>, findings: Findings, items: readonly Item[]): Promise<void> {
  for (const item of items) {
    const last = item.acknowledged.at(-1);
    if (last === undefined) continue;
    const { status, body } = await flow.read(item);
    findings.check('every acknowledged item exists', status === 200, () => `${item.id}: ${status}`);
    if (status !== 200) continue;
    const kept = Number(body['version']) >= last.version && rankOf(body) >= last.rank;
    findings.check('every state is at or after the acknowledged one', kept, () => `${item.id}: ${String(body['state'])} ${String(body['version'])} after ${JSON.stringify(last)}`);
  }
}

/** What has to hold of every item once all have gone through and nothing is under way. */
export async function checkAll(flow: Flow<Askable>, findings: Findings, records: Records): Promise<void> {
  const rows = await records.rows();
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
  const open = await records.openOutboxes();
  findings.check('no outbox is left open', open.length === 0, () => open.join(', '));
  const letters = JSON.parse((await flow.laptop.ask('/_local/dead-letters')).text) as readonly { readonly error: string }[];
  findings.check('no event lies with the dead letters', letters.length === 0, () => JSON.stringify(letters).slice(0, 300));
}

async function checkChain(flow: Flow<Askable>, findings: Findings, item: Item): Promise<void> {
  const { body } = await flow.person('submitter.personnel').call('GET', `/releases/${item.id}/events`);
  const events = body['items'] as readonly RecordedEvent[];
  const broken = firstBreak(events);
  findings.check('every chain of events verifies', broken === undefined, () => `${item.id} at ${String(broken)}`);
  const count = (type: string, stage?: string): number => events.filter((event) => event.type === type && (stage === undefined || event.data['stage'] === stage)).length;
  for (const { event, stage } of item.acknowledged) {
    findings.check('every acknowledged step is in its chain exactly once', count(event, stage) === 1, () => `${item.id}: ${event} ${stage ?? ''} ${count(event, stage)} times`);
  }
  findings.check('every item was published exactly once', count('ReleasePublished') === 1, () => `${item.id}: ${count('ReleasePublished')} times`);
}

async function checkPage(flow: Flow<Askable>, findings: Findings, item: Item, release: Readonly<Record<string, unknown>>): Promise<void> {
  const wanted = item.way === 'withdrawn' ? 'withdrawn' : 'published';
  findings.check('every item could be brought to its end', release['state'] === wanted, () => `${item.id} is ${String(release['state'])} (${item.way})`);
  if (typeof release['url'] !== 'string') return;
  const { status, text } = await flow.laptop.ask(release['url']);
  if (item.way === 'withdrawn') findings.check('every withdrawn address answers 410', status === 410, () => `${release['url'] as string}: ${status}`);
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
