import { createPresignedPost, type PresignedPostOptions } from '@aws-sdk/s3-presigned-post';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { clientOf, ORIGIN, start, type Running } from './fixture.ts';
import { presigned } from './presigned.ts';

let running: Running;
beforeAll(async () => {
  running = await start();
  running.s3.putObject('plain', '附件 1.pdf', Buffer.from('text'));
});
afterAll(() => running.close());

const reading = (options: { expiresIn?: number; signingDate?: Date } = {}, client = running.client) =>
  presigned(client, running.url, { bucket: 'plain', key: '附件 1.pdf', query: { 'response-content-type': 'text/plain' }, ...options });

const codeOf = async (response: Response) => `${response.status} ${/<Code>(\w+)</.exec(await response.text())?.[1] ?? ''}`;

test('a presigned URL reads, and may name the headers of its answer', async () => {
  const response = await fetch(await reading());
  expect(await response.text()).toBe('text');
  expect(response.headers.get('content-type')).toBe('text/plain');
});

test('a presigned URL writes', async () => {
  const url = await presigned(running.client, running.url, { method: 'PUT', bucket: 'uploads', key: 'put' });
  expect((await fetch(url, { method: 'PUT', body: 'uploaded', headers: { 'content-type': 'text/plain' } })).status).toBe(200);
  expect(running.s3.getObject('uploads', 'put')?.body.toString()).toBe('uploaded');
  expect(await codeOf(await fetch(url, { method: 'GET' }))).toBe('403 SignatureDoesNotMatch');
});

test('a presigned URL expires by real time', async () => {
  const url = await reading({ expiresIn: 60, signingDate: new Date(Date.now() - 61_000) });
  expect(await codeOf(await fetch(url))).toBe('403 AccessDenied');
});

test('a presigned URL is held to its signature and its key', async () => {
  const url = await reading();
  expect(await codeOf(await fetch(url.replace('text%2Fplain', 'text%2Fhtml')))).toBe('403 SignatureDoesNotMatch');
  expect(await codeOf(await fetch(await reading({}, clientOf(running.url, 'another secret'))))).toBe('403 SignatureDoesNotMatch');
  expect(await codeOf(await fetch(await reading({}, clientOf(running.url, 'x', 'nobody'))))).toBe('403 InvalidAccessKeyId');
  expect(await codeOf(await fetch(url.replace(/X-Amz-Expires=\d+/, 'X-Amz-Expires=999999')))).toBe('400 AuthorizationQueryParametersError');
});

const LIMITS: NonNullable<PresignedPostOptions['Conditions']> = [
  ['content-length-range', 2, 10],
  ['starts-with', '$Content-Type', 'image/'],
];

interface Change {
  readonly fields?: Record<string, string>;
  readonly body?: string;
  readonly expires?: number;
  readonly secret?: string;
  readonly without?: string;
}

async function post({ fields = {}, body = 'picture', expires = 600, secret, without }: Change = {}): Promise<Response> {
  const client = secret === undefined ? running.client : clientOf(running.url, secret);
  const signed = await createPresignedPost(client, { Bucket: 'uploads', Key: 'in/${filename}', Conditions: LIMITS, Expires: expires });
  const form = new FormData();
  const all: Record<string, string> = { ...signed.fields, 'Content-Type': 'image/png', ...fields };
  for (const [name, value] of Object.entries(all)) if (name !== without) form.set(name, value);
  form.set('file', new Blob([body]), '图.png');
  return fetch(signed.url, { method: 'POST', body: form, headers: { origin: ORIGIN } });
}

test('a presigned form uploads, and its answer shows a browser the ETag', async () => {
  const response = await post();
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  expect(response.headers.get('access-control-expose-headers')).toContain('ETag');
  expect(running.s3.getObject('uploads', 'in/图.png')).toMatchObject({ body: Buffer.from('picture'), headers: { 'content-type': 'image/png' } });
});

test.each<[string, Change, string]>([
  ['too long', { body: 'x'.repeat(11) }, '400 EntityTooLarge'],
  ['too short', { body: 'x' }, '400 EntityTooSmall'],
  ['of another type', { fields: { 'Content-Type': 'text/html' } }, '403 AccessDenied'],
  ['under another key', { fields: { key: 'elsewhere' } }, '403 AccessDenied'],
  ['with a field the policy does not know', { fields: { 'x-amz-meta-a': 'b' } }, '403 AccessDenied'],
  ['expired', { expires: -1 }, '403 AccessDenied'],
  ['without a policy', { without: 'Policy' }, '403 AccessDenied'],
  ['signed by another', { secret: 'another secret' }, '403 SignatureDoesNotMatch'],
  ['with a changed policy', { fields: { Policy: Buffer.from('{}').toString('base64') } }, '403 SignatureDoesNotMatch'],
])('a form %s is refused', async (_what, change, code) => {
  const before = running.s3.listObjects('uploads').length;
  expect(await codeOf(await post(change))).toBe(code);
  expect(running.s3.listObjects('uploads')).toHaveLength(before);
});

const ask = (origin: string, method: string) =>
  fetch(`${running.url}/uploads/in/a`, {
    method: 'OPTIONS',
    headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'content-type' },
  });

test('a browser may ask before it uploads', async () => {
  const allowed = await ask(ORIGIN, 'PUT');
  expect(allowed.status).toBe(200);
  expect(allowed.headers.get('access-control-allow-origin')).toBe(ORIGIN);
  expect(allowed.headers.get('access-control-allow-headers')).toBe('content-type');
  expect(allowed.headers.get('access-control-max-age')).toBe('600');
});

test.each([
  ['http://elsewhere.example', 'PUT'],
  [ORIGIN, 'DELETE'],
])('a page at %s may not %s', async (origin, method) => {
  expect(await codeOf(await ask(origin, method))).toBe('403 AccessForbidden');
});
