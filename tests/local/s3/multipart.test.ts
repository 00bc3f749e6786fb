import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListPartsCommand,
  UploadPartCommand,
  type CompletedPart,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { start, type Running } from './fixture.ts';

const BIG = Buffer.alloc(5 * 1024 * 1024, 'a');

let running: Running;
beforeAll(async () => {
  running = await start();
});
afterAll(() => running.close());

async function begin(Key: string) {
  const { UploadId } = await running.client.send(
    new CreateMultipartUploadCommand({ Bucket: 'uploads', Key, ContentType: 'video/mp4', ChecksumAlgorithm: 'CRC32' }),
  );
  const upload = { Bucket: 'uploads', Key, UploadId };
  const part = async (PartNumber: number, Body: Buffer): Promise<CompletedPart> => {
    const { ETag, ChecksumCRC32 } = await running.client.send(new UploadPartCommand({ ...upload, PartNumber, Body }));
    return { PartNumber, ETag, ChecksumCRC32 };
  };
  const complete = (Parts: CompletedPart[], more: object = {}) =>
    running.client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts }, ...more }));
  return { upload, part, complete };
}

test('parts become one object', async () => {
  const { upload, part, complete } = await begin('parts');
  const parts = [await part(1, BIG), await part(2, Buffer.from('first try'))];
  parts[1] = await part(2, Buffer.from('end'));
  const listed = await running.client.send(new ListPartsCommand(upload));
  expect(listed.Parts!.map(({ PartNumber, Size }) => [PartNumber, Size])).toEqual([[1, BIG.length], [2, 3]]);
  const completed = await complete(parts);
  expect(completed.ETag).toMatch(/^"[0-9a-f]{32}-2"$/);
  const read = await running.client.send(new GetObjectCommand({ Bucket: 'uploads', Key: 'parts', Range: `bytes=${BIG.length - 1}-` }));
  expect(read).toMatchObject({ ContentType: 'video/mp4', ETag: completed.ETag });
  expect(await read.Body!.transformToString()).toBe('aend');
  await expect(running.client.send(new ListPartsCommand(upload))).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('what does not fit is refused, and the upload stays open', async () => {
  const { part, complete } = await begin('unfit');
  const parts = [await part(1, Buffer.from('small')), await part(2, Buffer.from('end'))];
  await expect(complete(parts)).rejects.toMatchObject({ name: 'EntityTooSmall' });
  await expect(complete([...parts].reverse())).rejects.toMatchObject({ name: 'InvalidPartOrder' });
  await expect(complete([{ PartNumber: 1, ETag: '"other"' }])).rejects.toMatchObject({ name: 'InvalidPart' });
  await expect(complete([parts[1]!])).resolves.toBeDefined();
});

test('completing can be made conditional', async () => {
  running.s3.putObject('uploads', 'taken', Buffer.from('text'));
  const { part, complete } = await begin('taken');
  const parts = [await part(1, Buffer.from('late'))];
  await expect(complete(parts, { IfNoneMatch: '*' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  expect(running.s3.getObject('uploads', 'taken')?.body.toString()).toBe('text');
});

test('an aborted upload is gone', async () => {
  const { upload, part, complete } = await begin('aborted');
  const parts = [await part(1, Buffer.from('text'))];
  await running.client.send(new AbortMultipartUploadCommand(upload));
  await expect(complete(parts)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  expect(running.s3.headObject('uploads', 'aborted')).toBeUndefined();
});
