import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBeijingIso } from '../../domain/calendar/beijing.ts';
import { expecting } from '../../local/demonstration/api-client.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { bringToApproved, castOf, goodRelease } from '../support/release-line.ts';
import { readRelease, type Fields } from './observe.ts';

let laptop: TestLaptop;
beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2025-09-30T15:59:00+08:00' });
});
afterAll(() => laptop.end());

const inBeijing = (instant: unknown): string => toBeijingIso(Date.parse(String(instant))).slice(0, 16);

/** Moves the clock as an operator does, and waits until all is quiet. */
async function moveTo(instant: string): Promise<void> {
  const answer = await fetch(`${laptop.origin}/_local/clock`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ to: instant }) });
  expect(answer.status).toBe(200);
  await laptop.cloud.clock.activity.quiet();
}

interface Bell {
  readonly kind: string;
  readonly at: string;
  readonly rungAt?: string;
  readonly to?: readonly { readonly role: string; readonly unit: string }[];
}

async function publishingDuty(id: string): Promise<Fields & { readonly bells: readonly Bell[] }> {
  const { duties } = await readRelease(await laptop.as('submitter.personnel'), id);
  return (duties as (Fields & { bells: Bell[] })[]).find(({ rule }) => String(rule).startsWith('A-23'))!;
}

const rungOf = ({ bells }: { readonly bells: readonly Bell[] }) => bells.filter((bell) => bell.rungAt !== undefined).map(({ kind, at, to = [] }) => `${kind} ${inBeijing(at)} ${to.map(({ role }) => role).join(' ')}`);

describe('A-23: the clocks of the shipped machines, over the National Day holiday', () => {
  let ordinary: string;
  let urgent: string;

  it('an ordinary item approved on 2025-09-30 at 16:00 is due on 2025-10-09 at 17:30, an urgent one on 2025-10-01 at 09:10 at 11:10', async () => {
    const cast = await castOf(laptop);
    await moveTo('2025-09-30T16:00:00+08:00');
    ordinary = await bringToApproved(cast);
    await moveTo('2025-10-01T09:10:00+08:00');
    urgent = await bringToApproved(cast, { ...goodRelease, title: '关于台风停课的紧急通知', urgency: 'urgent', urgencyReason: '台风预警' });
    expect(inBeijing((await publishingDuty(ordinary))['dueAt'])).toBe('2025-10-09T17:30');
    expect(inBeijing((await publishingDuty(urgent))['dueAt'])).toBe('2025-10-01T11:10');
    const { items } = await expecting((await laptop.as('leader.office')).call('GET', '/duties'));
    expect((items as Fields[]).map((duty) => duty['subject'])).toEqual([urgent, ordinary]);
  });

  it('the urgent one rings amber, changes hands, rings due and, as the office opens again, goes to the leader: each once', async () => {
    await moveTo('2025-10-01T10:45:00+08:00');
    expect(await publishingDuty(urgent)).toMatchObject({ holder: 'publisher-b', handedOver: { from: 'publisher-a', to: 'publisher-b' }, state: 'running' });
    const { items } = await expecting((await laptop.as('publisher-b.network')).call('GET', '/tasks'));
    expect((items as Fields[]).map(({ releaseId, holder }) => [releaseId, holder])).toEqual([[urgent, 'publisher-b'], [ordinary, 'publisher-a']]);
    await moveTo('2025-10-09T09:00:00+08:00');
    const duty = await publishingDuty(urgent);
    expect(rungOf(duty)).toEqual(['amber 2025-10-01T10:40 publisher-a publisher-b', 'due 2025-10-01T11:10 publisher-b head', 'escalation 2025-10-09T08:30 leader']);
    expect(duty['state']).toBe('overdue');
  });

  it('an acknowledgement holds the ordinary one’s escalation, which then rings; a reason makes it late-excused', async () => {
    await moveTo('2025-10-09T18:00:00+08:00');
    const { id } = await publishingDuty(ordinary);
    const [b, head] = await Promise.all([laptop.as('publisher-b.network'), laptop.as('head.network')]);
    await expecting(b.call('POST', `/duties/${String(id)}/acknowledge`, {}));
    await expecting(b.call('POST', `/duties/${String(id)}/excuse`, { reason: '机房检修' }));
    await expecting(head.call('POST', `/duties/${String(id)}/excuse`, { approve: true }));
    await moveTo('2025-10-10T17:29:00+08:00');
    expect(rungOf(await publishingDuty(ordinary)).map((bell) => bell.split(' ')[0])).toEqual(['amber', 'due']);
    await moveTo('2025-10-11T09:00:00+08:00');
    expect(rungOf(await publishingDuty(ordinary)).slice(2)).toEqual(['escalation 2025-10-10T17:30 leader', 'daily 2025-10-11T08:30 publisher-b head']);
    await expecting(b.call('POST', `/releases/${ordinary}/publication`, {}));
    await laptop.cloud.clock.activity.quiet();
    expect(await publishingDuty(ordinary)).toMatchObject({ state: 'late-excused' });
  });

  it('B-17: the ledger tells it, newest first', async () => {
    const answer = await expecting((await laptop.as('admin.office')).call('GET', '/ledger?department=network&from=2025-10-09&to=2025-10-11'));
    const told = (answer['items'] as Fields[]).filter(({ releaseId }) => releaseId === ordinary);
    expect(told.map(({ bell, excuse, acknowledgedUntil, state }) => bell ?? excuse ?? (acknowledgedUntil === undefined ? state : 'acknowledged'))).toEqual([
      'late-excused',
      'daily',
      'escalation',
      'approved',
      'asked',
      'acknowledged',
      'due',
      'amber',
    ]);
  });
});
