import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expecting } from '../../local/demonstration/api-client.ts';
import { outcomeOf } from './ask.ts';
import type { User } from './expected.ts';
import { everybody, startGround } from './ground.ts';
import { itemThat, type Item } from './situations.ts';

/** The rest of the contract's table: clocks and people. Here everybody of the site concerned; all sites by `test:authz`. */
const FULL = process.env['FABU_AUTHZ'] === 'full';
const users: readonly User[] = FULL ? everybody : everybody.filter(({ name, site }) => site === 'zhejiang' || name === 'all.office' || name === 'admin.office');

let ground: Awaited<ReturnType<typeof startGround>>;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.end());

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** Everybody asks, those first to whom it is not given; who they are is the table. */
async function expectOnly(names: readonly string[], asked: () => Asked, among = users): Promise<void> {
  const isGiven = ({ name, site }: User): boolean => site === 'zhejiang' && names.includes(name);
  const wrong: string[] = [];
  for (const user of [...among].sort((one, other) => Number(isGiven(one)) - Number(isGiven(other)))) {
    const { method, path, body } = asked();
    const person = await ground.as(`${user.name}@${user.site}`);
    const answer = outcomeOf(await person.call(method, path, body));
    const expected = isGiven(user) ? 'ok' : user.site === 'zhejiang' ? 'forbidden' : 'not-found';
    if (answer !== expected) wrong.push(`${user.name}@${user.site}: ${answer} and not ${expected}`);
  }
  expect(wrong).toEqual([]);
}

async function openDutyOf({ id }: Item): Promise<string> {
  const { duties } = await expecting((await ground.as('submitter.personnel')).call('GET', `/releases/${id}`));
  const open = (duties as readonly { readonly id: string; readonly state: string }[]).find(({ state }) => state === 'running');
  return open?.id ?? '';
}

describe('a clock', () => {
  it('of a stage is acknowledged by those who hold it', async () => {
    const duty = await openDutyOf(await itemThat(ground, 'in first-review'));
    await expectOnly(['reviewer.personnel', 'all.personnel'], () => ({ method: 'POST', path: `/duties/${duty}/acknowledge`, body: {} }));
  });

  it('of putting online is acknowledged at post A and post B', async () => {
    const duty = await openDutyOf(await itemThat(ground, 'approved'));
    await expectOnly(['publisher-a.network', 'publisher-b.network'], () => ({ method: 'POST', path: `/duties/${duty}/acknowledge`, body: {} }));
  });

  /** One who may, and all those who may not: what they do can be done once. */
  const withOnly = (name: string, ...allowed: readonly string[]): readonly User[] => users.filter((user) => user.name === name || user.site !== 'zhejiang' || !allowed.includes(user.name));

  it.each(['reviewer.personnel', 'all.personnel'])('is excused on the word of those who hold it: %s', async (holder) => {
    const duty = await openDutyOf(await itemThat(ground, 'in first-review'));
    const excuse = { method: 'POST', path: `/duties/${duty}/excuse`, body: { reason: '等待补充材料。' } };
    await expectOnly([holder], () => excuse, withOnly(holder, 'reviewer.personnel', 'all.personnel'));
  });

  it.each(['head.personnel', 'all.personnel'])('is excused by the head of the unit, who is not who asked: %s', async (head) => {
    const duty = await openDutyOf(await itemThat(ground, 'in first-review'));
    const path = `/duties/${duty}/excuse`;
    await expecting((await ground.as('reviewer.personnel')).call('POST', path, { reason: '等待补充材料。' }));
    await expectOnly([head], () => ({ method: 'POST', path, body: { approve: true } }), withOnly(head, 'head.personnel', 'all.personnel'));
  });
});

describe('somebody’s', () => {
  let target: string;
  beforeAll(async () => {
    target = String((await expecting((await ground.as('submitter.finance')).call('GET', '/me')))['id']);
  });

  it('roles are an administrator’s to give', async () => {
    await expectOnly(['admin.office'], () => ({ method: 'PUT', path: `/people/${target}/roles`, body: { roles: [{ role: 'submitter', unit: 'finance' }] } }));
  });

  it('leave is recorded by themselves, the head of their department, or an administrator', async () => {
    const at = (hours: number): string => new Date(ground.laptop.cloud.clock.now() + hours * 3_600_000).toISOString();
    // Each asks for an hour of its own, since one leave does not lie in another.
    let hour = 0;
    await expectOnly(['submitter.finance', 'head.finance', 'all.finance', 'admin.office'], () => ({ method: 'POST', path: `/people/${target}/leave`, body: { from: at((hour += 2)), until: at(hour + 1) } }));
  });

  it('work is moved by the head of their department or an administrator', async () => {
    const to = String((await expecting((await ground.as('liaison.finance')).call('GET', '/me')))['id']);
    await expectOnly(['head.finance', 'all.finance', 'admin.office'], () => ({ method: 'POST', path: `/people/${target}/reassignment`, body: { to } }));
  });
});
