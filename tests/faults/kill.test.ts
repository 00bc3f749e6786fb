import { expect, it } from 'vitest';
import { runKills } from './kill-run.ts';

/** `npm run test:kill` does this twenty times. */
it('kill -9 of everything while items flow loses nothing that was acknowledged, and all can still be published', { timeout: 60_000 }, async () => {
  const findings = await runKills({ kills: 3, seed: 20_250_930, workers: 3, mostRequests: 25, tell: () => undefined });
  expect(findings.failed).toEqual([]);
});
