import { afterAll, beforeAll, expect, it } from 'vitest';
import { pausePublishing, resumePublishing } from '../../../domain/record/publishing-switch.ts';
import { letGo } from '../../../domain/release/hold-publication.ts';
import { hold } from '../../../functions/shared/hold.ts';
import { commit } from '../../../functions/shared/record/commit.ts';
import { readHead } from '../../../functions/shared/record/head.ts';
import { commitSwitch, readSwitch } from '../../../functions/shared/record/publishing-switch.ts';
import { publishing, tuesday } from '../../domain/release/sample.ts';
import { deploy, type Deployed } from '../api-fixture.ts';
import { quiet } from '../quiet.ts';

quiet();
let deployed: Deployed;
beforeAll(async () => {
  deployed = await deploy();
});
afterAll(() => deployed.close());

const release = publishing();
const input = { releaseId: release.id, generation: release.generation, enteredAt: new Date(tuesday).toISOString() };
const read = async () => (await readHead(deployed.table, release.id))!;

async function turn(change: typeof pausePublishing): Promise<void> {
  const head = await readSwitch(deployed.table, 'zhejiang');
  const changed = change(head?.state ?? { site: 'zhejiang' }, { by: 'network', why: 'x', at: tuesday })!;
  await commitSwitch(deployed.table, head, changed, tuesday);
}

it('an item waits while publishing is paused, and one that a resume has not seen lets itself go', async () => {
  await commit(deployed.table, { head: undefined, change: { release, event: { type: 'PublicationRequested', by: 'x', data: {} } }, at: tuesday });
  await turn(pausePublishing);
  expect(await hold(deployed.table, input, 'zhejiang')).toEqual({ next: 'done' });
  expect((await read()).release.held).toBeDefined();

  const held = await read();
  await commit(deployed.table, { head: held, change: letGo(held.release)!, at: tuesday });
  await turn(resumePublishing);
  // The step had read the switch before it was turned.
  const late = await read();
  expect(await hold(deployed.table, { ...input, generation: late.release.generation }, 'zhejiang')).toEqual({ next: 'done' });
  const after = await read();
  expect(after.release.held).toBeUndefined();
  expect(after.release.generation).toBe(late.release.generation + 1);
  expect(Object.values(after.outbox).some(({ kind }) => kind === 'start-release')).toBe(true);
});
