import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { start, START, type Running } from './fixture.ts';

let running: Running;
beforeAll(async () => {
  running = await start();
});
afterAll(() => running.close());

const put = (Key: string, Body: string | Buffer = 'text', more: object = {}, Bucket = 'versioned') =>
  running.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Key: string, more: object = {}, Bucket = 'versioned') => running.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
const remove = (Key: string, more: object = {}, Bucket = 'versioned') =>
  running.client.send(new DeleteObjectCommand({ Bucket, Key, ...more }));
const md5 = (text: string) => `"${createHash('md5').update(text).digest('hex')}"`;
const status = (code: number) => ({ $metadata: { httpStatusCode: code } });

test('an object comes back with its bytes, headers, metadata, ETag and time', async () => {
  const asked = { ContentType: 'text/html', CacheControl: 'no-store', ContentDisposition: 'inline', ContentEncoding: 'gzip', Metadata: { item: 'zj-1' } };
  const written = await put('a/页面 &<>"\'+%20.html', '正文', asked);
  expect(written).toMatchObject({ ETag: md5('正文'), ChecksumCRC32: expect.any(String) as string });
  const read = await get('a/页面 &<>"\'+%20.html', { ChecksumMode: 'ENABLED' });
  expect(read).toMatchObject({ ...asked, ETag: md5('正文'), LastModified: new Date(START), VersionId: written.VersionId, ChecksumCRC32: written.ChecksumCRC32 });
  expect(await read.Body!.transformToString()).toBe('正文');
  const head = await running.client.send(new HeadObjectCommand({ Bucket: 'versioned', Key: 'a/页面 &<>"\'+%20.html' }));
  expect(head).toMatchObject({ ...asked, ContentLength: 6 });
});

test.each(['../../escape', '..', '/leading', 'a//b', '\u{1F600}', 'a\\b', 'nul\u0001'])('any text is a key: %j', async (key) => {
  await put(key, key);
  expect(await (await get(key)).Body!.transformToString()).toBe(key);
});

test('a streamed upload is taken out of its chunks and verified by its trailer', async () => {
  const text = 'x'.repeat(200_000);
  await put('streamed', Readable.from([Buffer.from(text)]) as unknown as Buffer, { ContentLength: text.length, ChecksumAlgorithm: 'CRC32' });
  const read = await get('streamed');
  expect(read.ContentEncoding).toBeUndefined();
  expect(await read.Body!.transformToString()).toBe(text);
});

test('chunked bytes that do not match their trailer are refused', async () => {
  const response = await fetch(`${running.url}/versioned/broken`, {
    method: 'PUT',
    headers: { authorization: 'AWS4', 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', 'x-amz-trailer': 'x-amz-checksum-crc32' },
    body: '4\r\ntext\r\n0\r\nx-amz-checksum-crc32:AAAAAA==\r\n\r\n',
  });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('<Code>BadDigest</Code>');
});

test.each([
  ['MD5', { ContentMD5: createHash('md5').update('other').digest('base64') }, 'BadDigest'],
  ['CRC32', { ChecksumCRC32: 'AAAAAA==' }, 'BadDigest'],
  ['SHA256', { ChecksumSHA256: createHash('sha256').update('other').digest('base64') }, 'BadDigest'],
])('an upload whose %s does not match is refused', async (_name, more, name) => {
  await expect(put('digest', 'text', more)).rejects.toMatchObject({ name });
  await expect(get('digest')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('ranges', async () => {
  await put('range', '0123456789');
  const part = async (Range: string) => (await get('range', { Range })).Body!.transformToString();
  expect(await Promise.all(['bytes=2-4', 'bytes=7-', 'bytes=-3', 'bytes=8-99'].map(part))).toEqual(['234', '789', '789', '89']);
  expect(await get('range', { Range: 'bytes=2-4' })).toMatchObject({ ContentRange: 'bytes 2-4/10', ContentLength: 3, ...status(206) });
  await expect(get('range', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange', ...status(416) });
});

test('conditional reads', async () => {
  const { ETag } = await put('read-if', 'text');
  await expect(get('read-if', { IfNoneMatch: ETag })).rejects.toMatchObject(status(304));
  await expect(get('read-if', { IfModifiedSince: new Date(START) })).rejects.toMatchObject(status(304));
  await expect(get('read-if', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed', ...status(412) });
  await expect(get('read-if', { IfMatch: ETag, IfModifiedSince: new Date(START - 1000) })).resolves.toMatchObject(status(200));
});

test.each(['plain', 'versioned'])('conditional writes in bucket %s: 412 on mismatch, 404 on a missing key', async (bucket) => {
  await expect(put('write-if', 'a', { IfMatch: '"x"' }, bucket)).rejects.toMatchObject({ name: 'NoSuchKey', ...status(404) });
  const { ETag } = await put('write-if', 'a', { IfNoneMatch: '*' }, bucket);
  await expect(put('write-if', 'b', { IfNoneMatch: '*' }, bucket)).rejects.toMatchObject({ name: 'PreconditionFailed', ...status(412) });
  await expect(put('write-if', 'b', { IfMatch: '"other"' }, bucket)).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await put('write-if', 'b', { IfMatch: ETag }, bucket);
  expect(await (await get('write-if', {}, bucket)).Body!.transformToString()).toBe('b');
});

test('a delete marker counts as no object', async () => {
  const { ETag } = await put('marked', 'a');
  await remove('marked');
  await expect(put('marked', 'b', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey', ...status(404) });
  await expect(put('marked', 'b', { IfNoneMatch: '*' })).resolves.toMatchObject(status(200));
});

test.each(['plain', 'versioned'])('of many first writes to one key in bucket %s exactly one wins', async (bucket) => {
  const writes = Array.from({ length: 20 }, (_, i) => put('first', `writer ${i}`, { IfNoneMatch: '*' }, bucket).then(() => `writer ${i}`));
  const settled = await Promise.allSettled(writes);
  const winners = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  expect(winners).toEqual([await (await get('first', {}, bucket)).Body!.transformToString()]);
});

test('conditional deletes', async () => {
  const { ETag } = await put('delete-if', 'a');
  await expect(remove('delete-if', { IfMatch: '"other"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await expect(remove('delete-if', { IfMatch: ETag })).resolves.toMatchObject({ DeleteMarker: true });
  await expect(remove('delete-if', { IfMatch: ETag })).rejects.toMatchObject({ name: 'NoSuchKey', ...status(404) });
});

test('versions: markers hide, versions stay, and go one by one', async () => {
  const first = await put('history', '1');
  const second = await put('history', '2');
  const marker = await remove('history');
  await expect(get('history')).rejects.toMatchObject({ name: 'NoSuchKey' });
  await expect(get('history', { VersionId: marker.VersionId })).rejects.toMatchObject({ name: 'MethodNotAllowed', ...status(405) });
  expect(await (await get('history', { VersionId: first.VersionId })).Body!.transformToString()).toBe('1');

  const listed = await running.client.send(new ListObjectVersionsCommand({ Bucket: 'versioned', Prefix: 'history' }));
  expect(listed.Versions!.map((one) => one.VersionId)).toEqual([second.VersionId, first.VersionId]);
  expect(listed.DeleteMarkers).toMatchObject([{ VersionId: marker.VersionId, IsLatest: true }]);

  expect(await remove('history', { VersionId: marker.VersionId })).toMatchObject({ DeleteMarker: true });
  expect(await (await get('history')).Body!.transformToString()).toBe('2');
  await remove('history', { VersionId: second.VersionId });
  expect(await (await get('history')).Body!.transformToString()).toBe('1');
});

test('a page of versions goes on where the last one ended', async () => {
  const written = [];
  for (const text of ['1', '2', '3']) written.unshift((await put('pages-of-versions', text)).VersionId);
  const found: (string | undefined)[] = [];
  let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (let isMore = true; isMore; ) {
    const page = await running.client.send(new ListObjectVersionsCommand({ Bucket: 'versioned', Prefix: 'pages-of-', MaxKeys: 1, ...marker }));
    found.push(...page.Versions!.map((one) => one.VersionId));
    marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    isMore = page.IsTruncated === true;
  }
  expect(found).toEqual(written);
});

test('many deletions in one call each succeed or fail for themselves', async () => {
  await put('together/1', '1');
  await put('together/2', '2');
  const Objects = [{ Key: 'together/1' }, { Key: 'together/2', ETag: '"other"' }, { Key: 'together/never' }];
  const answer = await running.client.send(new DeleteObjectsCommand({ Bucket: 'versioned', Delete: { Objects } }));
  expect(answer.Deleted!.map((one) => one.Key)).toEqual(['together/1', 'together/never']);
  expect(answer.Errors).toMatchObject([{ Key: 'together/2', Code: 'PreconditionFailed' }]);
});

test('a copy takes bytes and headers along, or new headers', async () => {
  await put('源', 'text', { ContentType: 'text/plain' });
  const CopySource = `versioned/${encodeURIComponent('源')}`;
  await running.client.send(new CopyObjectCommand({ Bucket: 'plain', Key: 'copy', CopySource }));
  expect(await get('copy', {}, 'plain')).toMatchObject({ ContentType: 'text/plain', ETag: md5('text') });
  const renamed = { Bucket: 'plain', Key: 'copy', CopySource, MetadataDirective: 'REPLACE', ContentType: 'text/html' } as const;
  await running.client.send(new CopyObjectCommand(renamed));
  expect(await get('copy', {}, 'plain')).toMatchObject({ ContentType: 'text/html' });
});

test('lists by prefix and delimiter, page by page, in the order of UTF-8 bytes', async () => {
  const keys = ['list/a/1', 'list/a/2', 'list/b', 'list/c/1', 'list/\uFF5E', 'list/\u{1F600}'];
  await Promise.all(keys.map((key) => put(key, 'x', {}, 'plain')));
  const pages: string[][] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await running.client.send(
      new ListObjectsV2Command({ Bucket: 'plain', Prefix: 'list/', Delimiter: '/', MaxKeys: 2, ContinuationToken }),
    );
    pages.push([...(page.CommonPrefixes ?? []).map((one) => one.Prefix!), ...(page.Contents ?? []).map((one) => one.Key!)]);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  expect(pages).toEqual([['list/a/', 'list/b'], ['list/c/', 'list/\uFF5E'], ['list/\u{1F600}']]);
  const after = await running.client.send(new ListObjectsV2Command({ Bucket: 'plain', Prefix: 'list/', StartAfter: 'list/b', EncodingType: 'url' }));
  expect(after.Contents!.map((one) => one.Key)).toEqual(['list/c/1', 'list/%EF%BD%9E', 'list/%F0%9F%98%80']);
});

test('more objects than one read of the index are listed whole', async () => {
  for (let i = 0; i < 450; i += 1) running.s3.putObject('plain', `many/${String(i).padStart(4, '0')}`, Buffer.alloc(0));
  const listed = await running.client.send(new ListObjectsV2Command({ Bucket: 'plain', Prefix: 'many/' }));
  expect(listed).toMatchObject({ KeyCount: 450, IsTruncated: false });
  expect(running.s3.listObjects('plain', 'many/')).toHaveLength(450);
});

test('buckets say what they are', async () => {
  expect(await running.client.send(new GetBucketVersioningCommand({ Bucket: 'versioned' }))).toMatchObject({ Status: 'Enabled' });
  expect((await running.client.send(new GetBucketVersioningCommand({ Bucket: 'plain' }))).Status).toBeUndefined();
  expect(await running.client.send(new HeadBucketCommand({ Bucket: 'plain' }))).toMatchObject({ BucketRegion: 'eu-central-1' });
  await expect(running.client.send(new HeadBucketCommand({ Bucket: 'nowhere' }))).rejects.toMatchObject(status(404));
  await expect(get('x', {}, 'nowhere')).rejects.toMatchObject({ name: 'NoSuchBucket' });
});

test('what is not served is refused by name, parameters and headers too', async () => {
  const refused = (message: string) => ({ name: 'NotImplemented', message, ...status(501) });
  await expect(running.client.send(new ListBucketsCommand())).rejects.toMatchObject(refused("The laptop does not serve S3's ListBuckets."));
  await expect(running.client.send(new GetObjectTaggingCommand({ Bucket: 'plain', Key: 'x' }))).rejects.toMatchObject(
    refused("The laptop does not serve S3's GetObject with ?tagging."),
  );
  await expect(put('x', 'x', { Tagging: 'a=b' })).rejects.toMatchObject(refused("The laptop does not serve S3's header x-amz-tagging."));
  await expect(put('x', 'x', { ChecksumAlgorithm: 'SHA1' })).resolves.toBeDefined();
});

test('an anonymous call is refused', async () => {
  running.s3.putObject('plain', 'private', Buffer.from('text'));
  expect((await fetch(`${running.url}/plain/private`)).status).toBe(403);
});

test('who may not list is answered 403, not 404, for a missing key', async () => {
  const strict = await start({ mayList: () => false });
  const missing = strict.client.send(new GetObjectCommand({ Bucket: 'plain', Key: 'missing' }));
  await expect(missing).rejects.toMatchObject({ name: 'AccessDenied', ...status(403) });
  await strict.close();
});

test('the rooms of the laptop reach the same objects', async () => {
  running.s3.putObject('plain', 'assets/a.css', Buffer.from('a{}'), { 'content-type': 'text/css' });
  expect(await get('assets/a.css', {}, 'plain')).toMatchObject({ ContentType: 'text/css', ETag: md5('a{}') });
  expect(running.s3.getObject('plain', 'assets/a.css')).toMatchObject({ body: Buffer.from('a{}'), modified: START });
  running.s3.deleteObject('plain', 'assets/a.css');
  expect(running.s3.headObject('plain', 'assets/a.css')).toBeUndefined();
});
