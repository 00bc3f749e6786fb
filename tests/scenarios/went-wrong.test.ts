import { DynamoDBClient, GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { ListExecutionsCommand, SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Release } from '../../domain/release/release.ts';
import { releaseKey } from '../../functions/shared/record/keys.ts';
import { expecting } from '../../local/demonstration/api-client.ts';
import { clientSettings } from '../e2e/clients.ts';
import { approvalOf, goodRelease, publishNow, stages } from '../support/release-line.ts';
import { openScene, type Scene } from './scene.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let scene: Scene;
let machines: SFNClient;
let database: DynamoDBClient;
beforeAll(async () => {
  scene = await openScene();
  machines = new SFNClient(clientSettings(scene.laptop));
  database = new DynamoDBClient(clientSettings(scene.laptop));
});
afterAll(async () => {
  machines.destroy();
  database.destroy();
  await scene.end();
});

const edit = (id: string, version: unknown, title: string) =>
  scene.cast.submitter.call('PUT', `/releases/${id}`, { ...goodRelease, title }, { 'if-match': String(version) });

/** An approved item that a publisher has set an hour for. */
async function scheduledFor(at: number): Promise<string> {
  const id = await scene.approved();
  await scene.act(scene.cast.publisher, id, 'publication', { at: new Date(at).toISOString() });
  await scene.quiet();
  return id;
}

describe('elsewhere jobs on every server missed schedules, and a lost queue lost the job', () => {
  it('the record is the truth: an item whose machine was lost goes online at its hour all the same, once', async () => {
    const at = scene.now() + HOUR;
    const id = await scheduledFor(at);
    const stateMachineArn = scene.laptop.cloud.template.outputs()['ReleaseMachine'] ?? '';
    const { executions = [] } = await machines.send(new ListExecutionsCommand({ stateMachineArn, statusFilter: 'RUNNING' }));
    const lost = executions.filter(({ name }) => name?.startsWith(id));
    expect(lost).toHaveLength(1);
    for (const { executionArn } of lost) await machines.send(new StopExecutionCommand({ executionArn }));
    await scene.quiet();
    await scene.moveTo(at + MINUTE);
    expect((await scene.read(id))['state']).toBe('published');
    expect((await scene.eventTypes(id)).filter((type) => type === 'PublicationBegun')).toHaveLength(1);
  });
});

describe('elsewhere a failed publish erased the schedule, and twenty days of retries blocked later updates', () => {
  it('it gives up within minutes and says so; approvals and the history of its hour stay, others go through meanwhile', async () => {
    const at = scene.now() + HOUR;
    const id = await scheduledFor(at);
    const { approvals } = await scene.read(id);
    await scene.withoutText(id, async () => {
      await scene.moveTo(at + MINUTE);
      expect((await scene.read(await scene.published()))['state']).toBe('published');
      await scene.moveTo(at + 10 * MINUTE);
    });
    expect(await scene.read(id)).toMatchObject({ state: 'publish-failed', approvals });
    const told = (await scene.events(id)).find(({ type }) => type === 'PublicationScheduled');
    expect(told?.data).toMatchObject({ scheduledFor: new Date(at).toISOString() });
    const before = await scene.eventTypes(id);
    await scene.moveTo(at + 2 * HOUR);
    expect(await scene.eventTypes(id)).toEqual(before);
    await publishNow(scene.cast, id);
    await scene.quiet();
    expect((await scene.read(id))['state']).toBe('published');
  });
});

describe('elsewhere a schedule bypassed approval', () => {
  it('approvals are checked again at the moment of publishing', async () => {
    const at = scene.now() + HOUR;
    const id = await scheduledFor(at);
    // No call takes an approval away; whatever does, the hour finds it missing.
    const key = { TableName: scene.laptop.cloud.template.outputs()['RecordsTable'] ?? '', Key: { pk: { S: releaseKey(id) }, sk: { S: 'HEAD' } } };
    const { Item = {} } = await database.send(new GetItemCommand(key));
    const release = JSON.parse(Item['release']?.S ?? '') as Release;
    const lacking = { ...release, approvals: release.approvals.slice(1) };
    await database.send(new UpdateItemCommand({ ...key, UpdateExpression: 'SET #release = :lacking', ExpressionAttributeNames: { '#release': 'release' }, ExpressionAttributeValues: { ':lacking': { S: JSON.stringify(lacking) } } }));
    await scene.moveTo(at + MINUTE);
    const asked = await scene.read(id);
    expect(asked).toMatchObject({ state: 'in-review', stage: 'first-review' });
    expect((await scene.page('/zhejiang/announcements/')).html).not.toContain(String(asked['title']));
    expect((await scene.cast.publisher.call('POST', `/releases/${id}/publication`, {})).status).toBe(409);
  });
});

describe('elsewhere unapproved pages joined an approved release', () => {
  it('any change voids every approval', async () => {
    const id = await scene.approved();
    await scene.act(scene.cast.submitter, id, 'recall');
    await scene.save(id, { summary: '只是加了概述。' });
    expect(await scene.act(scene.cast.submitter, id, 'submission')).toMatchObject({ state: 'in-review', stage: 'first-review' });
    expect((await scene.cast.publisher.call('POST', `/releases/${id}/publication`, {})).status).toBe(409);
  });
});

describe('elsewhere edits were lost on approval, or by saving a schedule', () => {
  it('of two saves of the same version one is refused, and its text is not mixed in', async () => {
    const { id } = await scene.draft();
    const answers = await Promise.all([edit(id, 1, '甲的标题'), edit(id, 1, '乙的标题')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect((await scene.read(id))['title']).toBe(['甲的标题', '乙的标题'][winner]);
  });

  it('an approval of the text before an edit is refused and the edit stays; so is a schedule over a version that is gone', async () => {
    const item = await scene.submitted();
    await scene.act(scene.cast.submitter, item.id, 'recall');
    const edited = await scene.save(item.id, { title: '改过的标题' });
    await scene.act(scene.cast.submitter, item.id, 'submission');
    expect(await scene.approve(item, 'first-review')).toMatchObject({ status: 409, body: { type: 'stale-content' } });
    for (const stage of stages) expect((await scene.approve(edited, stage)).status).toBe(200);
    const at = new Date(scene.now() + HOUR).toISOString();
    const stale = await scene.cast.publisher.call('POST', `/releases/${item.id}/publication`, { at }, { 'if-match': '1' });
    expect(stale).toMatchObject({ status: 412, body: { type: 'stale-version' } });
    expect(await scene.read(item.id)).toMatchObject({ state: 'approved', title: '改过的标题' });
  });
});

describe('elsewhere people were stuck on an outsider’s lock, and a save without change reset approvals', () => {
  it('a colleague goes on with a draft that somebody has open; saving it as it is leaves version, history and approvals', async () => {
    const item = await scene.submitted();
    await scene.approve(item, 'first-review');
    await scene.act(scene.cast.submitter, item.id, 'recall');
    const [before, events] = [await scene.read(item.id), await scene.eventTypes(item.id)];
    const colleague = await scene.as('all.personnel');
    await scene.save(item.id, {}, colleague);
    expect([await scene.read(item.id), await scene.eventTypes(item.id)]).toEqual([before, events]);
    await scene.save(item.id, { title: '同事改的标题' }, colleague);
    expect((await scene.read(item.id))['title']).toBe('同事改的标题');
  });
});

describe('elsewhere review dates were bumped without a review', () => {
  it('a correction that changes nothing is refused: page and dates move with a reviewed change alone', async () => {
    const id = await scene.published();
    const { url } = await scene.read(id);
    const { html } = await scene.page(url);
    await scene.act(scene.cast.submitter, id, 'corrections', { reason: '刷新日期。' });
    const refused = await scene.cast.submitter.call('POST', `/releases/${id}/submission`, {});
    expect(refused).toMatchObject({ status: 422, body: { type: 'validation', errors: [{ code: 'nothing-corrected' }] } });
    expect((await scene.page(url)).html).toBe(html);
  });
});

describe('elsewhere a republish task revived old pages', () => {
  it('a rebuild of the whole site leaves what was withdrawn gone, and shows no correction on its way', async () => {
    const [gone, corrected] = [await scene.published(), await scene.published()];
    await scene.act(scene.cast.publisher, gone, 'withdrawal', { reason: '已废止。' });
    await scene.act(scene.cast.submitter, corrected, 'corrections', { reason: '有误。', title: '还没有人审核' });
    await scene.quiet();
    const { invoker, template } = scene.laptop.cloud;
    const rebuilt = await invoker.invoke({ kind: 'account' }, { functionName: template.outputs()['RebuildSiteFunction'] ?? '', payload: JSON.stringify({ site: 'zhejiang' }) });
    expect(rebuilt.functionError).toBeUndefined();
    const [withdrawn, online] = [await scene.read(gone), await scene.read(corrected)];
    expect((await scene.page(withdrawn['url'])).status).toBe(410);
    for (const path of ['/zhejiang/', '/zhejiang/announcements/', online['url']]) {
      const { html } = await scene.page(path);
      expect([path, html.includes(String(withdrawn['url'])), html.includes('还没有人审核')]).toEqual([path, false, false]);
    }
  });
});

describe('holes found elsewhere', () => {
  it('a reviewer cannot change what was submitted, and a publisher cannot publish in the middle of a review', async () => {
    const item = await scene.submitted();
    const { version } = await scene.read(item.id);
    for (const person of [scene.cast.reviewers['first-review'], await scene.as('all.personnel'), scene.cast.submitter]) {
      expect((await person.call('PUT', `/releases/${item.id}`, { ...goodRelease, title: '审核人改的标题' }, { 'if-match': String(version) })).status).toBeGreaterThanOrEqual(400);
    }
    expect(await scene.cast.publisher.call('POST', `/releases/${item.id}/publication`, {})).toMatchObject({ status: 409, body: { type: 'wrong-state' } });
    expect(await scene.read(item.id)).toMatchObject({ state: 'in-review', stage: 'first-review', contentHash: item.contentHash });
  });

  it('a live page changes by a reviewed correction and in no other way', async () => {
    const id = await scene.published();
    const { url, version } = await scene.read(id);
    expect((await edit(id, version, '直接改的标题')).status).toBe(409);
    await scene.act(scene.cast.submitter, id, 'corrections', { reason: '标题有误。', title: '更正后的标题' });
    await scene.act(scene.cast.submitter, id, 'submission');
    const { contentHash } = await scene.read(id);
    for (const stage of stages) {
      expect((await scene.page(url)).html).not.toContain('更正后的标题');
      await expecting(scene.cast.reviewers[stage].call('POST', `/releases/${id}/decisions`, approvalOf(stage, contentHash)));
    }
    await publishNow(scene.cast, id);
    await scene.quiet();
    expect((await scene.page(url)).html).toContain('更正后的标题');
  });
});
