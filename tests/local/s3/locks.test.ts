import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  PutObjectCommand,
  PutObjectLegalHoldCommand,
  PutObjectRetentionCommand,
  S3Client,
  type ObjectLockRetention,
  type PutObjectCommandInput,
} from '@aws-sdk/client-s3';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SECRET, start, START, type Running } from './fixture.ts';

const DAY = 86_400_000;
const inDays = (days: number) => new Date(START + days * DAY);

let running: Running;
beforeAll(async () => {
  running = await start();
  running.s3.createBucket({ name: 'defaulted', versioned: true, objectLock: { defaultRetention: { mode: 'COMPLIANCE', days: 3 } } });
});
afterAll(() => running.close());
beforeEach(() => {
  running.clock.time = START;
});

const seal = async (more: Partial<PutObjectCommandInput>, Bucket = 'seals') => {
  const { VersionId } = await running.client.send(new PutObjectCommand({ Bucket, Key: 'seal', Body: 'sealed', ...more }));
  return { Bucket, Key: 'seal', VersionId };
};
const retain = (which: object, Retention: ObjectLockRetention, more: object = {}) =>
  running.client.send(new PutObjectRetentionCommand({ ...(which as { Bucket: string; Key: string }), Retention, ...more }));
const erase = (which: { Bucket: string; Key: string }, more: object = {}) => running.client.send(new DeleteObjectCommand({ ...which, ...more }));
const denied = { name: 'AccessDenied', $metadata: { httpStatusCode: 403 } };
const bypass = { BypassGovernanceRetention: true };

test('a version under COMPLIANCE cannot be deleted until its day has come', async () => {
  const sealed = await seal({ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: inDays(2) });
  await expect(erase(sealed, bypass)).rejects.toMatchObject(denied);
  running.clock.time = START + 2 * DAY;
  await expect(erase(sealed)).resolves.toBeDefined();
});

test('a locked version cannot be deleted among others either, which go', async () => {
  const [sealed, free] = [await seal({ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: inDays(2) }), await seal({})];
  const Objects = [sealed, free].map(({ Key, VersionId }) => ({ Key, VersionId }));
  const answer = await running.client.send(new DeleteObjectsCommand({ Bucket: 'seals', Delete: { Objects } }));
  expect(answer.Errors).toMatchObject([{ VersionId: sealed.VersionId, Code: 'AccessDenied' }]);
  expect(answer.Deleted).toMatchObject([{ VersionId: free.VersionId }]);
});

test('what is to be locked comes with a checksum', async () => {
  const client = new S3Client({ endpoint: running.url, region: 'eu-central-1', forcePathStyle: true, requestChecksumCalculation: 'WHEN_REQUIRED', credentials: { accessKeyId: 'local', secretAccessKey: SECRET } });
  const put = (Bucket: string, more: object = {}) => client.send(new PutObjectCommand({ Bucket, Key: 'bare', Body: 'sealed', ...more }));
  await expect(put('defaulted')).rejects.toMatchObject({ name: 'InvalidRequest', $metadata: { httpStatusCode: 400 } });
  await expect(put('defaulted', { ContentMD5: createHash('md5').update('sealed').digest('base64') })).resolves.toBeDefined();
  await expect(put('seals')).resolves.toBeDefined();
  client.destroy();
});

test('a delete marker and a new version leave the locked one in place', async () => {
  const sealed = await seal({ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: inDays(2) });
  await seal({ Body: 'another' });
  await erase({ Bucket: 'seals', Key: 'seal' });
  const read = await running.client.send(new GetObjectCommand(sealed));
  expect(await read.Body!.transformToString()).toBe('sealed');
});

test('GOVERNANCE yields to the bypass only', async () => {
  const sealed = await seal({ ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: inDays(2) });
  await expect(erase(sealed)).rejects.toMatchObject(denied);
  await expect(retain(sealed, { Mode: 'GOVERNANCE', RetainUntilDate: inDays(1) })).rejects.toMatchObject(denied);
  await retain(sealed, { Mode: 'GOVERNANCE', RetainUntilDate: inDays(1) }, bypass);
  await expect(erase(sealed, bypass)).resolves.toBeDefined();
});

test('a retention may be lengthened, and under COMPLIANCE never shortened', async () => {
  const sealed = await seal({ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: inDays(2) });
  await retain(sealed, { Mode: 'COMPLIANCE', RetainUntilDate: inDays(4) });
  await expect(retain(sealed, { Mode: 'COMPLIANCE', RetainUntilDate: inDays(3) }, bypass)).rejects.toMatchObject(denied);
  const { Retention } = await running.client.send(new GetObjectRetentionCommand(sealed));
  expect(Retention).toEqual({ Mode: 'COMPLIANCE', RetainUntilDate: inDays(4) });
  const head = await running.client.send(new HeadObjectCommand(sealed));
  expect(head).toMatchObject({ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: inDays(4) });
});

test('a legal hold holds without a date', async () => {
  const sealed = await seal({ ObjectLockLegalHoldStatus: 'ON' });
  await expect(erase(sealed, bypass)).rejects.toMatchObject(denied);
  await running.client.send(new PutObjectLegalHoldCommand({ ...sealed, LegalHold: { Status: 'OFF' } }));
  await expect(erase(sealed)).resolves.toBeDefined();
});

test("the bucket's default holds for what brings no retention of its own", async () => {
  const sealed = await seal({}, 'defaulted');
  await expect(erase(sealed)).rejects.toMatchObject(denied);
  running.clock.time = START + 3 * DAY;
  await expect(erase(sealed)).resolves.toBeDefined();
});

test('a bucket without Object Lock refuses a retention', async () => {
  const sealing = seal({ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: inDays(2) }, 'versioned');
  await expect(sealing).rejects.toMatchObject({ name: 'InvalidRequest' });
});

test('Object Lock and versions cannot be taken from a bucket', () => {
  expect(() => running.s3.createBucket({ name: 'seals', versioned: true })).toThrow('Bucket seals has Object Lock');
  expect(() => running.s3.createBucket({ name: 'versioned', versioned: false })).toThrow('Bucket versioned has versions');
});
