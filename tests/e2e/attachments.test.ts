import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstBreak } from '../../domain/record/event.ts';
import { expecting, type ApiAnswer, type ApiClient } from '../../local/demonstration/api-client.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { approvalOf, castOf, goodRelease, publishNow, stages, type Cast } from '../support/release-line.ts';
import { sampleFiles, sendForm, type SignedForm } from '../support/uploading.ts';
import { readHistory, readPage, readRelease } from './observe.ts';

const PDF = '附件1：名单（终稿）.pdf';
const CSV = '名单.csv';
const csv = Buffer.from('姓名,单位\n甲,乙\n');

let laptop: TestLaptop;
let cast: Cast;
let stranger: ApiClient;
beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2025-03-05T09:00+08:00' });
  cast = await castOf(laptop);
  stranger = await laptop.as('submitter.finance');
});
afterAll(() => laptop.end());

const quiet = (): Promise<void> => laptop.cloud.clock.activity.quiet();
const draft = async (): Promise<string> => String((await expecting(cast.submitter.call('POST', '/releases', goodRelease)))['id']);
const announce = (id: string, announced: object, who = cast.submitter): Promise<ApiAnswer> => who.call('POST', `/releases/${id}/attachments`, announced);
const place = (id: string, name: string): string => `/releases/${id}/attachments/${encodeURIComponent(name)}`;
const bind = (id: string, name: string, versionId: string, who = cast.submitter): Promise<ApiAnswer> => who.call('PUT', place(id, name), { versionId });

async function upload(id: string, name: string, type: string, file: Buffer): Promise<string> {
  const form = await expecting(announce(id, { name, type, size: file.length }));
  const sent = await sendForm(form as unknown as SignedForm, file);
  expect([sent.status, await sent.text()]).toEqual([204, '']);
  return String(sent.headers.get('x-amz-version-id'));
}

async function attach(id: string, name: string, type: string, file: Buffer): Promise<ApiAnswer> {
  return bind(id, name, await upload(id, name, type, file));
}

async function bringThrough(id: string): Promise<string> {
  await expecting(cast.submitter.call('POST', `/releases/${id}/submission`, {}));
  const { contentHash } = await readRelease(cast.submitter, id);
  for (const stage of stages) await expecting(cast.reviewers[stage].call('POST', `/releases/${id}/decisions`, approvalOf(stage, contentHash)));
  await publishNow(cast, id);
  await quiet();
  return String((await readRelease(cast.submitter, id))['url']);
}

describe('a file that goes through', () => {
  let id: string;
  let url: string;
  const href = (name: string): string => `${url.replace('.html', '/')}${encodeURIComponent(name)}`;
  beforeAll(async () => {
    id = await draft();
    await expecting(attach(id, PDF, 'application/pdf', sampleFiles.pdf));
    await expecting(attach(id, CSV, 'text/csv', csv));
    url = await bringThrough(id);
  });

  it('is part of what four people approved', async () => {
    const { attachments, contentHash, approvals } = await readRelease(cast.submitter, id);
    expect(attachments).toEqual([
      { name: PDF, type: 'application/pdf', size: sampleFiles.pdf.length, hash: createHash('sha256').update(sampleFiles.pdf).digest('hex') },
      { name: CSV, type: 'text/csv', size: csv.length, hash: createHash('sha256').update(csv).digest('hex') },
    ]);
    expect((approvals as { contentHash: string }[]).map((approval) => approval.contentHash)).toEqual(stages.map(() => contentHash));
    const history = await readHistory(cast.submitter, id);
    expect(history.filter(({ type }) => type === 'AttachmentBound').map(({ data }) => data['name'])).toEqual([PDF, CSV]);
    expect(firstBreak(history)).toBeUndefined();
  });

  it('is handed to whoever may read the item by an address of its own, and to nobody else', async () => {
    const { url: signed } = await expecting(cast.reviewers['text-review'].call('GET', place(id, PDF)));
    const answer = await fetch(String(signed));
    expect([answer.status, Buffer.from(await answer.arrayBuffer())]).toEqual([200, sampleFiles.pdf]);
    expect(answer.headers.get('content-disposition')).toContain(`filename*=UTF-8''${encodeURIComponent('附件1：名单')}`);
    expect((await fetch(String(signed).replace(/attachments\/./, 'attachments/0'))).status).toBe(403);
    expect(await cast.submitter.call('GET', place(id, '没有.pdf'))).toMatchObject({ status: 404 });
    expect(await (await laptop.as('submitter.basic-education', 'shangqiu')).call('GET', place(id, PDF))).toMatchObject({ status: 404 });
  });

  it('is on the public page with name, type and size, and is what was uploaded', async () => {
    const { html } = await readPage(laptop, url);
    expect(html).toContain(`<a href="${href(PDF)}">${PDF}</a>`);
    expect(html).toContain('PDF');
    const pdf = await fetch(laptop.origin + href(PDF));
    expect([pdf.status, Buffer.from(await pdf.arrayBuffer())]).toEqual([200, sampleFiles.pdf]);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toMatch(/^inline; filename="[ -~]*\.pdf"; filename\*=UTF-8''/);
    expect(pdf.headers.get('cache-control')).toBe((await readPage(laptop, url)).headers.get('cache-control'));
    expect(pdf.headers.get('x-content-type-options')).toBe('nosniff');
    const table = await fetch(laptop.origin + href(CSV));
    expect(table.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(await table.text()).toBe(csv.toString());
  });

  it('is gone with its item, from the caches too: its address says so', async () => {
    await expecting(cast.publisher.call('POST', `/releases/${id}/withdrawal`, { reason: '名单有误。' }));
    await quiet();
    for (const name of [PDF, CSV]) {
      const gone = await readPage(laptop, href(name));
      expect([name, gone.status]).toEqual([name, 410]);
      expect(gone.html).toContain('名单有误。');
    }
    expect((await readPage(laptop, '/zhejiang/art/2025/99999/x.pdf')).status).toBe(404);
  });
});

describe('refused, and nothing has changed', () => {
  const unchanged = async (id: string): Promise<void> => {
    const { attachments, version } = await readRelease(cast.submitter, id);
    expect({ attachments, version }).toEqual({ attachments: undefined, version: 1 });
  };
  const faultsOf = ({ body }: ApiAnswer): string[] => ((body['errors'] ?? []) as { pointer: string; code: string }[]).map(({ pointer, code }) => `${pointer} ${code}`);

  it('what is wrong with a file is said at once, all of it, before anything is uploaded', async () => {
    const id = await draft();
    const answer = await announce(id, { name: '../a.html', type: 'text/html', size: 0 });
    expect([answer.status, faultsOf(answer)]).toEqual([422, ['/name unsafe-file-name', '/name file-type-not-allowed', '/size file-empty']]);
    expect(faultsOf(await announce(id, { name: 'a.pdf', type: 'text/html', size: 100 * 1024 * 1024 + 1 }))).toEqual(['/type file-type-differs', '/size file-too-large']);
    await unchanged(id);
  });

  it('the bucket takes no other size, type, name or place than the form allows', async () => {
    const id = await draft();
    const form = (await expecting(announce(id, { name: 'a.pdf', type: 'application/pdf', size: sampleFiles.pdf.length }))) as unknown as SignedForm;
    const other = await draft();
    const { fields } = (await expecting(announce(other, { name: 'a.pdf', type: 'application/pdf', size: sampleFiles.pdf.length }))) as unknown as SignedForm;
    const attempts: [string, SignedForm, Buffer][] = [
      ['longer', form, Buffer.concat([sampleFiles.pdf, Buffer.from('x')])],
      ['shorter', form, sampleFiles.pdf.subarray(1)],
      ['another type', { ...form, fields: { ...form.fields, 'Content-Type': 'text/html' } }, sampleFiles.pdf],
      ['another name', { ...form, fields: { ...form.fields, 'x-amz-meta-name': 'b.pdf' } }, sampleFiles.pdf],
      ['another item', { ...form, fields: { ...form.fields, key: fields['key'] ?? '' } }, sampleFiles.pdf],
      ['without its signature', { ...form, fields: { ...form.fields, 'X-Amz-Signature': '0'.repeat(64) } }, sampleFiles.pdf],
    ];
    for (const [what, sent, file] of attempts) expect([what, (await sendForm(sent, file)).ok]).toEqual([what, false]);
    expect((await sendForm(form, sampleFiles.pdf)).status).toBe(204);
    await unchanged(id);
  });

  it('a page in a browser may send the form and read which version it made; a page of another site may not read it', async () => {
    const id = await draft();
    const form = (await expecting(announce(id, { name: 'a.pdf', type: 'application/pdf', size: sampleFiles.pdf.length }))) as unknown as SignedForm;
    const own = await sendForm(form, sampleFiles.pdf, { origin: laptop.origin });
    expect(own.headers.get('access-control-allow-origin')).toBe(laptop.origin);
    expect(own.headers.get('access-control-expose-headers')).toContain('x-amz-version-id');
    expect((await sendForm(form, sampleFiles.pdf, { origin: 'https://other.example' })).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('bytes that are not of the type, an upload of another item or of another name', async () => {
    const [id, other] = [await draft(), await draft()];
    expect(faultsOf(await bind(id, 'a.pdf', await upload(id, 'a.pdf', 'application/pdf', sampleFiles.html)))).toEqual(['/versionId upload-not-of-type']);
    const versionId = await upload(other, 'a.pdf', 'application/pdf', sampleFiles.pdf);
    expect(faultsOf(await bind(id, 'a.pdf', versionId))).toEqual(['/versionId upload-unknown']);
    expect(faultsOf(await bind(other, 'b.pdf', versionId))).toEqual(['/versionId upload-unknown']);
    expect(faultsOf(await bind(id, 'a.pdf', 'no version'))).toEqual(['/versionId upload-unknown']);
    await unchanged(id);
    await unchanged(other);
  });

  it('another person, who may not even know of the draft; and anybody once it is submitted', async () => {
    const id = await draft();
    const announced = { name: 'a.pdf', type: 'application/pdf', size: sampleFiles.pdf.length };
    const versionId = await upload(id, 'a.pdf', 'application/pdf', sampleFiles.pdf);
    expect(await announce(id, announced, stranger)).toMatchObject({ status: 404 });
    expect(await bind(id, 'a.pdf', versionId, stranger)).toMatchObject({ status: 404 });
    expect(await announce(id, announced, cast.reviewers['first-review'])).toMatchObject({ status: 403, body: { type: 'forbidden' } });
    await unchanged(id);
    await expecting(cast.submitter.call('POST', `/releases/${id}/submission`, {}));
    for (const refused of [await announce(id, announced), await bind(id, 'a.pdf', versionId), await cast.submitter.call('DELETE', place(id, 'a.pdf'))]) {
      expect(refused).toMatchObject({ status: 409, body: { type: 'wrong-state' } });
    }
    expect(await announce(id, announced, stranger)).toMatchObject({ status: 403 });
  });
});
