import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PART_BYTES } from '../../../domain/release/attachments.ts';
import { readHead } from '../../../functions/shared/record/head.ts';
import { content } from '../../domain/release/sample.ts';
import { pdfOf, putPart, type PartSent } from '../../support/uploading.ts';
import { ask, deploy, enrol, faultsOf, type Answer, type Deployed, type Handler } from '../api-fixture.ts';
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
  await enrol(deployed, 'reader', ['reviewer', 'basic-education']);
});
afterAll(() => deployed.close());

interface Upload {
  readonly uploadId: string;
  readonly parts: readonly PartSent[];
}

const FILES = '/api/releases/{id}/attachments';
const NAME = '汇编.pdf';
const file = pdfOf(2 * PART_BYTES + 1000);
const draft = async (): Promise<string> => String((await ask(handlers.author, 'POST /api/releases', undefined, { as: 'writer', body: content })).body['id']);
const announce = (id: string, size = file.length): Promise<Answer> => ask(handlers.attach, `POST ${FILES}`, id, { as: 'writer', body: { name: NAME, type: 'application/pdf', size } });
const begin = async (id: string, size?: number): Promise<Upload> => (await announce(id, size)).body as unknown as Upload;
const onUpload = (method: string, id: string, upload: string, as = 'writer'): Promise<Answer> => ask(handlers.attach, `${method} ${FILES}/{name}/uploads/{upload}`, id, { as, parameters: { name: NAME, upload } });
const bind = (id: string, body: object): Promise<Answer> => ask(handlers.attach, `PUT ${FILES}/{name}`, id, { as: 'writer', parameters: { name: NAME }, body });
const release = async (id: string) => (await readHead(deployed.table, id))!.release;
const sendAll = async ({ parts }: Upload): Promise<void> => {
  for (const part of parts) if (!part.arrived) expect((await putPart(part, file)).status).toBe(200);
};

describe('a large file', () => {
  it('comes in parts of which each address takes its own bytes and no others, without a checksum of nothing', async () => {
    const { status, body } = await announce(await draft());
    expect(status).toBe(201);
    expect(body).toMatchObject({ kind: 'parts', name: NAME, partSize: PART_BYTES, parts: [{ number: 1, size: PART_BYTES }, { number: 2, size: PART_BYTES }, { number: 3, size: 1000 }] });
    expect(Math.abs(Date.parse(String(body['expiresAt'])) - Date.now() - 3_600_000)).toBeLessThan(60_000);
    const [first] = (body as unknown as Upload).parts;
    expect(first?.url).toContain('X-Amz-SignedHeaders=content-length%3Bhost');
    expect(first?.url).not.toContain('checksum');
    expect((await announce(await draft(), PART_BYTES - 1)).body['kind']).toBe('form');
    expect(faultsOf(await announce(await draft(), 100 * 1024 * 1024 + 1))).toEqual(['/size file-too-large']);
  });

  it('goes on where it was cut off: what has arrived is told, and the rest has new addresses', async () => {
    const id = await draft();
    const { uploadId, parts } = await begin(id);
    await putPart(parts[1]!, file);
    const early = await bind(id, { uploadId });
    expect([early.status, faultsOf(early)]).toEqual([422, ['/uploadId upload-incomplete']]);
    const resumed = (await onUpload('GET', id, uploadId)).body as unknown as Upload;
    expect(resumed.parts.map(({ arrived, url }) => [arrived, url !== undefined])).toEqual([[false, true], [true, false], [false, true]]);
    await sendAll(resumed);
    expect(((await onUpload('GET', id, uploadId)).body as unknown as Upload).parts.every(({ arrived }) => arrived)).toBe(true);
    expect(await bind(id, { uploadId })).toMatchObject({ status: 200, body: { version: 2 } });
    const hash = createHash('sha256').update(file).digest('hex');
    expect((await release(id)).attachments).toEqual([{ name: NAME, type: 'application/pdf', size: file.length, hash }]);
    expect(deployed.s3.getObject(CONTENT, `attachments/${hash}`)?.body.equals(file)).toBe(true);
  });

  it('completed twice, at once or after its answer was lost, is bound once', async () => {
    const id = await draft();
    const upload = await begin(id);
    await sendAll(upload);
    const both = await Promise.all([bind(id, { uploadId: upload.uploadId }), bind(id, { uploadId: upload.uploadId })]);
    for (const answer of [...both, await bind(id, { uploadId: upload.uploadId })]) expect([answer.status, answer.body]).toEqual([200, both[0]?.body]);
    expect((await release(id)).version).toBe(2);
  });

  it('that was put together by a call that died before it was bound is bound by the next', async () => {
    const id = await draft();
    const { uploadId, parts } = await begin(id);
    await sendAll({ uploadId, parts });
    const { openPartUploads } = await import('../../../functions/shared/content/part-uploads.ts');
    expect(await openPartUploads(CONTENT).complete(id, NAME, uploadId)).toMatchObject({ ok: true });
    expect(faultsOf(await onUpload('GET', id, uploadId))).toEqual(['/uploadId upload-unknown']);
    expect((await bind(id, { uploadId })).status).toBe(200);
    expect((await release(id)).attachments).toHaveLength(1);
  });

  it('whose parts do not come to what was announced, or are of another type, is not bound', async () => {
    const id = await draft();
    const { uploadId } = await begin(id);
    const forged = `${PART_BYTES}.${uploadId.split('.').slice(1).join('.')}`;
    const smaller = (await onUpload('GET', id, forged)).body as unknown as Upload;
    await sendAll(smaller);
    expect(faultsOf(await bind(id, { uploadId: forged }))).toEqual(['/versionId upload-size-differs']);
    const other = await begin(id);
    for (const part of other.parts) await putPart(part, Buffer.alloc(file.length, 'x'));
    expect(faultsOf(await bind(id, { uploadId: other.uploadId }))).toEqual(['/versionId upload-not-of-type']);
    expect((await release(id)).version).toBe(1);
  });

  it('is known under its own item alone, to those who may edit it, until it is given up', async () => {
    const [id, other] = [await draft(), await draft()];
    const { uploadId } = await begin(id);
    for (const foreign of [uploadId, 'none', `1.x.${'y'.repeat(50)}`, `${2 ** 40}.x.y`]) {
      expect(faultsOf(await onUpload('GET', other, foreign))).toEqual(['/uploadId upload-unknown']);
      expect(faultsOf(await bind(other, { uploadId: foreign }))).toEqual(['/uploadId upload-unknown']);
      expect((await onUpload('DELETE', other, foreign)).status).toBe(200);
    }
    for (const method of ['GET', 'DELETE']) expect(await onUpload(method, id, uploadId, 'reader')).toMatchObject({ status: 403 });
    expect((await onUpload('GET', id, uploadId)).status).toBe(200);
    for (let time = 0; time < 2; time += 1) expect((await onUpload('DELETE', id, uploadId)).status).toBe(200);
    expect(faultsOf(await onUpload('GET', id, uploadId))).toEqual(['/uploadId upload-unknown']);
  });

  it('is bound by one of two names for it, and not by both or neither', async () => {
    const id = await draft();
    for (const body of [{}, { versionId: 'x', uploadId: 'y' }]) expect(faultsOf(await bind(id, body))).toEqual(['/versionId required']);
  });
});
