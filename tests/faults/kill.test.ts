import { expect, it } from 'vitest';
import { Findings } from './findings.ts';
import { runKills } from './kill-run.ts';

/** `npm run test:crash` does this five hundred times. */
it('kill -9 of everything while items flow loses nothing that was acknowledged, and all can still be published', { timeout: 150_000 }, async () => {
  const findings = new Findings();
  await runKills({ kills: 3, seed: 20_250_930, workers: 3, mostRequests: 25, unkind: true, tell: () => undefined }, findings);
  expect(findings.failed).toEqual([]);
});
