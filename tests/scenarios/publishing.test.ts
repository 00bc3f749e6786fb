import { ListExecutionsCommand, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expecting } from '../../local/demonstration/api-client.ts';
import { clientSettings } from '../e2e/clients.ts';
import type { Fields } from '../e2e/observe.ts';
import { publishNow } from '../support/release-line.ts';
import { openScene, type Scene } from './scene.ts';

const HOUR = 3_600_000;

let scene: Scene;
let machines: SFNClient;
beforeAll(async () => {
  scene = await openScene();
  machines = new SFNClient(clientSettings(scene.laptop));
});
afterAll(async () => {
  machines.destroy();
  await scene.end();
});

/** Sets the hour of an approved item, at which the machine puts it online. */
async function scheduled(id: string, at: number): Promise<void> {
  await scene.act(scene.cast.publisher, id, 'publication', { at: new Date(at).toISOString() });
}

const count = (all: readonly string[], type: string): number => all.filter((each) => each === type).length;

describe('a job that fires twice publishes once', () => {
  it('two machines of the same item, at the same hour', async () => {
    const stateMachineArn = scene.laptop.cloud.template.outputs()['ReleaseMachine'] ?? '';
    const id = await scene.approved();
    const at = scene.now() + HOUR;
    await scheduled(id, at);
    await scene.quiet();
    const { executions = [] } = await machines.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }));
    const generation = Number(executions.find(({ name }) => name?.startsWith(id))?.name?.split('-').at(-1));
    const input = JSON.stringify({ releaseId: id, generation, next: 'await-schedule', at: new Date(at).toISOString() });
    await machines.send(new StartExecutionCommand({ stateMachineArn, name: `${id}-again`, input }));
    await scene.moveTo(at + 60_000);

    const types = await scene.eventTypes(id);
    expect([count(types, 'PublicationBegun'), count(types, 'ReleasePublished')]).toEqual([1, 1]);
    const { url, title } = await scene.read(id);
    const { html } = await scene.page('/zhejiang/announcements/');
    expect(html.split(String(url))).toHaveLength(2);
    expect(html.split(String(title))).toHaveLength(2);
  });

  it('a publisher’s click that is sent twice', async () => {
    const id = await scene.approved();
    const click = () => scene.cast.publisher.call('POST', `/releases/${id}/publication`, {}, { 'idempotency-key': 'one-click' });
    const answers = [await click(), await click()];
    expect(answers[1]).toEqual(answers[0]);
    expect((await scene.cast.publisher.call('POST', `/releases/${id}/publication`, {})).status).toBe(409);
    await scene.quiet();
    const types = await scene.eventTypes(id);
    expect([count(types, 'PublicationRequested'), count(types, 'ReleasePublished')]).toEqual([1, 1]);
  });
});

describe('one of ten due items fails', () => {
  it('nine are published, one shows publish-failed, its editors are told', async () => {
    const ids = [];
    for (let number = 0; number < 10; number += 1) ids.push(await scene.approved());
    const [broken = '', ...whole] = ids;
    const at = scene.now() + HOUR;
    for (const id of ids) await scheduled(id, at);
    await scene.withoutText(broken, () => scene.moveTo(at + 15 * 60_000));

    for (const id of whole) {
      const { state, url } = await scene.read(id);
      expect([state, (await scene.page(url)).status]).toEqual(['published', 200]);
    }
    expect(await scene.read(broken)).toMatchObject({ state: 'publish-failed', failure: expect.any(String) as string });
    // Told, so far: it stands in both posts' worklist, its clock runs on, and the department finds it by its state.
    for (const name of ['publisher-a.network', 'publisher-b.network']) expect(await scene.offered(await scene.as(name), broken)).toBe('publish-failed');
    expect(await scene.duty(broken, 'A-23b')).toMatchObject({ state: 'running', holder: 'publisher-a' });
    const { items } = await expecting(scene.cast.submitter.call('GET', '/releases?state=publish-failed'));
    expect((items as Fields[]).map(({ id }) => id)).toEqual([broken]);
    expect((await scene.events(broken)).at(-1)).toMatchObject({ type: 'PublicationFailed', by: 'system', data: { error: expect.any(String) as string } });

    await publishNow(scene.cast, broken);
    await scene.quiet();
    expect((await scene.read(broken))['state']).toBe('published');
  });
});

describe('a draft newer than the approved revision does not go live', () => {
  it('neither a submission taken back and edited before its hour, nor a correction that nobody has reviewed', async () => {
    const id = await scene.approved();
    const at = scene.now() + HOUR;
    await scheduled(id, at);
    await scene.act(scene.cast.submitter, id, 'recall');
    await scene.save(id, { title: '无人审核的标题' });
    await scene.moveTo(at + HOUR);
    expect((await scene.read(id))['state']).toBe('draft');

    const online = await scene.published();
    const { url, title } = await scene.read(online);
    await scene.act(scene.cast.submitter, online, 'corrections', { reason: '有误。', title: '无人审核的更正' });
    expect((await scene.cast.publisher.call('POST', `/releases/${online}/publication`, {})).status).toBe(409);
    await scene.quiet();
    const { html } = await scene.page(url);
    expect(html).toContain(String(title));
    for (const page of [html, (await scene.page('/zhejiang/announcements/')).html]) expect(page).not.toContain('无人审核');
  });
});

describe('a withdrawal without an explanation is refused', () => {
  it('and the page stays; with one, the address tells it', async () => {
    const id = await scene.published();
    const { url } = await scene.read(id);
    for (const [body, code] of [[{}, 'required'], [{ reason: ' ' }, 'reason-required']] as const) {
      const refused = await scene.cast.publisher.call('POST', `/releases/${id}/withdrawal`, body);
      expect(refused).toMatchObject({ status: 422, body: { type: 'validation', errors: [{ pointer: '/reason', code }] } });
    }
    expect((await scene.page(url)).status).toBe(200);
    await scene.act(scene.cast.publisher, id, 'withdrawal', { reason: '附表数据有误。' });
    await scene.quiet();
    const gone = await scene.page(url);
    expect([gone.status, gone.html.includes('附表数据有误。')]).toEqual([410, true]);
  });
});

describe('post B’s work records that it covers for post A', () => {
  it('while A is on leave, now and for a set hour; not so what A does', async () => {
    const [a, b] = [scene.cast.publisher, await scene.as('publisher-b.network')];
    const requested = async (id: string) => (await scene.events(id)).find(({ type }) => type.startsWith('Publication'));
    const byA = await scene.published();
    expect((await requested(byA))?.data).not.toHaveProperty('covering');

    const [now, later] = [await scene.approved(), await scene.approved()];
    await expecting(a.call('POST', `/people/${await scene.idOf(a)}/leave`, { from: '2025-03-05', until: '2025-03-07' }));
    expect((await a.call('POST', `/releases/${now}/publication`, {})).body).toMatchObject({ type: 'forbidden', errors: [{ code: 'on-leave' }] });
    await scene.act(b, now, 'publication');
    await scene.act(b, later, 'publication', { at: new Date(scene.now() + HOUR).toISOString() });
    await scene.quiet();
    for (const id of [now, later]) expect(await requested(id)).toMatchObject({ by: await scene.idOf(b), data: { covering: 'publisher-a' } });
    expect((await scene.read(now))['state']).toBe('published');
  });
});
