import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { mailSender } from '../../functions/shared/mail/send-mail.ts';
import { expecting } from '../../local/demonstration/api-client.ts';
import { OWNER_ACCESS_KEY_ID } from '../../local/gateway/create-gateway.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { approvalOf, castOf, goodRelease, stages, type Cast } from '../support/release-line.ts';
import { moveBy, readRelease, type Fields } from './observe.ts';
import { poisonFor, type Poison } from './poison.ts';

const MINUTE = 60_000;
const TIMEOUT = { timeout: 120_000 };
const REVIEWERS = ['all.personnel@zhejiang.example', 'reviewer.personnel@zhejiang.example'];

let laptop: TestLaptop;
let cast: Cast;
let poison: Poison;
beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2026-03-02T09:00+08:00' });
  cast = await castOf(laptop);
  poison = poisonFor(laptop);
}, 120_000);
afterAll(() => laptop.end());

interface Mail {
  readonly to: readonly string[];
  readonly subject: string;
  readonly text: string;
}

const mails = async (): Promise<readonly Mail[]> => (await (await fetch(`${laptop.origin}/_local/outbox`)).json()) as Mail[];
const toldOf = async (id: string): Promise<string[]> => (await mails()).filter(({ text }) => text.includes(id)).flatMap(({ to }) => to).sort();
const digests = async (date: string): Promise<string[]> => (await mails()).filter(({ subject }) => subject.startsWith(`${date}待办摘要`)).flatMap(({ to }) => to).sort();
const standing = (name: string): string | undefined => laptop.cloud.cloudWatch.alarms().find((alarm) => alarm.name.endsWith(name))?.state;

async function fault(plan: object): Promise<Fields> {
  const answered = await fetch(`${laptop.origin}/_local/faults`, { method: 'PUT', body: JSON.stringify(plan) });
  expect(answered.status).toBe(200);
  return (await answered.json()) as Fields;
}

async function submitUrgent(title: string, { submitter }: Cast = cast): Promise<string> {
  const { id } = await expecting(submitter.call('POST', '/releases', { ...goodRelease, title, urgency: 'urgent', urgencyReason: '台风预警' }));
  await expecting(submitter.call('POST', `/releases/${String(id)}/submission`, {}));
  await laptop.cloud.clock.activity.quiet();
  return String(id);
}

async function personNamed(name: string): Promise<Fields> {
  const { items } = await expecting((await laptop.as('admin.office')).call('GET', '/people?unit=personnel'));
  return (items as Fields[]).find((each) => each['name'] === name)!;
}

async function setAddress(name: string, email: string): Promise<void> {
  const { id, roles } = await personNamed(name);
  const kept = (roles as Fields[]).map(({ role, unit }) => ({ role, unit }));
  await expecting((await laptop.as('admin.office')).call('PUT', `/people/${String(id)}/roles`, { roles: kept, email }));
}

async function replayAll(): Promise<Fields> {
  const functionName = laptop.cloud.template.outputs()['DeadLettersFunction']!;
  const order = { at: new Date(laptop.cloud.clock.now()).toISOString(), replay: 'all' };
  const { payload } = await laptop.cloud.invoker.invoke({ kind: 'account' }, { functionName, payload: JSON.stringify(order) });
  await laptop.cloud.clock.activity.quiet();
  return JSON.parse(payload) as Fields;
}

describe('an address that SES refuses for good', () => {
  it('ends with the dead letters, which an alarm says; the others are told, the item goes on, and a replay reaches the address once it is mended', TIMEOUT, async () => {
    await setAddress('reviewer.personnel', 'gone@refused.example');
    await moveBy(laptop, 10 * MINUTE);
    expect(standing('dead-letters')).not.toBe('ALARM');
    const id = await submitUrgent('关于拒收的紧急通知');
    expect(await toldOf(id)).toEqual(['all.personnel@zhejiang.example']);
    expect(await poison.deadEffects()).toEqual([`SITE#zhejiang#RELEASE#${id}`]);
    await moveBy(laptop, 10 * MINUTE);
    expect(standing('dead-letters')).toBe('ALARM');

    const { contentHash } = await readRelease(cast.submitter, id);
    await expecting(cast.reviewers['first-review'].call('POST', `/releases/${id}/decisions`, approvalOf('first-review', contentHash)));
    await laptop.cloud.clock.activity.quiet();
    expect(await readRelease(cast.submitter, id)).toMatchObject({ stage: stages[1] });
    expect(await poison.openOutboxes()).toEqual([]);

    await setAddress('reviewer.personnel', REVIEWERS[1]!);
    expect(await replayAll()).toMatchObject({ replayed: 1, refused: [] });
    expect(await toldOf(id)).toEqual(expect.arrayContaining(REVIEWERS));
    await moveBy(laptop, 10 * MINUTE);
    expect(standing('dead-letters')).toBe('OK');
  });
});

describe('SES that is away for a while', () => {
  it('keeps nobody from working; every mail arrives once it is back, and once', TIMEOUT, async () => {
    expect(await fault({ down: ['ses'] })).toMatchObject({ inForce: ['down: ses', 'seed 1'] });
    const id = await submitUrgent('关于邮件中断的紧急通知');
    for (let minute = 0; minute < 3; minute += 1) await moveBy(laptop, MINUTE);
    expect(await toldOf(id)).toEqual([]);
    expect(await readRelease(cast.submitter, id)).toMatchObject({ state: 'in-review', stage: 'first-review' });
    expect(await fault({})).toMatchObject({ inForce: [] });
    await moveBy(laptop, 3 * MINUTE);
    const arrived = (await mails()).filter(({ text, subject }) => text.includes(id) && subject.includes('待您'));
    expect(arrived.flatMap(({ to }) => to).sort()).toEqual(REVIEWERS);
    expect(await poison.deadEffects()).toEqual([]);
  });

  it('answers in its own words while it is down, throttles or fails', async () => {
    const { cloud } = laptop;
    const client = new SESv2Client({ endpoint: cloud.gatewayUrl, region: cloud.template.place.region, credentials: { accessKeyId: OWNER_ACCESS_KEY_ID, secretAccessKey: 'unused' }, maxAttempts: 1 });
    const errors: unknown[] = [];
    client.middlewareStack.add((next) => (args) => next(args).catch((error: unknown) => {
      errors.push(error);
      throw error;
    }), { step: 'initialize' });
    const send = mailSender(client, { sender: 'notices@fabu.example', configurationSet: 'none' });
    for (const plan of [{ down: ['ses'] }, { throttle: 1 }, { seed: 1, error: 1 }]) {
      await fault(plan);
      await expect(send({ to: 'a@zhejiang.example', subject: 's', text: 't' })).rejects.toMatchObject({ name: 'DeliveryFailed' });
    }
    await fault({});
    client.destroy();
    const [down, throttled, failed] = errors as { name: string; $metadata: { httpStatusCode: number } }[];
    expect([down?.$metadata.httpStatusCode, throttled?.name, throttled?.$metadata.httpStatusCode]).toEqual([503, 'TooManyRequestsException', 429]);
    expect(failed?.$metadata.httpStatusCode).toBeGreaterThanOrEqual(500);
  });
});

describe('a digest that cannot be made or read', () => {
  it('keeps nobody else from theirs: neither a person’s record nor an item’s', TIMEOUT, async () => {
    const damaged = await submitUrgent('关于摘要损坏的紧急通知');
    const neighbour = await submitUrgent('关于摘要相邻的紧急通知');
    await submitUrgent('关于摘要以外的紧急通知', await castOf(laptop, 'legal'));
    await laptop.cloud.clock.moveTo(Date.parse('2026-03-03T08:39+08:00'));
    const [whole, unreadable] = REVIEWERS;
    await poison.head(damaged, { release: { S: '{"id":' }, card: { S: 'null' } });
    await poison.person(String((await personNamed('reviewer.personnel'))['id']), { card: { S: '{"id":' } });
    await laptop.cloud.clock.moveTo(Date.parse('2026-03-03T08:45+08:00'));
    await laptop.cloud.clock.activity.quiet();
    const told = await digests('2026年3月3日');
    expect(told).toEqual(expect.arrayContaining([whole, 'reviewer.legal@zhejiang.example']));
    expect(told).not.toContain(unreadable);
    const mine = (await mails()).find(({ subject, to }) => subject.startsWith('2026年3月3日待办摘要') && to[0] === whole)!;
    expect(mine.text).toContain(neighbour);
    expect(mine.text).not.toContain(damaged);
    expect(laptop.cloud.logs.last().filter((line) => line.includes('RECORD_UNREADABLE')).length).toBeGreaterThan(0);
  });
});
