import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCorrection } from '../../../domain/release/correct.ts';
import { recordPublished } from '../../../domain/release/machine-steps.ts';
import type { Plan } from '../../../domain/release/plan.ts';
import { publish, withdraw } from '../../../domain/release/publish.ts';
import { submit } from '../../../domain/release/submit.ts';
import type { Release } from '../../../domain/release/release.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { readHead, type Head } from '../../../functions/shared/record/head.ts';
import { HEAD, releaseKey } from '../../../functions/shared/record/keys.ts';
import type { StepInput } from '../../../functions/shared/step.ts';
import { createInvalidations, type InvalidationOptions } from '../../../local/cloudfront/invalidations.ts';
import { serve, type RunningServer } from '../../../local/wire/serve.ts';
import { actOf, after, approvedBy, changeIn, content, head as departmentHead, leader, now, publishAct, publisherA, publishing, reviewer, secrecy, submitter, text, tuesday, writingOf } from '../../domain/release/sample.ts';
import { deploy, type Deployed } from '../api-fixture.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { quiet } from '../quiet.ts';

quiet();
let deployed: Deployed;
let servers: RunningServer[];
let page = '';
const dropped: string[] = [];
let steps: Readonly<Record<'confirm' | 'takeDown', (input: StepInput & { readonly again?: boolean }) => Promise<Plan>>>;

beforeAll(async () => {
  deployed = await deploy();
  const file = join(temporaryFolder('fabu-edge-'), 'invalidations.jsonl');
  const cache = { invalidate: (paths: readonly string[]) => void dropped.push(...paths) } as unknown as InvalidationOptions['cache'];
  const clock = { now: () => tuesday } as InvalidationOptions['clock'];
  const edge = await serve(createInvalidations({ distributionId: 'E1', cache, clock, file }));
  const portal = await serve(() => Promise.resolve({ status: 200, headers: {}, body: page }));
  servers = [edge, portal];
  Object.assign(process.env, { AWS_ENDPOINT_URL_CLOUDFRONT: `http://127.0.0.1:${edge.port}`, DISTRIBUTION_ID: 'E1', PUBLIC_ORIGIN: `http://127.0.0.1:${portal.port}` });
  const [confirm, takeDown] = await Promise.all([import('../../../functions/workflow/confirm-online.ts'), import('../../../functions/workflow/take-down-page.ts')]);
  steps = { confirm: confirm.handler, takeDown: takeDown.handler };
});
afterAll(async () => {
  await Promise.all(servers.map((server) => server.close()));
  await deployed.close();
});

/** A correction that is being put online. */
function goingOut(): Release {
  const published = recordPublished(publishing(), { url: '/zhejiang/art/2025/00001.html', indexNumber: 'n' }, tuesday)!.release;
  const correcting = after(startCorrection(published, '标题有误', writingOf(submitter, { ...content, title: '更正后的标题' })));
  const approved = [reviewer, secrecy, departmentHead, text].reduce((release, person) => approvedBy(release, person), after(submit(correcting, actOf(submitter))));
  return after(publish(approved, now, publishAct(publisherA)));
}

async function record(release: Release): Promise<Head> {
  await commit(deployed.table, { head: undefined, change: { release, event: { type: 'Made', by: 'x', data: {} } }, at: tuesday });
  await deployed.table.update({ pk: releaseKey(release.id), sk: HEAD, expression: 'SET numbers = :numbers', values: { ':numbers': { year: '2025', serial: 1, columnNumber: 1 } } });
  return (await readHead(deployed.table, release.id))!;
}

it('a correction makes the edge drop its page and its files; withdrawn before it was confirmed, everything is dropped at once', async () => {
  const release = goingOut();
  const head = await record(release);
  const input: StepInput = { releaseId: release.id, generation: release.generation, enteredAt: new Date(tuesday).toISOString() };

  page = 'The old page, from somewhere else.';
  await expect(steps.confirm(input)).rejects.toThrow('does not answer with the approved content');
  expect(dropped).toEqual(expect.arrayContaining(['/zhejiang/art/2025/00001.html', '/zhejiang/art/2025/00001/*', '/zhejiang/announcements/', '/zhejiang/']));

  await commit(deployed.table, { head, change: changeIn(withdraw(release, '内容失实', actOf(leader))), at: tuesday });
  expect(await steps.confirm(input)).toEqual({ next: 'take-down' });
  dropped.length = 0;
  expect(await steps.takeDown(input)).toEqual({ next: 'done' });
  expect(dropped).toEqual(expect.arrayContaining(['/zhejiang/art/2025/00001.html', '/zhejiang/art/2025/00001/*', '/zhejiang/announcements/', '/zhejiang/']));
  const recorded = (await readHead(deployed.table, release.id))!;
  expect(recorded.release.withdrawal).toHaveProperty('takenDownAt');

  // What came late may have been kept again: the second time is an order of its own, and no second record.
  dropped.length = 0;
  expect(await steps.takeDown(input)).toEqual({ next: 'done' });
  expect(await steps.takeDown({ ...input, again: true, generation: input.generation - 1 })).toEqual({ next: 'done' });
  expect(dropped).toEqual([]);
  expect(await steps.takeDown({ ...input, again: true })).toEqual({ next: 'done' });
  expect(dropped).toEqual(expect.arrayContaining(['/zhejiang/art/2025/00001.html', '/zhejiang/art/2025/00001/*', '/zhejiang/announcements/', '/zhejiang/']));
  expect((await readHead(deployed.table, release.id))!.seq).toBe(recorded.seq);
});
