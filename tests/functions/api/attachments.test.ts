import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readHead } from '../../../functions/shared/record/head.ts';
import { content } from '../../domain/release/sample.ts';
import { sampleFiles, sendForm, type SignedForm } from '../../support/uploading.ts';
import { ask, deploy, enrol, faultsOf, type Answer, type Call, type Deployed, type Handler } from '../api-fixture.ts';
import { CONTENT } from '../engines.ts';
import { quiet } from '../quiet.ts';

quiet();
let deployed: Deployed;
let handlers: { readonly author: Handler; readonly attach: Handler };

beforeAll(async () => {
  deployed = await deploy();
  const [author, attach] = await Promise.all([import('../../../functions/api/author.ts'), import('../../../functions/api/attach.ts')]);
  handlers = { author: author.handler, attach: attach.handler };
  await enrol(deployed, 'writer', ['submitter', 'basic-education']);
});
afterAll(() => deployed.close());

const FILES = '/api/releases/{id}/attachments';
const draft = async (): Promise<string> => String((await ask(handlers.author, 'POST /api/releases', undefined, { as: 'writer', body: content })).body['id']);
const announce = (id: string, body: object): Promise<Answer> => ask(handlers.attach, `POST ${FILES}`, id, { as: 'writer', body });
const onFile = (method: string, id: string, name: string, call: Call = {}): Promise<Answer> => ask(handlers.attach, `${method} ${FILES}/{name}`, id, { as: 'writer', parameters: { name }, ...call });
const bind = (id: string, name: string, versionId: string, call: Call = {}): Promise<Answer> => onFile('PUT', id, name, { body: { versionId }, ...call });
const release = async (id: string) => (await readHead(deployed.table, id))!.release;
const hashOf = (file: Buffer): string => createHash('sha256').update(file).digest('hex');

async function upload(id: string, name: string, file: Buffer, type = 'application/pdf'): Promise<string> {
  const sent = await sendForm((await announce(id, { name, type, size: file.length })).body as unknown as SignedForm, file);
  return String(sent.headers.get('x-amz-version-id'));
}

const attach = async (id: string, name: string, file = sampleFiles.pdf): Promise<Answer> => bind(id, name, await upload(id, name, file));

describe('a form for an upload', () => {
  it('allows exactly one place, type and size, for a quarter of an hour', async () => {
    const id = await draft();
    const { body } = await announce(id, { name: 'a.pdf', type: 'application/pdf', size: 77 });
    const { expiration, conditions } = JSON.parse(Buffer.from((body['fields'] as Record<string, string>)['Policy'] ?? '', 'base64').toString()) as { expiration: string; conditions: unknown[] };
    expect(conditions).toEqual(expect.arrayContaining([['content-length-range', 77, 77], { 'Content-Type': 'application/pdf' }, { 'x-amz-meta-name': 'a.pdf' }, { 'x-amz-meta-size': '77' }]));
    expect(conditions).toContainEqual({ key: expect.stringMatching(new RegExp(`^uploads/${id}/[0-9a-f]{64}$`)) as string });
    expect(body['expiresAt']).toBe(expiration);
    expect(Math.abs(Date.parse(expiration) - Date.now() - 15 * 60_000)).toBeLessThan(60_000);
    expect((await release(id)).version).toBe(1);
  });

  it('is not given for a body of another shape, every fault named', async () => {
    const id = await draft();
    expect(faultsOf(await announce(id, { name: 7, size: 1.5, more: 1 })).sort()).toEqual(['/more unknown-field', '/name wrong-type', '/size wrong-type', '/type required']);
  });
});

describe('binding', () => {
  it('the same version again, at once or later, answers the same and changes nothing', async () => {
    const id = await draft();
    const versionId = await upload(id, 'a.pdf', sampleFiles.pdf);
    const answers = await Promise.all([bind(id, 'a.pdf', versionId), bind(id, 'a.pdf', versionId)]);
    for (const answer of [...answers, await bind(id, 'a.pdf', versionId)]) expect([answer.status, answer.body]).toEqual([200, answers[0]?.body]);
    expect(await release(id)).toMatchObject({ version: 2, attachments: [{ name: 'a.pdf', type: 'application/pdf', size: sampleFiles.pdf.length, hash: hashOf(sampleFiles.pdf) }] });
    expect(deployed.s3.getObject(CONTENT, `attachments/${hashOf(sampleFiles.pdf)}`)?.body).toEqual(sampleFiles.pdf);
  });

  it('of files that come at the same time loses none', async () => {
    const id = await draft();
    const names = ['a.pdf', 'b.pdf', 'c.pdf', 'd.pdf'];
    const answers = await Promise.all(names.map((name, place) => attach(id, name, Buffer.concat([sampleFiles.pdf, Buffer.from([65 + place])]))));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const { attachments, contentHash } = await release(id);
    expect(attachments?.map(({ name }) => name).sort()).toEqual(names);
    expect(await deployed.contents.get(contentHash)).toMatchObject({ body: content.body, attachments });
  });

  it('holds to the version that was seen, and a repeat of its key gets the first answer', async () => {
    const id = await draft();
    const versionId = await upload(id, 'a.pdf', sampleFiles.pdf);
    expect(await bind(id, 'a.pdf', versionId, { headers: { 'if-match': '7' } })).toMatchObject({ status: 412, body: { type: 'stale-version' } });
    const headers = { 'if-match': '1', 'idempotency-key': 'k' };
    const first = await bind(id, 'a.pdf', versionId, { headers });
    expect(first).toMatchObject({ status: 200, body: { version: 2 } });
    await attach(id, 'b.pdf');
    expect((await bind(id, 'a.pdf', versionId, { headers })).body).toEqual(first.body);
    expect((await release(id)).version).toBe(3);
  });

  it('refuses what lies there in another size than announced, and a page that calls itself a picture', async () => {
    const id = await draft();
    const versionId = await upload(id, 'a.png', sampleFiles.png, 'image/png');
    const [{ key } = { key: '' }] = deployed.s3.listObjects(CONTENT, `uploads/${id}/`);
    const { headers } = deployed.s3.headObject(CONTENT, key)!;
    deployed.s3.putObject(CONTENT, key, sampleFiles.png.subarray(1), headers);
    expect((await bind(id, 'a.png', versionId)).status).toBe(200);
    const put = await fetch(`http://127.0.0.1:${deployed.ports.s3}/${CONTENT}/${key}`, { method: 'PUT', headers: { ...headers, authorization: 'AWS4-HMAC-SHA256 Credential=local/20250930/eu-central-1/s3/aws4_request' }, body: new Uint8Array(5) });
    expect(faultsOf(await bind(id, 'a.png', String(put.headers.get('x-amz-version-id'))))).toEqual(['/versionId upload-size-differs']);
    const page = Buffer.concat([sampleFiles.html, Buffer.alloc(10)]);
    expect(faultsOf(await bind(id, 'b.png', await upload(id, 'b.png', page, 'image/png')))).toEqual(['/versionId upload-not-of-type']);
    expect(deployed.s3.getObject(CONTENT, `attachments/${hashOf(page)}`)).toBeUndefined();
    expect((await release(id)).attachments).toHaveLength(1);
  });

  it('reads a large file through, whose text goes wrong only at its end', async () => {
    const id = await draft();
    const large = Buffer.alloc(7 * 1024 * 1024, 'x,y\n');
    expect(await bind(id, 'a.csv', await upload(id, 'a.csv', large, 'text/csv'))).toMatchObject({ status: 200, body: { attachments: [{ hash: hashOf(large) }] } });
    large[large.length - 1] = 0;
    expect(faultsOf(await bind(id, 'b.csv', await upload(id, 'b.csv', large, 'text/csv')))).toEqual(['/versionId upload-not-of-type']);
  });
});

describe('what is bound', () => {
  it('stays when the text is saved, and goes when it is taken away', async () => {
    const id = await draft();
    await attach(id, 'a.pdf');
    const saved = await ask(handlers.author, 'PUT /api/releases/{id}', id, { as: 'writer', body: { ...content, title: '改过的标题' }, headers: { 'if-match': '2' } });
    expect(saved.status).toBe(200);
    const { attachments, contentHash } = await release(id);
    expect(attachments).toHaveLength(1);
    expect(await deployed.contents.get(contentHash)).toMatchObject({ title: '改过的标题', attachments });

    expect(await onFile('DELETE', id, 'a.pdf')).toMatchObject({ status: 200, body: { version: 4, attachments: [] } });
    expect(await onFile('DELETE', id, 'a.pdf')).toMatchObject({ status: 404, body: { type: 'not-found' } });
    expect(await deployed.contents.get((await release(id)).contentHash)).not.toHaveProperty('attachments');
  });
});
