import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expecting, type ApiClient } from '../../local/demonstration/api-client.ts';
import { textFor } from '../../web/text/index.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
let a: ApiClient;
let b: ApiClient;
let admin: ApiClient;
beforeAll(async () => {
  scene = await openScene();
  [a, b, admin] = [scene.cast.publisher, await scene.as('publisher-b.network'), await scene.as('admin.office')];
});
afterAll(() => scene.end());

const leave = async (person: ApiClient, cover?: string) =>
  person.call('POST', `/people/${await scene.idOf(person)}/leave`, { from: '2025-03-05', until: '2025-03-07', ...(cover === undefined ? {} : { cover }) });

describe('A-22: no A and no B on duty', () => {
  let standIn: string;
  let approved: string;
  let scheduled: string;

  it('a leave that would leave nobody is refused, and allowed once somebody stands in', async () => {
    standIn = await scene.idOf(await scene.as('head.network'));
    await expecting(leave(b));
    expect(await leave(a)).toMatchObject({ status: 422, body: { type: 'blocked-by-checks', errors: [{ pointer: '/from', code: 'nobody-on-duty' }] } });
    expect((await leave(a, standIn)).status).toBe(201);
    await scene.quiet();
  });

  it('who stands in puts online and sets hours; when they are disabled, nobody is left', async () => {
    approved = await scene.approved();
    scheduled = await scene.approved();
    const at = new Date(scene.now() + 3_600_000).toISOString();
    await scene.act(await scene.as('head.network'), scheduled, 'publication', { at });
    await expecting(admin.call('PUT', `/people/${standIn}/roles`, { roles: [] }));
    expect((await expecting(admin.call('GET', '/people')))['roster']).toMatchObject({ onDuty: [] });
  });

  it.each(['zh-CN', 'en'] as const)('publication is refused, in %s, and nothing changes', async (language) => {
    const text = textFor(language);
    const before = [await scene.read(approved), await scene.events(approved), await scene.read(scheduled)];
    for (const person of [a, b]) {
      for (const [method, id, body] of [['POST', approved, {}], ['POST', approved, { at: '2025-03-06T09:00+08:00' }], ['DELETE', scheduled, undefined]] as const) {
        const refused = await person.call(method, `/releases/${id}/publication`, body, { 'accept-language': language });
        expect(refused).toMatchObject({ status: 422, body: { type: 'blocked-by-checks', title: text['problem.title.blocked-by-checks'] } });
        const [fault] = refused.body['errors'] as { code: string; detail: string }[];
        expect(fault?.code).toBe('nobody-on-duty');
        expect(fault?.detail).toContain(text['problem.fault.nobody-on-duty'].split('{')[0]);
        expect(fault?.detail).not.toContain('{');
      }
    }
    expect([await scene.read(approved), await scene.events(approved), await scene.read(scheduled)]).toEqual(before);
    expect(before[0]).toMatchObject({ state: 'approved' });
  });

  it('the item stays in the publishers’ worklist, goes online when one of them is back, and what was set keeps its hour', async () => {
    for (const person of [a, b]) expect(await scene.offered(person, approved)).toBe('approved');
    await scene.moveTo(scene.now() + 2 * 3_600_000);
    expect((await scene.read(scheduled))['state']).toBe('published');
    const { id, leaves } = await expecting(a.call('GET', '/me'));
    const [mine] = leaves as { readonly id: string }[];
    await expecting(a.call('DELETE', `/people/${String(id)}/leave/${mine?.id ?? ''}`));
    await scene.act(a, approved, 'publication');
    await scene.quiet();
    expect((await scene.read(approved))['state']).toBe('published');
  });
});
