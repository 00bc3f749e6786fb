import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstBreak } from '../../../domain/record/event.ts';
import { readEvents } from '../../../functions/shared/record/events.ts';
import { readHead } from '../../../functions/shared/record/head.ts';
import { content, urgent } from '../../domain/release/sample.ts';
import { ask, deploy, enrol, faultsOf, type Answer, type Call, type Deployed, type Handler } from '../api-fixture.ts';
import { quiet } from '../quiet.ts';

const logged = quiet();
let deployed: Deployed;
let handlers: { readonly author: Handler; readonly act: Handler; readonly read: Handler };

beforeAll(async () => {
  deployed = await deploy();
  const [author, act, read] = await Promise.all([import('../../../functions/api/author.ts'), import('../../../functions/api/act.ts'), import('../../../functions/api/read.ts')]);
  handlers = { author: author.handler, act: act.handler, read: read.handler };
  await enrol(deployed, 'writer', ['submitter', 'basic-education']);
  await enrol(deployed, 'reviewer', ['reviewer', 'basic-education']);
  await enrol(deployed, 'elsewhere', ['submitter', 'finance']);
});
afterAll(() => deployed.close());

const create = (call: Call): Promise<Answer> => ask(handlers.author, 'POST /api/releases', undefined, { as: 'writer', ...call });
const save = (id: string, call: Call): Promise<Answer> => ask(handlers.author, 'PUT /api/releases/{id}', id, { as: 'writer', ...call });
const submit = (id: string, call: Call = {}): Promise<Answer> => ask(handlers.act, 'POST /api/releases/{id}/submission', id, { as: 'writer', ...call });
const decide = (id: string, call: Call): Promise<Answer> => ask(handlers.act, 'POST /api/releases/{id}/decisions', id, { as: 'reviewer', ...call });
const read = (id: string, call: Call = {}): Promise<Answer> => ask(handlers.read, 'GET /api/releases/{id}', id, { as: 'writer', ...call });
const draft = async (): Promise<string> => String((await create({ body: content })).body['id']);

describe('who is served', () => {
  it('without the secret of the distribution: nobody', async () => {
    for (const secret of ['', 'wrong', 'origin-secret-of-the-tesT', 'origin-secret-of-the-test2']) {
      expect(await create({ body: content, headers: { 'x-fabu-origin-secret': secret } })).toMatchObject({ status: 403, body: { type: 'forbidden' } });
    }
  });

  it('an ID token says nothing of a right to act', async () => {
    for (const token_use of ['id', '']) expect(await create({ body: content, claims: { token_use } })).toMatchObject({ status: 401, body: { type: 'unauthenticated' } });
  });

  it('who is not enrolled is refused, and so is the same subject of another issuer', async () => {
    expect(await create({ body: content, as: 'stranger' })).toMatchObject({ status: 403, body: { type: 'forbidden' } });
    expect(await create({ body: content, claims: { iss: 'https://other.example' } })).toMatchObject({ status: 403 });
  });

  it('whether a draft exists is no business of other departments', async () => {
    const id = await draft();
    expect(await read(id, { as: 'elsewhere' })).toMatchObject({ status: 404, body: { type: 'not-found' } });
    expect(await read('zhejiang-none')).toMatchObject({ status: 404 });
    expect((await read(id)).status).toBe(200);
  });
});

describe('problems', () => {
  it('come in the caller’s language, as problem+json that nobody keeps', async () => {
    const inWords = async (language: string) => (await create({ body: { ...content, title: 7 }, headers: { 'accept-language': language } }));
    const [chinese, english] = [await inWords('zh-CN,zh;q=0.9'), await inWords('en-GB')];
    expect(english.headers).toMatchObject({ 'content-type': 'application/problem+json; charset=utf-8', 'content-language': 'en', 'cache-control': 'no-store' });
    expect(english.body).toMatchObject({ type: 'validation', status: 422, title: 'The content sent has faults', errors: [{ pointer: '/title', code: 'wrong-type', detail: 'This field has the wrong type; expected string.' }] });
    expect(chinese.headers['content-language']).toBe('zh-CN');
    expect(JSON.stringify(chinese.body)).toMatch(/[\u4e00-\u9fff]/);
    expect(chinese.body['type']).toBe('validation');
  });

  it('name every fault at once, by JSON pointer', async () => {
    const { title: _, ...lacking } = content;
    const wrong = { ...lacking, body: '', kind: 'gossip', urgency: 'soon', disclosure: { attribute: 'proactive', 'a/b~c': 1 }, issuedOn: '2025-02-30', trigger: { event: 'issued', at: 'yesterday' }, summary: 'x'.repeat(501), colour: 'red' };
    expect(faultsOf(await create({ body: wrong })).sort()).toEqual(
      [
        '/title required',
        '/body required',
        '/kind not-allowed',
        '/urgency not-allowed',
        '/disclosure/a~1b~0c unknown-field',
        '/issuedOn bad-date',
        '/trigger/at bad-instant',
        '/summary too-long',
        '/colour unknown-field',
      ].sort(),
    );
  });

  it.each([
    ['not JSON', '{', ' not-json'],
    ['a list', '[]', ' not-object'],
    ['nothing', 'null', ' not-object'],
    ['a number', '1', ' not-object'],
  ])('say what is wrong with a body that is %s', async (_, text, fault) => {
    expect(await create({ text })).toMatchObject({ status: 422 });
    expect(faultsOf(await create({ text }))).toEqual([fault]);
  });

  it('refuse unknown fields in every body, and change nothing', async () => {
    const id = await draft();
    expect(faultsOf(await submit(id, { body: { now: true } }))).toEqual(['/now unknown-field']);
    expect(faultsOf(await decide(id, { body: { stage: 'first-review', outcome: 'approve', contentHash: 'x', override: [] } })).sort()).toEqual(['/contentHash bad-hash', '/override unknown-field']);
    expect((await readHead(deployed.table, id))?.seq).toBe(1);
  });

  it('are not made of our own mistakes: those are a plain 500 with a log line and no words of anybody', async () => {
    const broken = { ...content, title: '机密标题' };
    deployed.s3.deleteObject('content', `content/${String((await create({ body: broken })).body['contentHash'])}`);
    const id = String((await create({ body: broken })).body['id']);
    deployed.s3.deleteObject('content', `content/${String((await readHead(deployed.table, id))?.release.contentHash)}`);
    expect(await read(id)).toMatchObject({ status: 500, body: { message: 'Internal Server Error' } });
    expect(logged.some((line) => line.includes('REQUEST_FAILED'))).toBe(true);
    expect(logged.some((line) => line.includes('机密标题'))).toBe(false);
  });
});

describe('versions', () => {
  it('a save needs the version that was seen, quoted or not; a stale or odd one changes nothing', async () => {
    const id = await draft();
    const given = async (version: string | undefined, title: string) => save(id, { body: { ...content, title }, headers: version === undefined ? {} : { 'if-match': version } });
    expect(faultsOf(await given(undefined, 'a'))).toEqual(['/headers/If-Match if-match-required']);
    for (const odd of ['*', 'W/"1"', '"one"', '1, 2', '']) expect(faultsOf(await given(odd, 'a'))).toEqual(['/headers/If-Match bad-if-match']);
    expect(await given('"1"', 'b')).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { version: 2 } });
    expect(await given('2', 'c')).toMatchObject({ status: 200, body: { version: 3 } });
    expect(await given('2', 'd')).toMatchObject({ status: 412, body: { type: 'stale-version', facts: { version: 3 } } });
    expect(await submit(id, { headers: { 'if-match': '2' } })).toMatchObject({ status: 412 });
    expect((await readHead(deployed.table, id))?.release).toMatchObject({ title: 'c', version: 3, state: 'draft' });
  });

  it('of two people who save what both saw, one is told', async () => {
    const id = await draft();
    const saves = await Promise.all(['甲', '乙'].map((title) => save(id, { body: { ...content, title }, headers: { 'if-match': '1' } })));
    expect(saves.map((answer) => answer.status).sort()).toEqual([200, 412]);
  });
});

describe('idempotency', () => {
  it('a repeated create gives the first answer and makes nothing new, at once too', async () => {
    const call: Call = { body: urgent, headers: { 'idempotency-key': 'k-1' } };
    const answers = await Promise.all([create(call), create(call), create(call)]);
    const later = await create(call);
    for (const answer of [...answers, later]) expect([answer.status, answer.body]).toEqual([201, later.body]);
    expect((await readHead(deployed.table, String(later.body['id'])))?.seq).toBe(1);
    expect((await create({ ...call, headers: { 'idempotency-key': 'k-2' } })).body['id']).not.toBe(later.body['id']);
  });

  it('a repeated act gives the first answer, whatever has happened since; without a key it is refused', async () => {
    const id = await draft();
    const headers = { 'idempotency-key': 'submit-1', 'if-match': '1' };
    const first = await submit(id, { headers });
    expect(first).toMatchObject({ status: 200, body: { state: 'in-review', stage: 'first-review', version: 2 } });
    const { contentHash } = (await readHead(deployed.table, id))!.release;
    expect(await decide(id, { body: { stage: 'first-review', outcome: 'return', contentHash, remarks: '改' } })).toMatchObject({ status: 200, body: { state: 'returned' } });
    expect((await submit(id, { headers })).body).toEqual(first.body);
    expect((await readHead(deployed.table, id))?.release.state).toBe('returned');
    expect(await decide(id, { headers, body: { stage: 'first-review', outcome: 'return', contentHash, remarks: '改' } })).toMatchObject({ status: 412 });
  });

  it('a repeated save gives the first answer, though its version is no longer the one that was seen', async () => {
    const id = await draft();
    const call: Call = { body: { ...content, title: '改过的标题' }, headers: { 'idempotency-key': 'save-1', 'if-match': '1' } };
    const first = await save(id, call);
    expect(first).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await save(id, call)).toMatchObject({ status: 200, body: first.body });
    expect((await readHead(deployed.table, id))?.seq).toBe(2);
    expect(await save(id, { ...call, headers: { 'if-match': '1' } })).toMatchObject({ status: 412 });
  });

  it('a repeat orders the relay again while something waits for it: the first order may have been cut off too', async () => {
    const id = await draft();
    const headers = { 'idempotency-key': 'submit-2' };
    await submit(id, { headers });
    const before = deployed.relayed.length;
    await submit(id, { headers });
    expect(deployed.relayed.slice(before)).toEqual([{ pk: `SITE#zhejiang#RELEASE#${id}` }]);
  });

  it('a key is 1 to 200 visible characters', async () => {
    for (const key of ['', ' ', 'a b', '键', 'x'.repeat(201)]) {
      expect(faultsOf(await create({ body: content, headers: { 'idempotency-key': key } }))).toEqual(['/headers/Idempotency-Key bad-idempotency-key']);
    }
  });
});

describe('what is written', () => {
  it('orders the relay after each commit that something waits for', async () => {
    const before = deployed.relayed.length;
    const id = await draft();
    await submit(id);
    expect(deployed.relayed.slice(before)).toEqual([{ pk: `SITE#zhejiang#RELEASE#${id}` }]);
  });

  it('is sanitised before anybody reviews it', async () => {
    const id = String((await create({ body: { ...content, body: '<p onclick="x()">好</p><script>x()</script>' } })).body['id']);
    const body = String((await read(id)).body['body']);
    expect(body).toContain('好');
    expect(body).not.toMatch(/script|onclick/);
  });

  it('I5: half a character in remarks does not break the chain', async () => {
    const id = await draft();
    await submit(id);
    const { contentHash } = (await readHead(deployed.table, id))!.release;
    const text = `{"stage":"first-review","outcome":"reject","contentHash":"${contentHash}","remarks":"坏\\ud83d字"}`;
    expect(await decide(id, { text })).toMatchObject({ status: 200, body: { state: 'rejected' } });
    const events = await readEvents(deployed.table, (await readHead(deployed.table, id))!);
    expect(events.at(-1)?.data['remarks']).toBe('坏\ufffd字');
    expect(firstBreak(events)).toBeUndefined();
  });
});

describe('lists', () => {
  const list = (query: Record<string, string>): Promise<Answer> => ask(handlers.read, 'GET /api/releases', undefined, { as: 'writer', query });

  it('refuse a cursor that is no place in the caller’s listing', async () => {
    const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const place = { pk: 'a', sk: 'HEAD', listing: 'zhejiang', listedAt: 'x' };
    for (const cursor of ['%', encoded(5), encoded({}), encoded({ ...place, listing: 'hangzhou' }), encoded({ ...place, more: 1 })]) {
      const answer = await list({ cursor });
      expect([answer.status, faultsOf(answer)]).toEqual([422, ['/query/cursor bad-cursor']]);
    }
  });

  it('page through everything once, newest first', async () => {
    const ids = await Promise.all(Array.from({ length: 55 }, (_, place) => create({ body: content, at: Date.parse('2025-10-10T00:00:00Z') + place }).then(({ body }) => String(body['id']))));
    const first = await list({});
    const second = await list({ cursor: String(first.body['cursor']) });
    const seen = [first, second].flatMap(({ body }) => (body['items'] as { id: string }[]).map(({ id }) => id));
    expect(seen.slice(0, 55)).toEqual(ids.reverse());
    expect(new Set(seen).size).toBe(seen.length);
  });
});
