import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type FaultPlan } from '../../local/faults/plan.ts';
import { startTestLaptop, type TestLaptop } from '../support/laptop.ts';
import { UnkindLine } from './unkind-line.ts';

const TIMEOUT = { timeout: 180_000 };

let laptop: TestLaptop;
let line: UnkindLine;
beforeAll(async () => {
  laptop = await startTestLaptop({ now: '2026-03-02T09:00+08:00' });
  line = new UnkindLine(laptop);
});
afterAll(() => laptop.end());

/** `npm run test:faults` plays every one by itself, and a schedule under all of them; otherwise all at once, and what is lost after the work. */
const FULL = process.env['FABU_FAULTS'] === 'full';

const allPlans: readonly (readonly [name: string, plan: Partial<FaultPlan>])[] = [
  ['throttles', { seed: 1, throttle: 0.15 }],
  ['errors', { seed: 2, error: 0.1 }],
  ['answers lost after the work', { seed: 3, resetAfterCommit: 0.15 }],
  ['conflicts', { seed: 4, conflict: 0.3 }],
  ['calls that hang', { seed: 5, hang: 0.02 }],
  ['events delivered twice', { seed: 6, doubledInvocations: 1 }],
  ['stale indexes', { seed: 7, staleIndexMs: 2000 }],
  ['late signals that come twice', { seed: 8, lateSignalMs: 200 }],
  ['all of it', { seed: 9, throttle: 0.06, error: 0.04, resetAfterCommit: 0.06, conflict: 0.1, hang: 0.005, doubledInvocations: 0.5, staleIndexMs: 1000, lateSignalMs: 100 }],
];
const ALL_AT_ONCE = allPlans.at(-1)![1];
const plans = FULL ? allPlans : allPlans.filter(([name]) => name === 'answers lost after the work' || name === 'all of it');

describe('the whole line on a bad day', () => {
  it.each(plans)('goes from a draft to the page and off again under %s', TIMEOUT, async (_, plan) => {
    const struck = await line.underFaults(plan, 'withdrawn');
    if (plan.staleIndexMs === undefined && plan.lateSignalMs === undefined) expect(Object.keys(struck)).not.toEqual([]);
    expect(await line.verify()).toEqual([]);
  });

  it.runIf(FULL)('publishes on schedule under all of it', TIMEOUT, async () => {
    await line.underFaults({ ...ALL_AT_ONCE, seed: 10 }, 'scheduled', 30);
    expect(await line.verify()).toEqual([]);
    expect(line.bellsRung).toBeGreaterThan(4);
  });
});
