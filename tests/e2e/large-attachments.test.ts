import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { PART_BYTES } from '../../domain/release/attachments.ts';
import { apiClient, expecting, type ApiClient } from '../../local/demonstration/api-client.ts';
import { freePort, LaptopProcess, repository } from '../faults/laptop-process.ts';
import { goodRelease } from '../support/release-line.ts';
import { pdfOf, putPart, type PartSent } from '../support/uploading.ts';

/** A large file over the laptop's gateway, with signatures and grants as they are deployed. */
const NAME = '材料汇编.pdf';
const file = pdfOf(2 * PART_BYTES + 77);
const data = mkdtempSync(join(tmpdir(), 'fabu-parts-'));
let port: number;
let laptop: LaptopProcess;
let submitter: ApiClient;

interface Upload {
  readonly uploadId: string;
  readonly parts: readonly PartSent[];
}

async function start(): Promise<void> {
  laptop = new LaptopProcess({ data, port, directory: repository, options: ['--empty'] });
  await laptop.ready;
  const origin = `http://127.0.0.1:${port}`;
  const signedIn = await fetch(`${origin}/_local/sign-in`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'username=submitter.personnel@zhejiang.example' });
  submitter = apiClient(origin, ((await signedIn.json()) as { token: string }).token);
}

beforeAll(async () => {
  port = await freePort();
  await start();
});
afterAll(async () => {
  await laptop.end('SIGKILL');
  rmSync(data, { recursive: true, force: true });
});

const draft = async (): Promise<string> => String((await expecting(submitter.call('POST', '/releases', goodRelease)))['id']);
const begin = async (id: string): Promise<Upload> => (await expecting(submitter.call('POST', `/releases/${id}/attachments`, { name: NAME, type: 'application/pdf', size: file.length }))) as unknown as Upload;
const place = (id: string): string => `/releases/${id}/attachments/${encodeURIComponent(NAME)}`;
const standing = async (id: string, uploadId: string): Promise<Upload> => (await expecting(submitter.call('GET', `${place(id)}/uploads/${uploadId}`))) as unknown as Upload;

it('breaks in the middle, everything is killed, and it goes on with what has arrived', async () => {
  const id = await draft();
  const { uploadId, parts } = await begin(id);
  expect((await putPart(parts[0]!, file)).status).toBe(200);
  await laptop.end('SIGKILL');
  await start();
  const resumed = await standing(id, uploadId);
  expect(resumed.parts.map(({ arrived }) => arrived)).toEqual([true, false, false]);
  for (const part of resumed.parts.filter(({ arrived }) => !arrived)) expect((await putPart(part, file)).status).toBe(200);
  const bound = await expecting(submitter.call('PUT', place(id), { uploadId }));
  expect(bound['attachments']).toEqual([{ name: NAME, type: 'application/pdf', size: file.length, hash: createHash('sha256').update(file).digest('hex') }]);
  expect(await expecting(submitter.call('PUT', place(id), { uploadId }))).toEqual(bound);
  const { url } = await expecting(submitter.call('GET', place(id)));
  expect(Buffer.from(await (await fetch(String(url))).arrayBuffer()).equals(file)).toBe(true);
});

it('the bucket takes no part of another length, number, item or key, and a browser may read the ETag', async () => {
  const id = await draft();
  const { parts, uploadId } = await begin(id);
  const [first, , last] = parts as [PartSent, PartSent, PartSent];
  const longer = Buffer.concat([file, Buffer.alloc(10)]);
  const refused = [
    await putPart(last, longer, { size: 78 }),
    await putPart(last, file, { size: 76 }),
    await putPart({ ...first, url: first.url!.replace('partNumber=1', 'partNumber=2') }, file),
    await putPart({ ...first, url: first.url!.replace(/uploads\/zhejiang-./, 'uploads/zhejiang-0') }, file),
    await putPart({ ...first, url: first.url!.replace(/X-Amz-Signature=./, 'X-Amz-Signature=g') }, file),
  ];
  expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403, 403]);
  expect((await standing(id, uploadId)).parts.some(({ arrived }) => arrived)).toBe(false);
  const sent = await putPart(last, file, { headers: { origin: `http://127.0.0.1:${port}` } });
  expect([sent.status, sent.headers.get('access-control-expose-headers')?.toLowerCase()]).toEqual([200, expect.stringContaining('etag')]);
  await expecting(submitter.call('DELETE', `${place(id)}/uploads/${uploadId}`));
  expect(await submitter.call('GET', `${place(id)}/uploads/${uploadId}`)).toMatchObject({ status: 422 });
  expect((await putPart(first, file)).status).toBe(404);
});
