import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expecting } from '../../local/demonstration/api-client.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { goodRelease } from '../support/release-line.ts';
import type { Fields } from './observe.ts';

let laptop: TestLaptop;
beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2025-09-30T14:50:00+08:00' });
});
afterAll(() => laptop.end());

interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
  readonly at: string;
}

interface Delivery {
  readonly verified: boolean;
  readonly body: string;
}

const local = async <Answer>(path: string): Promise<Answer> => (await fetch(`${laptop.origin}/_local/${path}`)).json() as Promise<Answer>;
const mails = () => local<Mail[]>('outbox');
const about = async (id: string) => (await mails()).filter(({ text }) => text.includes(id));
const to = (sent: readonly Mail[]) => sent.flatMap((mail) => mail.to).sort();

async function moveTo(instant: string): Promise<void> {
  const answer = await fetch(`${laptop.origin}/_local/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ to: instant }) });
  expect(answer.status).toBe(200);
  await laptop.cloud.clock.activity.quiet();
}

const urgent = { ...goodRelease, title: '关于台风停课的紧急通知', urgency: 'urgent', urgencyReason: '台风预警' };

async function submit(release: Record<string, unknown>, department = 'personnel'): Promise<string> {
  const submitter = await laptop.as(`submitter.${department}`);
  const draft = await expecting(submitter.call('POST', '/releases', release));
  const id = String(draft['id']);
  await expecting(submitter.call('POST', `/releases/${id}/submission`, {}));
  await laptop.cloud.clock.activity.quiet();
  return id;
}

async function setAddress(name: string, email: string): Promise<void> {
  const admin = await laptop.as('admin.office');
  const { items } = await expecting(admin.call('GET', '/people?unit=personnel'));
  const person = (items as Fields[]).find((each) => each['name'] === name)!;
  const roles = (person['roles'] as Fields[]).map(({ role, unit }) => ({ role, unit }));
  await expecting(admin.call('PUT', `/people/${String(person['id'])}/roles`, { roles, email }));
}

async function deadLetters(order: object = {}): Promise<Fields> {
  const functionName = laptop.cloud.template.outputs()['DeadLettersFunction']!;
  const at = new Date(laptop.cloud.clock.now()).toISOString();
  const { payload } = await laptop.cloud.invoker.invoke({ kind: 'account' }, { functionName, payload: JSON.stringify({ at, ...order }) });
  return JSON.parse(payload) as Fields;
}

describe('people are told', () => {
  let ordinary: string;
  let late: string;

  it('of an ordinary item not at once', async () => {
    ordinary = await submit(goodRelease);
    await moveTo('2025-09-30T17:29:00+08:00');
    expect(await mails()).toEqual([]);
    expect(await local('webhooks')).toEqual([]);
  });

  it('of an urgent one at once, on a holiday and at night, by mail and by webhook: what and until when, and not a word of its title', async () => {
    await moveTo('2025-10-01T22:00:00+08:00');
    late = await submit(urgent);
    const sent = await about(late);
    expect(to(sent)).toEqual(['all.personnel@zhejiang.example', 'reviewer.personnel@zhejiang.example']);
    expect(sent[0]).toMatchObject({ subject: '【加急】公示公告信息待您初审，2025年10月9日 09:00 前', at: expect.stringMatching(/^2025-10-01T22:00/) as unknown });
    expect(sent[0]!.text).toContain(`${laptop.origin}/desk/items/${late}`);
    expect(JSON.stringify(sent)).not.toContain('台风');
    const deliveries = await local<Delivery[]>('webhooks');
    expect(deliveries.map(({ verified }) => verified)).toEqual([true]);
    expect(JSON.parse(deliveries[0]!.body)).toMatchObject({ event: 'arrived', release: late, stage: 'first-review', unit: 'personnel', rule: 'S-first-review', dueAt: '2025-10-09T01:00:00.000Z' });
  });

  it('of what rang and what is due on the next working morning, once each; on no day off', async () => {
    await moveTo('2025-10-09T08:39:00+08:00');
    expect((await mails()).filter(({ subject }) => subject.includes('待办摘要'))).toEqual([]);
    await moveTo('2025-10-09T08:41:00+08:00');
    const digests = (await mails()).filter(({ subject }) => subject.includes('待办摘要'));
    expect(new Set(to(digests)).size).toBe(digests.length);
    const mine = digests.find((mail) => mail.to[0] === 'reviewer.personnel@zhejiang.example')!;
    expect(mine.subject).toBe('2025年10月9日待办摘要：2 条（浙江省教育厅）');
    // Submitting took its moment of the clock that ticks.
    expect(mine.text).toMatch(new RegExp(`^- 公示公告·初审·${ordinary}·初审时限，还剩 4\\d 分钟（时限已用去大半）$`, 'm'));
    expect(mine.text).toContain(`- 【加急】公示公告·初审·${late}·初审时限，还剩 20 分钟`);
    expect(digests.some((mail) => mail.to[0] === 'text.office@zhejiang.example')).toBe(false);
  });

  it('of an urgent bell at once, and the digest is not made a second time', async () => {
    await moveTo('2025-10-09T08:58:00+08:00');
    const bells = (await about(late)).filter(({ subject }) => subject.includes('提醒'));
    expect(to(bells)).toEqual(['all.personnel@zhejiang.example', 'reviewer.personnel@zhejiang.example']);
    expect(bells[0]!.subject).toBe('【加急】公示公告信息初审提醒，还剩 8 分钟');
    await moveTo('2025-10-09T11:45:00+08:00');
    expect((await mails()).filter(({ subject, to: [address] }) => subject.includes('待办摘要') && address === 'reviewer.personnel@zhejiang.example')).toHaveLength(1);
  });

  it('whatever becomes of somebody else’s mail: a refusal goes to the dead letters at once, and is sent when it is replayed', async () => {
    await setAddress('reviewer.personnel', 'gone@refused.example');
    const id = await submit({ ...urgent, title: '关于道路结冰的紧急通知' });
    expect(to(await about(id))).toEqual(['all.personnel@zhejiang.example']);
    const { letters } = (await deadLetters()) as { letters: Fields[] };
    expect(letters).toEqual([expect.objectContaining({ kind: 'mail' })]);
    expect(JSON.stringify(letters)).not.toContain('refused.example');
    await setAddress('reviewer.personnel', 'reviewer.personnel@zhejiang.example');
    expect(await deadLetters({ replay: 'all' })).toMatchObject({ replayed: 1, refused: [] });
    await laptop.cloud.clock.activity.quiet();
    expect(to(await about(id))).toEqual(['all.personnel@zhejiang.example', 'reviewer.personnel@zhejiang.example']);
  });

  it('whoever is throttled is tried again with each sweep, and nobody hears twice', async () => {
    await setAddress('reviewer.personnel', 'slow@throttled.example');
    const id = await submit({ ...urgent, title: '关于停电的紧急通知' });
    await setAddress('reviewer.personnel', 'reviewer.personnel@zhejiang.example');
    await moveTo('2025-10-09T13:00:00+08:00');
    const arrivals = (await about(id)).filter(({ subject }) => subject.includes('待您'));
    expect(to(arrivals)).toEqual(['all.personnel@zhejiang.example', 'reviewer.personnel@zhejiang.example']);
  });

  it('and no address stands in a log or in an event', async () => {
    const admin = await laptop.as('admin.office');
    const { items } = await expecting(admin.call('GET', '/people'));
    const addressed = (items as Fields[]).filter(({ email }) => typeof email === 'string');
    expect(addressed.length).toBe((items as Fields[]).length);
    const histories = await Promise.all(addressed.map(({ id }) => expecting(admin.call('GET', `/people/${String(id)}/events`))));
    expect(JSON.stringify(histories)).not.toMatch(/@(zhejiang|refused|throttled)\.example/);
    expect(laptop.cloud.logs.last().join('\n')).not.toMatch(/@(zhejiang|refused|throttled)\.example/);
    const { items: ofAnotherSite } = await expecting((await laptop.as('submitter.basic-education', 'shangqiu')).call('GET', '/people'));
    expect(JSON.stringify(ofAnotherSite)).not.toContain('zhejiang');
  });
});
