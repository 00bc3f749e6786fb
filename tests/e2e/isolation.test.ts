import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expecting } from '../../local/demonstration/api-client.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { approvalOf, bringToApproved, castOf, goodRelease, publishNow, type Cast } from '../support/release-line.ts';
import { moveBy, readPage, readRelease, type Fields } from './observe.ts';
import { poisonFor, type Poison } from './poison.ts';

const MINUTE = 60_000;
const TIMEOUT = { timeout: 120_000 };

let laptop: TestLaptop;
let personnel: Cast;
let legal: Cast;
let poison: Poison;
beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2026-03-02T09:00+08:00' });
  personnel = await castOf(laptop);
  legal = await castOf(laptop, 'legal');
  poison = poisonFor(laptop);
});
afterAll(() => laptop.end());

const items = async (answered: Promise<{ status: number; body: Fields }>): Promise<readonly Fields[]> => (await expecting(answered))['items'] as readonly Fields[];
const lettersFrom = (words: string): number => laptop.cloud.deadLetters.list().filter(({ payload }) => payload.includes(words)).length;

async function submitted(cast: Cast, title: string): Promise<{ id: string; contentHash: unknown }> {
  const draft = await expecting(cast.submitter.call('POST', '/releases', { ...goodRelease, title }));
  const id = String(draft['id']);
  await expecting(cast.submitter.call('POST', `/releases/${id}/submission`, {}));
  await laptop.cloud.clock.activity.quiet();
  return { id, contentHash: draft['contentHash'] };
}

/** Somebody else's work, from the draft to the page. */
async function othersGoOn(cast: Cast = legal): Promise<void> {
  const id = await bringToApproved(cast);
  await publishNow(cast, id);
  await laptop.cloud.clock.activity.quiet();
  const { state, url } = await readRelease(cast.submitter, id);
  expect(state).toBe('published');
  expect((await readPage(laptop, url)).status).toBe(200);
}

describe('an item whose record cannot be read', () => {
  it('is in nobody’s way: lists, tasks, duties, the sweeper and the seal go past it, and its events end with the dead letters', TIMEOUT, async () => {
    const damaged = await submitted(personnel, '关于损坏记录的通知');
    const neighbour = await submitted(personnel, '关于相邻记录的通知');
    await poison.head(damaged.id, { release: { S: '{"id":' }, card: { S: '{"id":' }, outboxOpen: { S: 'open' }, outboxSince: { S: '2026-01-01T00:00:00.000Z' } });

    const { reviewers, submitter } = personnel;
    expect((await items(submitter.call('GET', '/releases'))).map(({ id }) => id)).toContain(neighbour.id);
    const tasks = await items(reviewers['first-review'].call('GET', '/tasks'));
    expect(tasks.map(({ releaseId }) => releaseId)).toEqual([neighbour.id]);
    expect((await items(reviewers['first-review'].call('GET', '/duties'))).map(({ title }) => title)).toEqual(['关于相邻记录的通知']);
    await expecting(reviewers['first-review'].call('POST', `/releases/${neighbour.id}/decisions`, approvalOf('first-review', neighbour.contentHash)));
    expect((await submitter.call('GET', `/releases/${damaged.id}`)).status).toBe(500);

    // What a lost call has left in another outbox is still passed on.
    laptop.cloud.faults.set({ down: ['relay'] });
    await othersUntilApproved();
    laptop.cloud.faults.set({});
    for (let minute = 0; minute < 6; minute += 1) await moveBy(laptop, MINUTE);
    expect(await outboxesBut(damaged.id)).toEqual([]);
    expect(lettersFrom(damaged.id)).toBeGreaterThan(0);
    await othersGoOn();

    await moveBy(laptop, 24 * 60 * MINUTE);
    expect(laptop.cloud.logs.last().filter((line) => line.includes('SEAL_WRITTEN')).length).toBeGreaterThan(0);
    await poison.head(damaged.id, { outboxOpen: { S: 'set-aside' } });
  });

  async function othersUntilApproved(): Promise<void> {
    const id = await bringToApproved(legal);
    expect(await outboxesBut('')).toContain(`SITE#zhejiang#RELEASE#${id}`);
  }

  async function outboxesBut(id: string): Promise<readonly string[]> {
    return (await poison.openOutboxes()).filter((pk) => id === '' || !pk.endsWith(id));
  }
});

describe('an effect that can never be carried out', () => {
  it('is given up after ten tries and found by operators; its own item and all others go on', TIMEOUT, async () => {
    const { id } = await submitted(personnel, '关于无法执行的通知');
    await poison.outbox(id, '000099-0-event', '{"kind":"event"}');
    for (let minute = 0; minute < 12; minute += 1) await moveBy(laptop, MINUTE);
    expect(await poison.deadEffects()).toEqual([`SITE#zhejiang#RELEASE#${id}`]);
    expect(await readRelease(personnel.submitter, id)).toMatchObject({ state: 'in-review' });
    await othersGoOn();
  });
});

describe('an item whose content is missing', () => {
  it('fails to go online and says so; what others publish is not held up', TIMEOUT, async () => {
    const title = '关于内容缺失的通知';
    const id = await bringToApproved(personnel, { ...goodRelease, title, body: '<p>独一无二的正文。</p>' });
    await poison.content(String((await readRelease(personnel.submitter, id))['contentHash']));
    await publishNow(personnel, id);
    await othersGoOn();
    for (let minute = 0; minute < 20; minute += 1) await moveBy(laptop, MINUTE);
    // Its text is gone for its readers too; the list says where it stands.
    const listed = await items(personnel.submitter.call('GET', '/releases'));
    expect(listed.find((each) => each['id'] === id)).toMatchObject({ state: 'publish-failed' });
    await othersGoOn();
  });
});

describe('a queue of dead letters that cannot be reached', () => {
  it('loses the letter and nothing else: the outbox keeps what is to be done', TIMEOUT, async () => {
    laptop.cloud.faults.set({ down: ['relay', 'sqs'] });
    const before = laptop.cloud.deadLetters.list().length;
    const { id } = await submitted(personnel, '关于死信队列的通知');
    for (let minute = 0; minute < 6; minute += 1) await moveBy(laptop, MINUTE);
    expect(laptop.cloud.deadLetters.list()).toHaveLength(before);
    expect(await poison.openOutboxes()).toContain(`SITE#zhejiang#RELEASE#${id}`);
    laptop.cloud.faults.set({});
    await moveBy(laptop, 5 * MINUTE);
    expect((await poison.openOutboxes()).filter((pk) => pk.endsWith(id))).toEqual([]);
    await othersGoOn();
  });
});

describe('people of a stage who are disabled', () => {
  it('leave their own department waiting, which an alarm says; all others go on', TIMEOUT, async () => {
    const submitter = await laptop.as('submitter.planning');
    const admin = await laptop.as('admin.office');
    const draft = await expecting(submitter.call('POST', '/releases', { ...goodRelease, title: '关于无人初审的通知' }));
    await expecting(submitter.call('POST', `/releases/${String(draft['id'])}/submission`, {}));
    for (const name of ['reviewer.planning', 'all.planning']) {
      const { id } = await expecting((await laptop.as(name)).call('GET', '/me'));
      await expecting(admin.call('PUT', `/people/${String(id)}/roles`, { roles: [] }));
    }
    expect((await (await laptop.as('reviewer.planning')).call('GET', '/tasks')).status).toBe(403);
    await othersGoOn();
    expect(standing('duties-without-holder')).not.toBe('ALARM');
    for (let day = 0; day < 3; day += 1) await moveBy(laptop, 24 * 60 * MINUTE);
    expect(standing('duties-without-holder')).toBe('ALARM');
    await othersGoOn(personnel);
  });

  function standing(name: string): string | undefined {
    return laptop.cloud.cloudWatch.alarms().find((alarm) => alarm.name.endsWith(name))?.state;
  }
});
