import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actions, expectedFor, type User } from './expected.ts';
import { combinedHands, everybody, startGround } from './ground.ts';
import { cellsOf, situations, sweepCells } from './sweep-cells.ts';

/**
 * Every role × unit × state × action cell through the real API against the table that is written out by hand. Here a
 * seeded part of it; `npm run test:authz` asks all.
 */
const FULL = process.env['FABU_AUTHZ'] === 'full';
const SEED = 20250305;

let ground: Awaited<ReturnType<typeof startGround>>;
beforeAll(async () => {
  ground = await startGround();
});
afterAll(() => ground.end());

/** Those whom some action is open to are always asked; of the others a few of each situation. */
const concerned = everybody.filter(({ name, site }) => site === 'zhejiang' && /\.(personnel|network)$|^(text|leader|admin)\.office$/.test(name));
const others = everybody.filter((user) => !concerned.includes(user));

function usersFor(place: number): readonly User[] {
  if (FULL) return everybody;
  return [...fc.sample(fc.constantFrom(...concerned), { numRuns: 3, seed: SEED + place }), ...fc.sample(fc.constantFrom(...others), { numRuns: 2, seed: SEED + place })];
}

describe('nobody may do what the table does not give them', () => {
  it.each(situations.map((situation, place) => [situation, place] as const))('to an item that is %s', async (situation, place) => {
    const users = [...new Set(usersFor(place))];
    const { asked, allowed, wrong } = await sweepCells(ground, situation, cellsOf(users));
    expect(wrong).toEqual([]);
    expect(asked).toBe(users.length * (situation === 'publishing' ? actions.length - 1 : actions.length));
    if (FULL) console.log(`${situation}: ${asked} cells, ${allowed} allowed`);
  }, 900_000);
});

describe('one person never holds two duties on an item', () => {
  const situationAfter = { submit: 'in first-review', 'first-review': 'in confidentiality-review', 'confidentiality-review': 'in second-review', 'second-review': 'in text-review' } as const;
  it.each(Object.entries(combinedHands))('who holds four roles and did %s does no other', async (duty, hands) => {
    const all: User = { name: 'all.personnel', site: 'zhejiang' };
    const chosen = FULL ? situations.filter((situation) => situation !== 'a draft') : [situationAfter[duty as keyof typeof situationAfter], 'returned'];
    for (const situation of chosen) expect((await sweepCells(ground, situation, cellsOf([all]), hands)).wrong).toEqual([]);
  }, 900_000);
});

it('control: the table itself refuses most and allows something of each action', () => {
  const item = { name: 'x', involved: {}, lastEditor: 'submitter.personnel', submitter: 'submitter.personnel' } as const;
  const places = [
    { ...item, state: 'draft' }, { ...item, state: 'approved' }, { ...item, state: 'scheduled' }, { ...item, state: 'published' }, { ...item, state: 'draft', correction: true },
    ...(['first-review', 'confidentiality-review', 'second-review', 'text-review'] as const).map((stage) => ({ ...item, state: 'in-review', stage }) as const),
  ] as const;
  const cells = places.flatMap((place) => everybody.flatMap((user) => actions.map((action) => [action, expectedFor(user, action, place)] as const)));
  const allowed = new Set(cells.filter(([action, answer]) => answer === 'ok' || (action === 'take-suggestion' && answer === 'not-found')).map(([action]) => action));
  expect([...allowed].sort()).toEqual([...actions].sort());
  expect(cells.filter(([action, answer]) => answer === 'ok' && action !== 'read').length).toBeLessThan(cells.length / 50);
});
