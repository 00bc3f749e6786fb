import { expect, test } from 'vitest';
import { s3ActionsOf } from '../../../local/s3/actions.ts';
import { accessKeyIdOf } from '../../../local/s3/caller.ts';
import { accountOwner, type WireRequest } from '../../../local/wire/wire.ts';

function call(method: string, target: string, headers: WireRequest['headers'] = {}, body = ''): WireRequest {
  const [path = '', query = ''] = target.split('?');
  return { method, path, query: new URLSearchParams(query), headers, body: Buffer.from(body), principal: accountOwner };
}

const on = (...actions: string[]) => actions.map((action) => ({ action, bucket: 'b', key: 'k/ 页' }));
const OBJECT = '/b/k/%20%E9%A1%B5';

test.each<[string, WireRequest, unknown]>([
  ['GET', call('GET', OBJECT), on('s3:GetObject')],
  ['HEAD', call('HEAD', OBJECT), on('s3:GetObject')],
  ['GET of a version', call('GET', `${OBJECT}?versionId=1`), on('s3:GetObjectVersion')],
  ['PUT', call('PUT', OBJECT), on('s3:PutObject')],
  ['PUT if absent', call('PUT', OBJECT, { 'if-none-match': '*' }), on('s3:PutObject')],
  ['PUT if it matches', call('PUT', OBJECT, { 'if-match': '"e"' }), on('s3:PutObject', 's3:GetObject')],
  ['PUT with a lock', call('PUT', OBJECT, { 'x-amz-object-lock-mode': 'COMPLIANCE' }), on('s3:PutObject', 's3:PutObjectRetention')],
  ['DELETE', call('DELETE', OBJECT), on('s3:DeleteObject')],
  ['DELETE if it matches', call('DELETE', OBJECT, { 'if-match': '"e"' }), on('s3:DeleteObject', 's3:GetObject')],
  [
    'DELETE of a version past governance',
    call('DELETE', `${OBJECT}?versionId=1`, { 'x-amz-bypass-governance-retention': 'true' }),
    on('s3:DeleteObjectVersion', 's3:BypassGovernanceRetention'),
  ],
  ['a part', call('PUT', `${OBJECT}?uploadId=u&partNumber=1`), on('s3:PutObject')],
  ['an abort', call('DELETE', `${OBJECT}?uploadId=u`), on('s3:AbortMultipartUpload')],
  ['a list', call('GET', '/b?list-type=2'), [{ action: 's3:ListBucket', bucket: 'b' }]],
  ['a list of versions', call('GET', '/b?versions'), [{ action: 's3:ListBucketVersions', bucket: 'b' }]],
  ['a preflight', call('OPTIONS', OBJECT), []],
  ['what the service refuses', call('GET', `${OBJECT}?acl`), []],
])('%s', (_what, request, actions) => {
  expect(s3ActionsOf(request)).toEqual(actions);
});

test('a copy needs to read its source', () => {
  expect(s3ActionsOf(call('PUT', OBJECT, { 'x-amz-copy-source': '/from/%E9?versionId=1' }))).toEqual([]);
  expect(s3ActionsOf(call('PUT', OBJECT, { 'x-amz-copy-source': '/from/a%20b?versionId=1' }))).toEqual([
    { action: 's3:GetObjectVersion', bucket: 'from', key: 'a b' },
    ...on('s3:PutObject'),
  ]);
});

test('many deletions need a right for each', () => {
  const body = '<Delete><Object><Key>a</Key></Object><Object><Key>b</Key><VersionId>1</VersionId></Object></Delete>';
  expect(s3ActionsOf(call('POST', '/b?delete', {}, body))).toEqual([
    { action: 's3:DeleteObject', bucket: 'b', key: 'a' },
    { action: 's3:DeleteObjectVersion', bucket: 'b', key: 'b' },
  ]);
});

const part = (disposition: string, text: string) => `--x\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n${text}\r\n`;
const FORM = `${part('name="key"', 'in/${filename}')}${part('name="X-Amz-Credential"', 'AKID/d/r/s3/aws4_request')}${part('name="file"; filename="a.png"', 'bytes')}--x--\r\n`;
const posted = call('POST', '/b', { 'content-type': 'multipart/form-data; boundary=x' }, FORM);

test("a form's upload is a PUT of its key", () => {
  expect(s3ActionsOf(posted)).toEqual([{ action: 's3:PutObject', bucket: 'b', key: 'in/a.png' }]);
});

test.each([
  ['a header', call('GET', OBJECT, { authorization: 'AWS4-HMAC-SHA256 Credential=AKID/d/r/s3/aws4_request, SignedHeaders=host' }), 'AKID'],
  ['a presigned URL', call('GET', `${OBJECT}?X-Amz-Credential=AKID%2Fd%2Fr%2Fs3%2Faws4_request`), 'AKID'],
  ['a form', posted, 'AKID'],
  ['nobody', call('GET', OBJECT), undefined],
])('the caller is known by %s', (_what, request, id) => {
  expect(accessKeyIdOf(request)).toBe(id);
});
