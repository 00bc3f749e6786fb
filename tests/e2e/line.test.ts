import { DeleteObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstBreak } from '../../domain/record/event.ts';
import { expecting } from '../../local/demonstration/api-client.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { approvalOf, bringToApproved, castOf, goodRelease, publishNow, stages, type Cast } from '../support/release-line.ts';
import { clientSettings } from './clients.ts';
import { moveBy, readHistory, readPage, readRelease } from './observe.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let laptop: TestLaptop;
let cast: Cast;
beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2025-03-05T09:00+08:00' });
  cast = await castOf(laptop);
});
afterAll(() => laptop.end());

const quiet = (): Promise<void> => laptop.cloud.clock.activity.quiet();
const release = (id: string) => readRelease(cast.submitter, id);
const page = (path: unknown) => readPage(laptop, path);
const act = (person: keyof Pick<Cast, 'submitter' | 'publisher'>, id: string, path: string, body: unknown = {}, method = 'POST') =>
  expecting(cast[person].call(method, `/releases/${id}/${path}`, method === 'DELETE' ? undefined : body));

describe('an item that goes through', () => {
  const title = '关于一件走完全程的通知';
  let id: string;
  beforeAll(async () => {
    id = await bringToApproved(cast, { ...goodRelease, title });
    await publishNow(cast, id);
    await quiet();
  });

  it('is online with the content that four different people approved', async () => {
    const published = await release(id);
    expect(published).toMatchObject({ state: 'published', indexNumber: expect.stringMatching(/^002482082\/2025-\d{5}$/) as string });
    const { status, html } = await page(published['url']);
    expect(status).toBe(200);
    expect(html).toContain(title);
    expect(html).toContain('现将名单予以公布。');
    expect(html).toContain(`content="${String(published['contentHash'])}"`);
    const approvals = published['approvals'] as { stage: string; by: string; contentHash: string }[];
    expect(approvals.map(({ stage }) => stage)).toEqual(stages);
    expect(new Set(approvals.map(({ by }) => by)).size).toBe(4);
    expect(new Set(approvals.map(({ contentHash }) => contentHash))).toEqual(new Set([published['contentHash']]));
  });

  it('is found on its column’s index and on the home page', async () => {
    const { url } = await release(id);
    for (const listing of ['/zhejiang/announcements/', '/zhejiang/']) expect((await page(listing)).html).toContain(`<a href="${String(url)}">`);
  });

  it('has a chain of events that verifies, one for each change', async () => {
    const events = await readHistory(cast.submitter, id);
    expect(events.map(({ type }) => type)).toEqual(['DraftCreated', 'ReleaseSubmitted', ...stages.map(() => 'StageApproved'), 'PublicationRequested', 'ReleasePublished']);
    expect(firstBreak(events)).toBeUndefined();
    expect(firstBreak(events.map((event, place) => (place === 3 ? { ...event, by: 'somebody else' } : event)))).toBe(4);
  });

  it('leaves no open work, and its machine has ended', async () => {
    const { duties } = await release(id);
    expect((duties as { state: string }[]).map(({ state }) => state)).toEqual(['met', 'met', 'met', 'met', 'met']);
    expect((await expecting(cast.publisher.call('GET', '/tasks')))['items']).toEqual([]);
    expect(laptop.cloud.stepFunctions.counts().executions).toMatchObject({ SUCCEEDED: 1 });
  });
});

it('a withdrawn item’s address answers 410 with the reason and the date, and nothing links to it', async () => {
  const id = await bringToApproved(cast, { ...goodRelease, title: '关于一件将被撤下的通知' });
  await publishNow(cast, id);
  await quiet();
  const { url } = await release(id);
  expect((await page(url)).status).toBe(200);

  await act('publisher', id, 'withdrawal', { reason: '附表数据有误。' });
  await quiet();
  const gone = await page(url);
  expect(gone.status).toBe(410);
  expect(gone.headers.get('cache-control')).toBe('no-store');
  expect(gone.html).toContain('附表数据有误。');
  expect(gone.html).toContain('<time datetime="2025-03-05T09:');
  expect(gone.html).not.toContain('关于一件将被撤下的通知');
  for (const listing of ['/zhejiang/announcements/', '/zhejiang/']) expect((await page(listing)).html).not.toContain(String(url));
  expect(await release(id)).toMatchObject({ state: 'withdrawn', withdrawal: { takenDownAt: expect.any(String) as string } });
  expect(firstBreak(await readHistory(cast.submitter, id))).toBeUndefined();
});

describe('a schedule', () => {
  const schedule = async (): Promise<{ id: string; at: number }> => {
    const id = await bringToApproved(cast, { ...goodRelease, title: '关于定时发布的通知' });
    const at = laptop.cloud.clock.now() + 3 * HOUR;
    expect(await act('publisher', id, 'publication', { at: new Date(at).toISOString() })).toMatchObject({ state: 'scheduled' });
    await quiet();
    return { id, at };
  };

  it('puts the item online at its hour and not before', async () => {
    const { id, at } = await schedule();
    await moveBy(laptop, 3 * HOUR - MINUTE);
    expect((await release(id))['state']).toBe('scheduled');
    await moveBy(laptop, 2 * MINUTE);
    const published = await release(id);
    expect(published['state']).toBe('published');
    expect(Date.parse(String(published['publishedAt']))).toBeGreaterThanOrEqual(at);
    expect((await page(published['url'])).status).toBe(200);
  });

  it('that was cancelled does nothing at its hour; the item can be published at another', async () => {
    const { id } = await schedule();
    expect(await act('publisher', id, 'publication', undefined, 'DELETE')).toMatchObject({ state: 'approved' });
    await moveBy(laptop, 4 * HOUR);
    expect((await release(id))['state']).toBe('approved');
    await publishNow(cast, id);
    await quiet();
    expect((await release(id))['state']).toBe('published');
  });
});

describe('an item that comes back', () => {
  it('by recall is a draft again, and goes through again after a new submission', async () => {
    const id = await bringToApproved(cast);
    expect(await act('submitter', id, 'recall')).toMatchObject({ state: 'draft' });
    await quiet();
    expect((await cast.publisher.call('POST', `/releases/${id}/publication`, {})).status).toBe(409);
    // Nothing has changed since four people approved it, so nobody is asked twice.
    expect(await act('submitter', id, 'submission')).toMatchObject({ state: 'approved' });
    await publishNow(cast, id);
    await quiet();
    expect((await release(id))['state']).toBe('published');
  });

  it('asks from the first stage again once its text has changed', async () => {
    const draft = await expecting(cast.submitter.call('POST', '/releases', goodRelease));
    const id = String(draft['id']);
    await act('submitter', id, 'submission');
    await expecting(cast.reviewers['first-review'].call('POST', `/releases/${id}/decisions`, approvalOf('first-review', draft['contentHash'])));
    const refusal = { stage: 'confidentiality-review', outcome: 'return', contentHash: draft['contentHash'], remarks: '请核对名单。' };
    expect(await expecting(cast.reviewers['confidentiality-review'].call('POST', `/releases/${id}/decisions`, refusal))).toMatchObject({ state: 'returned' });

    // Unchanged, it goes back to the one who returned it; changed, it begins anew.
    expect(await act('submitter', id, 'submission')).toMatchObject({ state: 'in-review', stage: 'confidentiality-review' });
    await act('submitter', id, 'recall');
    const { version } = await release(id);
    const changed = await expecting(cast.submitter.call('PUT', `/releases/${id}`, { ...goodRelease, body: '<p>名单已核对。</p>' }, { 'if-match': String(version) }));
    expect(changed['contentHash']).not.toBe(draft['contentHash']);
    expect(await act('submitter', id, 'submission')).toMatchObject({ state: 'in-review', stage: 'first-review' });
    await quiet();
    const { items } = await expecting(cast.reviewers['first-review'].call('GET', '/tasks'));
    expect(items).toMatchObject([{ releaseId: id, stage: 'first-review' }]);
    expect((await expecting(cast.reviewers['confidentiality-review'].call('GET', '/tasks')))['items']).toEqual([]);
  });
});

it('a publication that fails says so, keeps its approvals, and goes through when it is tried again', async () => {
  const s3 = new S3Client({ ...clientSettings(laptop), forcePathStyle: true });
  const id = await bringToApproved(cast, { ...goodRelease, title: '关于先失败后成功的通知' });
  const { contentHash, approvals } = await release(id);
  const content = { Bucket: laptop.cloud.template.outputs()['ContentBucket'] ?? '', Key: `content/${String(contentHash)}` };
  // The stored text is out of reach while it is to be published.
  await s3.send(new DeleteObjectCommand(content));
  await publishNow(cast, id);
  await moveBy(laptop, 10 * MINUTE);
  const events = await readHistory(cast.submitter, id);
  expect(events.at(-1)).toMatchObject({ type: 'PublicationFailed', by: 'system' });
  expect((await page('/zhejiang/announcements/')).html).not.toContain('关于先失败后成功的通知');

  const { DeleteMarkers = [] } = await s3.send(new ListObjectVersionsCommand({ Bucket: content.Bucket, Prefix: content.Key }));
  for (const { VersionId } of DeleteMarkers) await s3.send(new DeleteObjectCommand({ ...content, VersionId }));
  expect(await release(id)).toMatchObject({ state: 'publish-failed', failure: expect.any(String) as string, approvals });
  await publishNow(cast, id);
  await quiet();
  const published = await release(id);
  expect(published['state']).toBe('published');
  expect((await page(published['url'])).status).toBe(200);
  expect(firstBreak(await readHistory(cast.submitter, id))).toBeUndefined();
});
