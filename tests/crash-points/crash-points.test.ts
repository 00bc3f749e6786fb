import { expect, it } from 'vitest';
import { runPoints } from './run-points.ts';

/** `npm run test:crash` plays every one of them, and plants every fault. */
it('losing a process between any two calls loses nothing, and a hand that is less careful is found out', { timeout: 180_000 }, async () => {
  const found = await runPoints({ every: 24, pairs: 4, seed: 20_250_916, mutants: 3, tell: () => undefined });
  expect(found).toMatchObject({ breaches: 0, planted: 3, survivors: 0 });
  expect(found.played).toBeGreaterThan(500);
});
