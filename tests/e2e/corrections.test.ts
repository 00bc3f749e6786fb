import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstBreak } from '../../domain/record/event.ts';
import { expecting, type ApiClient } from '../../local/demonstration/api-client.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { approvalOf, bringToApproved, castOf, goodRelease, publishNow, stages, type Cast, type StageName } from '../support/release-line.ts';
import { readHistory, readPage, readRelease, type Fields } from './observe.ts';

let laptop: TestLaptop;
let cast: Cast;
beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2025-03-05T09:00+08:00' });
  cast = await castOf(laptop);
});
afterAll(() => laptop.end());

const quiet = (): Promise<void> => laptop.cloud.clock.activity.quiet();
const release = (id: string, person: ApiClient = cast.submitter) => readRelease(person, id);
const post = (person: ApiClient, id: string, path: string, body: unknown = {}) => expecting(person.call('POST', `/releases/${id}/${path}`, body));
const approve = (stage: StageName, id: string, contentHash: unknown) => post(cast.reviewers[stage], id, 'decisions', approvalOf(stage, contentHash));

async function published(title: string): Promise<{ readonly id: string; readonly url: string }> {
  const id = await bringToApproved(cast, { ...goodRelease, title });
  await publishNow(cast, id);
  await quiet();
  return { id, url: String((await release(id))['url']) };
}

/** Submits the revision that is pending and brings it through every review. */
async function review(id: string): Promise<void> {
  await post(cast.submitter, id, 'submission');
  const { contentHash } = await release(id);
  for (const stage of stages) await approve(stage, id, contentHash);
}

describe('a correction', () => {
  const title = '关于核定招生计划的通知';
  const corrected = '关于核定春季招生计划的通知';
  let id: string;
  let url: string;
  beforeAll(async () => {
    ({ id, url } = await published(title));
    // Somebody has read the page: the edge keeps a copy.
    await readPage(laptop, url);
  });

  it('starts beside what is online, with the fields that it does not name as they are', async () => {
    const started = await post(cast.submitter, id, 'corrections', { reason: '标题遗漏“春季”。', title: corrected });
    expect(started).toMatchObject({ id, revision: 2, state: 'published', pending: { revision: 2, state: 'draft' }, contentHash: expect.any(String) as string });
    const own = await release(id);
    expect(own).toMatchObject({ state: 'published', pending: { state: 'draft' }, title: corrected, column: goodRelease.column, url });
    expect(own['body']).toContain('现将名单予以公布。');
  });

  it('is the department’s own until it is submitted, and changed like any draft', async () => {
    const elsewhere = await laptop.as('submitter.finance');
    expect(await release(id, elsewhere)).toMatchObject({ state: 'published', title });
    expect(await release(id, elsewhere)).not.toHaveProperty('pending');
    const { version, body: _, ...rest } = await release(id);
    const fields = Object.fromEntries(Object.keys(goodRelease).map((name) => [name, rest[name]]));
    const saved = await expecting(cast.submitter.call('PUT', `/releases/${id}`, { ...fields, body: '<p>各处室：</p><p>现将春季名单予以公布。</p>' }, { 'if-match': String(version) }));
    expect(saved['revision']).toBe(2);
  });

  it('leaves the old page in its place while it is reviewed, and is not to be published before', async () => {
    await post(cast.submitter, id, 'submission');
    expect((await cast.publisher.call('POST', `/releases/${id}/publication`, {})).status).toBe(409);
    const { contentHash } = await release(id);
    for (const stage of stages) {
      expect((await readPage(laptop, url)).html).toContain(title);
      await approve(stage, id, contentHash);
    }
    expect(await release(id)).toMatchObject({ state: 'published', pending: { revision: 2, state: 'approved' } });
    expect((await expecting(cast.publisher.call('GET', '/tasks')))['items']).toMatchObject([{ releaseId: id, stage: 'approved', title: corrected }]);
  });

  it('takes the place of the old text at the same address, in the lists too, and says why', async () => {
    await publishNow(cast, id);
    await quiet();
    const now = await release(id);
    expect(now).toMatchObject({ state: 'published', revision: 2, title: corrected, url });
    expect(now).not.toHaveProperty('pending');
    const { html } = await readPage(laptop, url);
    expect(html).toContain(corrected);
    expect(html).toContain('标题遗漏“春季”。');
    expect(html).toContain('现将春季名单予以公布。');
    for (const listing of ['/zhejiang/announcements/', '/zhejiang/']) {
      const page = (await readPage(laptop, listing)).html;
      expect(page).toContain(corrected);
      expect(page).not.toContain(title);
    }
    expect(firstBreak(await readHistory(cast.submitter, id))).toBeUndefined();
  });

  it('is given up on its way without a trace on the page', async () => {
    await post(cast.submitter, id, 'corrections', { reason: '再改一次', title: '不会发布的标题' });
    await expecting(cast.submitter.call('DELETE', `/releases/${id}/corrections`));
    expect(await release(id)).toMatchObject({ state: 'published', revision: 2, title: corrected });
    await post(cast.submitter, id, 'corrections', { reason: '再改一次', title: '不会发布的标题' });
    await post(cast.submitter, id, 'submission');
    const { contentHash } = await release(id);
    const refusal = { stage: 'first-review', outcome: 'reject', contentHash, remarks: '无须更正。' };
    expect(await post(cast.reviewers['first-review'], id, 'decisions', refusal)).toMatchObject({ state: 'published' });
    await quiet();
    expect((await readPage(laptop, url)).html).toContain(corrected);
  });

  it('goes with the item when that is withdrawn, and does not come back', async () => {
    await post(cast.submitter, id, 'corrections', { reason: '再改一次', title: '不会发布的标题' });
    await review(id);
    await post(cast.publisher, id, 'withdrawal', { reason: '文件已废止。' });
    await quiet();
    expect(await release(id)).toMatchObject({ state: 'withdrawn', title: corrected });
    expect((await readPage(laptop, url)).status).toBe(410);
    expect((await cast.publisher.call('POST', `/releases/${id}/publication`, {})).status).toBe(409);
    expect((await readPage(laptop, url)).status).toBe(410);
  });
});

describe('a copy', () => {
  it('is a new draft with the content of an earlier item, whatever became of that', async () => {
    const { id } = await published('关于表彰先进集体的通知');
    await post(cast.publisher, id, 'withdrawal', { reason: '误发。' });
    await quiet();
    const copy = await post(cast.submitter, id, 'copy');
    expect(copy).toMatchObject({ state: 'draft', revision: 1, version: 1 });
    expect(copy['id']).not.toBe(id);
    expect(await release(String(copy['id']))).toMatchObject({ state: 'draft', title: '关于表彰先进集体的通知', approvals: [] });
    expect((await cast.reviewers['first-review'].call('POST', `/releases/${id}/copy`, {})).status).toBe(403);
  });
});

describe('a suggestion', () => {
  it('is taken with one act, and earlier approvers confirm the difference with one act each', async () => {
    const draft = await expecting(cast.submitter.call('POST', '/releases', goodRelease));
    const id = String(draft['id']);
    await post(cast.submitter, id, 'submission');
    for (const stage of stages.slice(0, 3)) await approve(stage, id, draft['contentHash']);
    const text = cast.reviewers['text-review'];
    const made = await post(text, id, 'suggestions', { stage: 'text-review', contentHash: draft['contentHash'], title: '关于公布省级示范学校名单的通知', remarks: '宜写明“省级”。' });
    const { suggestion } = (await release(id)) as { suggestion: Fields };
    expect(suggestion).toMatchObject({ id: made['suggestion'], stage: 'text-review', from: draft['contentHash'], remarks: '宜写明“省级”。' });

    const changes = await expecting(cast.submitter.call('GET', `/releases/${id}/diff?to=suggestion`));
    expect(changes).toMatchObject({ from: 1, to: 'suggestion', fields: [{ name: 'title', from: goodRelease.title, to: '关于公布省级示范学校名单的通知' }] });

    expect((await text.call('PUT', `/releases/${id}/suggestions/${String(made['suggestion'])}`, { outcome: 'accept' })).status).toBe(403);
    const taken = await expecting(cast.submitter.call('PUT', `/releases/${id}/suggestions/${String(made['suggestion'])}`, { outcome: 'accept' }));
    expect(taken).toMatchObject({ state: 'in-review', stage: 'first-review' });
    await quiet();
    expect((await cast.submitter.call('GET', `/releases/${id}/diff?to=suggestion`)).status).toBe(422);
    const { contentHash, title } = await release(id);
    expect(title).toBe('关于公布省级示范学校名单的通知');
    for (const stage of stages.slice(0, 3)) await post(cast.reviewers[stage], id, 'decisions', { stage, outcome: 'approve', contentHash });
    await approve('text-review', id, contentHash);
    await publishNow(cast, id);
    await quiet();
    expect((await release(id))['state']).toBe('published');
  });
});
