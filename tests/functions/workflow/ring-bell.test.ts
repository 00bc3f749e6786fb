import { afterAll, beforeAll, expect, it } from 'vitest';
import { commit } from '../../../functions/shared/record/commit.ts';
import { readHead } from '../../../functions/shared/record/head.ts';
import { approved, minutes, tuesday } from '../../domain/release/sample.ts';
import { deploy, type Deployed } from '../api-fixture.ts';
import { quiet } from '../quiet.ts';

quiet();
let deployed: Deployed;
let ring: (input: { releaseId: string; dutyId: string; generation: number; enteredAt: string }) => Promise<{ readonly bellAt?: string }>;
beforeAll(async () => {
  deployed = await deploy();
  ({ handler: ring } = await import('../../../functions/workflow/ring-bell.ts'));
});
afterAll(() => deployed.close());

it('I4: a bell is recorded once, however often and at once it is rung, and never early or by another generation', async () => {
  const release = approved();
  await commit(deployed.table, { head: undefined, change: { release, event: { type: 'StageApproved', by: 'x', data: {} } }, at: tuesday });
  const duty = release.duties.at(-1)!;
  const bellAt = Date.parse(duty.nextBell!.at);
  const rings = (at: number, generation = 1) => ring({ releaseId: release.id, dutyId: duty.id, generation, enteredAt: new Date(at).toISOString() });
  const recorded = async () => (await readHead(deployed.table, release.id))!.release.duties.at(-1)!.bells.map((bell) => bell.kind);

  expect(await rings(bellAt - 1)).toEqual({ bellAt: duty.nextBell!.at });
  expect([await rings(bellAt, 0), await rings(bellAt, 2)]).toEqual([{}, {}]);
  expect(await recorded()).toEqual([]);
  const answers = await Promise.all([rings(bellAt), rings(bellAt), rings(bellAt)]);
  expect(await recorded()).toEqual(['amber']);
  expect(new Set(answers.map((answer) => answer.bellAt)).size).toBe(1);
  expect(Date.parse(answers[0].bellAt!)).toBeGreaterThan(bellAt);
  await rings(bellAt + minutes(1));
  expect(await recorded()).toEqual(['amber']);
});
