import { approvalOf, goodRelease, reviewerOf, stages } from '../support/release-line.ts';
import { sampleFiles } from '../support/uploading.ts';

/** What becomes of an item, and how it gets there. `left`: a draft that nobody goes on with. */
export type Way = 'plain' | 'left' | 'edited' | 'returned' | 'scheduled' | 'attached' | 'withdrawn' | 'corrected' | 'corrected and withdrawn';

export interface Acknowledged {
  readonly event: string;
  /** Of an approval. */
  readonly stage?: string;
  readonly version: number;
}

export interface Item {
  readonly place: number;
  readonly way: Way;
  readonly title: string;
  id: string;
  contentHash: unknown;
  /** What was answered with 2xx, in order. */
  readonly acknowledged: Acknowledged[];
}

/** One request of an item's way; `name` makes its idempotency key. */
export interface Step {
  readonly name: string;
  readonly who: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly ifMatch?: number;
  readonly event: string;
  readonly stage?: string;
  /** Sent to the bucket before; the body is the version that the bucket gives it. */
  readonly upload?: { readonly name: string; readonly file: Buffer };
}

/** The file of those that have one. */
export const FILE = '名单.pdf';
export const hasFile = ({ way }: Item): boolean => way === 'attached' || way === 'corrected and withdrawn';
export const isWithdrawn = ({ way }: Item): boolean => way === 'withdrawn' || way === 'corrected and withdrawn';

const submitter = 'submitter.personnel';
const publisher = 'publisher-a.network';
const CHANGED = '<p>现将修改后的名单予以公布。</p>';

const content = ({ title }: Item, body = goodRelease.body as string): object => ({ ...goodRelease, title, body });
const versionOf = ({ acknowledged }: Item): number => acknowledged.at(-1)?.version ?? 0;

/** The way of an item up to the publisher, the next request made of what was answered before. */
export function* stepsOf(item: Item, now: () => number): Generator<Step> {
  yield { name: 'draft', who: submitter, method: 'POST', path: '/releases', body: content(item), event: 'DraftCreated' };
  if (item.way === 'left') return;
  const path = `/releases/${item.id}`;
  if (item.way === 'edited') yield { name: 'save', who: submitter, method: 'PUT', path, body: content(item, CHANGED), ifMatch: versionOf(item), event: 'DraftSaved' };
  if (hasFile(item)) {
    const upload = { name: FILE, file: Buffer.concat([sampleFiles.pdf, Buffer.from(`% ${item.place}`)]) };
    yield { name: 'file', who: submitter, method: 'PUT', path: `${path}/attachments/${encodeURIComponent(FILE)}`, body: undefined, event: 'AttachmentBound', upload };
  }
  if (item.way === 'returned') {
    yield* reviewOf(item, '-returned', 1);
    const { who, method, path: decisions, ...decision } = decisionOf(item, 'confidentiality-review', '-returned');
    const body = { stage: decision.stage, outcome: 'return', contentHash: item.contentHash, remarks: '请核对。', confidentiality: { result: 'withhold', ground: '内部事项' } };
    yield { name: 'return', who, method, path: decisions, body, event: 'ReleaseReturned' };
    yield { name: 'save', who: submitter, method: 'PUT', path, body: content(item, CHANGED), ifMatch: versionOf(item), event: 'DraftSaved' };
  }
  yield* reviewOf(item, '');
  const scheduled = item.way === 'scheduled';
  const at = scheduled ? { at: new Date(now() + 30 * 60_000).toISOString() } : {};
  yield { name: 'publication', who: publisher, method: 'POST', path: `${path}/publication`, body: at, event: scheduled ? 'PublicationScheduled' : 'PublicationRequested' };
}

/** What follows once the item is online, each after it is online again. */
export function afterwardsOf({ way }: Item): readonly ((item: Item) => Generator<Step>)[] {
  const corrected = way === 'corrected' || way === 'corrected and withdrawn' ? [correctionOf] : [];
  const withdrawn = way === 'withdrawn' || way === 'corrected and withdrawn' ? [endOf] : [];
  return [...corrected, ...withdrawn];
}

function* correctionOf(item: Item): Generator<Step> {
  const path = `/releases/${item.id}`;
  yield { name: 'correction', who: submitter, method: 'POST', path: `${path}/corrections`, body: { reason: '人数有误。', body: '<p>更正后的名单。</p>' }, event: 'CorrectionStarted' };
  yield* reviewOf(item, '-of-correction');
  yield { name: 'publication-of-correction', who: publisher, method: 'POST', path: `${path}/publication`, body: {}, event: 'PublicationRequested' };
}

function* endOf(item: Item): Generator<Step> {
  yield withdrawalOf(item);
}

export function withdrawalOf(item: Item): Step {
  return { name: 'withdrawal', who: publisher, method: 'POST', path: `/releases/${item.id}/withdrawal`, body: { reason: '附表数据有误。' }, event: 'ReleaseWithdrawn' };
}

/** Submission and the first so many approvals. */
function* reviewOf(item: Item, which: string, approvals: number = stages.length): Generator<Step> {
  yield { name: `submission${which}`, who: submitter, method: 'POST', path: `/releases/${item.id}/submission`, body: {}, event: 'ReleaseSubmitted' };
  for (const stage of stages.slice(0, approvals)) yield decisionOf(item, stage, which);
}

function decisionOf(item: Item, stage: (typeof stages)[number], which: string): Step {
  return { name: `${stage}${which}`, who: reviewerOf(stage), method: 'POST', path: `/releases/${item.id}/decisions`, body: approvalOf(stage, item.contentHash), event: 'StageApproved', stage };
}
