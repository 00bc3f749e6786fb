import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expecting } from '../../local/demonstration/api-client.ts';
import { goodRelease, stages } from '../support/release-line.ts';
import { openScene, type Scene } from './scene.ts';

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.end());

describe('the last editor is offered no approval, nor is an administrator', () => {
  it('who wrote the text sees others’ reviews in the worklist, and not that of the own text', async () => {
    const both = await scene.as('all.personnel');
    const own = await scene.draft({}, both);
    await scene.act(scene.cast.submitter, own.id, 'submission');
    const other = await scene.submitted();
    expect([await scene.offered(both, own.id), await scene.offered(both, other.id)]).toEqual([undefined, 'first-review']);
    expect(await scene.offered(scene.cast.reviewers['first-review'], own.id)).toBe('first-review');
    expect(await scene.approve(own, 'first-review', both)).toMatchObject({ status: 403, body: { type: 'separation-of-duties', facts: { duty: 'edit' } } });
  });

  it('who has done one duty on an item is offered no other on it', async () => {
    const both = await scene.as('all.personnel');
    const item = await scene.submitted();
    expect((await scene.approve(item, 'first-review', both)).status).toBe(200);
    expect(await scene.offered(both, item.id)).toBeUndefined();
    expect(await scene.offered(scene.cast.reviewers['confidentiality-review'], item.id)).toBe('confidentiality-review');
  });

  it('an administrator has none, whatever else they hold', async () => {
    const [admin, liaison] = [await scene.as('admin.office'), await scene.as('liaison.personnel')];
    const roles = [{ role: 'admin', unit: 'office' }, { role: 'reviewer', unit: 'personnel' }];
    await expecting(admin.call('PUT', `/people/${await scene.idOf(liaison)}/roles`, { roles }));
    const item = await scene.submitted();
    for (const person of [admin, liaison]) {
      expect(await scene.offered(person, item.id)).toBeUndefined();
      expect(await scene.approve(item, 'first-review', person)).toMatchObject({ status: 403, body: { type: 'forbidden' } });
    }
  });
});

describe('return, resubmit', () => {
  it('the right reviewer is asked again: who returned it, or everybody from the first on once the text has changed', async () => {
    const item = await scene.submitted();
    await scene.approve(item, 'first-review');
    const secrecy = scene.cast.reviewers['confidentiality-review'];
    const returning = { stage: 'confidentiality-review', outcome: 'return', contentHash: item.contentHash, remarks: '请核对名单。' };
    await scene.act(secrecy, item.id, 'decisions', returning);
    expect(await scene.offered(scene.cast.submitter, item.id)).toBe('returned');
    expect(await scene.offered(secrecy, item.id)).toBeUndefined();

    await scene.act(scene.cast.submitter, item.id, 'submission');
    expect(await scene.offered(secrecy, item.id)).toBe('confidentiality-review');
    await scene.act(secrecy, item.id, 'decisions', returning);
    await scene.save(item.id, { body: '<p>名单已核对。</p>' });
    await scene.act(scene.cast.submitter, item.id, 'submission');
    expect(await scene.offered(scene.cast.reviewers['first-review'], item.id)).toBe('first-review');
    expect(await scene.offered(secrecy, item.id)).toBeUndefined();
  });
});

describe('an edit after two approvals voids both, a save without change voids none', () => {
  it.each([
    ['a save without change', {}, 'second-review'],
    ['an edit of the body', { body: '<p>改过了。</p>' }, 'first-review'],
    ['an edit of the document number', { documentNumber: '浙教办〔2025〕7号' }, 'first-review'],
  ])('%s', async (_, changes, next) => {
    const item = await scene.submitted();
    for (const stage of stages.slice(0, 2)) await scene.approve(item, stage);
    await scene.act(scene.cast.submitter, item.id, 'recall');
    const before = await scene.eventTypes(item.id);
    await scene.save(item.id, changes);
    expect((await scene.eventTypes(item.id)).slice(before.length)).toEqual(Object.keys(changes).length === 0 ? [] : ['DraftSaved']);
    expect(await scene.act(scene.cast.submitter, item.id, 'submission')).toMatchObject({ state: 'in-review', stage: next });
  });
});

describe('an urgent item', () => {
  it('without a reason is refused, and with one it still passes every review, only faster', async () => {
    const refused = await scene.cast.submitter.call('POST', '/releases', { ...goodRelease, urgency: 'urgent' });
    expect(refused).toMatchObject({ status: 422, body: { type: 'validation', errors: [{ pointer: '/urgencyReason', code: 'urgency-reason-required' }] } });
    const [urgent, ordinary] = [await scene.submitted({ urgency: 'urgent', urgencyReason: '台风预警' }), await scene.submitted()];
    for (const stage of stages) {
      const [soon, later] = [await scene.duty(urgent.id, `S-${stage}`), await scene.duty(ordinary.id, `S-${stage}`)];
      expect([stage, Date.parse(soon.dueAt) < Date.parse(later.dueAt)]).toEqual([stage, true]);
      expect((await scene.cast.publisher.call('POST', `/releases/${urgent.id}/publication`, {})).status).toBe(409);
      for (const item of [urgent, ordinary]) expect((await scene.approve(item, stage)).status).toBe(200);
    }
    expect(Date.parse((await scene.duty(urgent.id, 'A-23a')).dueAt)).toBeLessThan(Date.parse((await scene.duty(ordinary.id, 'A-23b')).dueAt));
    expect((await scene.eventTypes(urgent.id)).filter((type) => type === 'StageApproved')).toHaveLength(stages.length);
  });
});

describe('a stale form is refused and the newer version shown', () => {
  it('the refusal names the version to look at, and what the other person wrote stands', async () => {
    const { id } = await scene.draft();
    const { version } = await scene.read(id);
    await scene.save(id, { title: '先到的标题' });
    const late = await scene.cast.submitter.call('PUT', `/releases/${id}`, { ...goodRelease, title: '后到的标题' }, { 'if-match': String(version) });
    const now = await scene.read(id);
    expect(late).toMatchObject({ status: 412, body: { type: 'stale-version', facts: { version: now['version'] } } });
    expect(now).toMatchObject({ version: Number(version) + 1, title: '先到的标题' });
  });
});

describe('a reviewer who is disabled mid-review', () => {
  it('the item is rerouted', async () => {
    const [admin, gone, standIn] = [await scene.as('admin.office'), scene.cast.reviewers['second-review'], await scene.as('head.finance')];
    const item = await scene.submitted();
    for (const stage of stages.slice(0, 2)) await scene.approve(item, stage);
    const from = await scene.idOf(gone);
    await expecting(admin.call('PUT', `/people/${from}/roles`, { roles: [] }));
    expect((await scene.approve(item, 'second-review', gone)).status).toBe(403);
    expect(await scene.offered(standIn, item.id)).toBeUndefined();

    await expecting(admin.call('POST', `/people/${from}/reassignment`, { to: await scene.idOf(standIn) }));
    await scene.quiet();
    expect(await scene.offered(standIn, item.id)).toBe('second-review');
    expect((await scene.approve(item, 'second-review', standIn)).body).toMatchObject({ state: 'in-review', stage: 'text-review' });
    expect((await scene.events(item.id)).at(-1)).toMatchObject({ type: 'StageApproved', data: { stage: 'second-review', covering: from } });
  });
});
