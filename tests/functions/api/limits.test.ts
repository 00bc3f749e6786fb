import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { idempotencyKeyOf } from '../../../functions/shared/http/request.ts';
import { content, personWith } from '../../domain/release/sample.ts';
import { ask, deploy, enrol, eventOf, faultsOf, type Answer, type Call, type Deployed, type Handler } from '../api-fixture.ts';
import { quiet } from '../quiet.ts';

quiet();
let deployed: Deployed;
let handlers: Readonly<Record<'author' | 'act' | 'read' | 'people' | 'duties' | 'missing', Handler>>;

beforeAll(async () => {
  deployed = await deploy();
  const api = '../../../functions/api';
  const [author, act, read, people, duties, missing] = await Promise.all(['author', 'act', 'read', 'people', 'duties', 'missing'].map((name) => import(`${api}/${name}.ts`) as Promise<{ handler: Handler }>));
  handlers = { author: author!.handler, act: act!.handler, read: read!.handler, people: people!.handler, duties: duties!.handler, missing: missing!.handler };
  await enrol(deployed, 'writer', ['submitter', 'basic-education']);
});
afterAll(() => deployed.close());

const as = 'writer';
const create = (call: Call): Promise<Answer> => ask(handlers.author, 'POST /api/releases', undefined, { as, ...call });
const draft = async (written: unknown = content): Promise<string> => String((await create({ body: written })).body['id']);
const cursorOf = (place: unknown): string => Buffer.from(JSON.stringify(place)).toString('base64url');

describe('names that are longer than any key of the record', () => {
  const long = `zhejiang-${'a'.repeat(3000)}`;

  it('name nothing, whoever asks', async () => {
    expect((await ask(handlers.read, 'GET /api/releases/{id}', long, { as })).status).toBe(404);
    expect((await ask(handlers.author, 'PUT /api/releases/{id}', long, { as, body: content, headers: { 'if-match': '1' } })).status).toBe(404);
    expect((await ask(handlers.act, 'POST /api/releases/{id}/submission', long, { as, body: {} })).status).toBe(404);
    expect((await ask(handlers.duties, 'POST /api/duties/{id}/acknowledge', long, { as, body: {} })).status).toBe(404);
    expect((await ask(handlers.people, 'GET /api/people/{id}/events', long, { as })).status).toBe(404);
    expect((await ask(handlers.missing, 'GET /missing/{proxy+}', `zhejiang/${'a'.repeat(3000)}`, {})).status).toBe(404);
  });

  it('are no place in a list', async () => {
    const places = [{ pk: '', sk: 'HEAD' }, { pk: long, sk: 'HEAD' }, { pk: 'a', sk: '' }];
    for (const place of places) {
      const cursor = cursorOf({ ...place, listing: 'zhejiang', listedAt: '2025' });
      expect(faultsOf(await ask(handlers.read, 'GET /api/releases', undefined, { as, query: { cursor } }))).toEqual(['/query/cursor bad-cursor']);
    }
    const cursor = cursorOf(`2025-01-01T${'a'.repeat(3000)}#`);
    expect(faultsOf(await ask(handlers.duties, 'GET /api/ledger', undefined, { as, query: { cursor } }))).toEqual(['/query/cursor bad-cursor']);
  });
});

describe('a body', () => {
  it('is as long as it is shown: what grows beyond the limit as it is made harmless is refused', async () => {
    expect(faultsOf(await create({ body: { ...content, body: `<p>${'&'.repeat(1024 * 1024 - 10)}</p>` } }))).toEqual(['/body body-too-large']);
  });

  it('names nothing that every object has', async () => {
    const text = JSON.stringify(content).replace(/}$/, ',"__proto__":{"title":"x"},"constructor":1}');
    expect(faultsOf(await create({ text })).sort()).toEqual(['/__proto__ unknown-field', '/constructor unknown-field']);
    expect(faultsOf(await ask(handlers.act, 'POST /api/releases/{id}/submission', await draft(), { as, text: '{"__proto__":{}}' }))).toEqual(['/__proto__ unknown-field']);
  });

  it('is read however deep it goes', async () => {
    expect((await create({ text: '['.repeat(200_000) })).status).toBe(422);
    expect((await create({ text: `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}` })).status).toBe(422);
    expect((await create({ body: { ...content, body: `${'<div>'.repeat(20_000)}a` } })).status).toBe(201);
  });

  it('says an instant with four digits of a year, in whatever zone', async () => {
    for (const at of ['9999-12-31T23:59:59-01:00', '0000-01-01T00:00:00+08:00']) {
      expect(faultsOf(await create({ body: { ...content, trigger: { event: 'issued', at } } }))).toContain('/trigger/at bad-instant');
    }
  });

  it('of which a field has the wrong form is not said to lack that field', async () => {
    const wrong = { ...content, urgency: 'urgent', urgencyReason: 'x'.repeat(501), source: 'submission' };
    expect(faultsOf(await create({ body: wrong }))).toEqual(['/urgencyReason too-long']);
  });
});

describe('an idempotency key', () => {
  it('is of one person and one address: sent under another name, it is another request', () => {
    const keyOf = (name: string, person = 'writer'): string | undefined => {
      const event = eventOf('DELETE /api/releases/{id}/attachments/{name}', 'zhejiang-a', { parameters: { name }, headers: { 'idempotency-key': 'k' } });
      return idempotencyKeyOf(event, personWith('submitter', 'basic-education', { id: person }));
    };
    expect(keyOf('a.pdf')).toBe(keyOf('a.pdf'));
    expect(new Set([keyOf('a.pdf'), keyOf('b.pdf'), keyOf('a.pdf', 'another')]).size).toBe(3);
  });
});
