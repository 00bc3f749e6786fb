import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commit } from '../../../functions/shared/record/commit.ts';
import { enrolPerson } from '../../../functions/shared/record/enrol-person.ts';
import { closeEntries } from '../../../functions/shared/relay/close-entries.ts';
import { relayAggregate } from '../../../functions/shared/relay/relay-aggregate.ts';
import { relayPerson } from '../../../functions/shared/relay/relay-person.ts';
import { actOf, approved, changeIn, draftOf, minutes, now, publishAct, publisherA, setFor, submitted, tuesday } from '../../domain/release/sample.ts';
import { publish, withdraw } from '../../../domain/release/publish.ts';
import { deploy, type Deployed } from '../api-fixture.ts';
import { fakeMachines } from '../machines.ts';
import { quiet } from '../quiet.ts';

quiet();
let deployed: Deployed;
let sweep: (event: { scheduledTime: string }) => Promise<void>;
beforeAll(async () => {
  deployed = await deploy();
  ({ handler: sweep } = await import('../../../functions/scheduled/sweep.ts'));
});
afterAll(() => deployed.close());

async function sweptAt(instant: number) {
  deployed.relayed.length = 0;
  await sweep({ scheduledTime: new Date(instant).toISOString() });
  return deployed.relayed;
}
const noted = (release: ReturnType<typeof draftOf>) => ({ release, event: { type: 'Noted', by: 'x', data: {} } });

describe('the sweeper', () => {
  it('I7: passes on an outbox that is half a minute old, and none that its own relay still has in hand', async () => {
    const head = (await commit(deployed.table, { head: undefined, change: noted(submitted()), at: tuesday }))!;
    expect(await sweptAt(tuesday + 30_000)).toEqual([]);
    expect(await sweptAt(tuesday + 30_001)).toEqual([{ pk: head.pk, at: new Date(tuesday + 30_001).toISOString() }]);
    await closeEntries(deployed.table, head, Object.keys(head.outbox));
    expect(await sweptAt(tuesday + minutes(600))).toEqual([]);
  });

  it('I7: finds people’s open outboxes as well, until the relay has written their history', async () => {
    const person = { id: 'p', name: '某', site: 'zhejiang', roles: [{ role: 'liaison', unit: 'legal', since: '2025-01-01T00:00:00.000Z' }] } as const;
    const pk = await enrolPerson(deployed.table, person, tuesday);
    expect(await sweptAt(tuesday + 30_001)).toEqual([{ pk, at: new Date(tuesday + 30_001).toISOString() }]);
    await relayPerson(deployed.table, String(pk));
    expect(await sweptAt(tuesday + 30_001)).toEqual([]);
  });

  it('has machines’ work that has gone quiet checked: publishing after ten minutes, a schedule after its hour', async () => {
    const begun = changeIn(publish(approved(tuesday, draftOf(undefined, undefined, 'zhejiang-now')), now, publishAct()));
    const waiting = changeIn(publish(approved(tuesday, draftOf(undefined, undefined, 'zhejiang-later')), setFor(tuesday + minutes(60)), publishAct()));
    for (const change of [begun, waiting]) {
      const head = (await commit(deployed.table, { head: undefined, change, at: tuesday }))!;
      await closeEntries(deployed.table, head, Object.keys(head.outbox));
    }
    const checks = async (instant: number) => (await sweptAt(instant)).map(({ pk, checkMachine }) => [pk.split('-').at(-1), checkMachine]).sort();
    expect(await checks(tuesday + minutes(10))).toEqual([]);
    expect(await checks(tuesday + minutes(10) + 1)).toEqual([['now', true]]);
    expect(await checks(tuesday + minutes(70) + 1)).toEqual([['later', true], ['now', true]]);
  });

  it('has a clock checked whose bell should have rung ten minutes ago, before the duty is due as well, and once where the machine is quiet too', async () => {
    const release = submitted(tuesday, draftOf(undefined, undefined, 'zhejiang-silent'));
    const head = (await commit(deployed.table, { head: undefined, change: noted(release), at: tuesday }))!;
    await closeEntries(deployed.table, head, Object.keys(head.outbox));
    const bell = Date.parse(release.duties[0]!.nextBell!.at);
    expect(bell).toBeLessThan(Date.parse(release.duties[0]!.dueAt));
    const checks = async (instant: number) => (await sweptAt(instant)).filter(({ pk }) => pk === head.pk);
    expect(await checks(bell + minutes(10))).toEqual([]);
    const instant = bell + minutes(10) + 1;
    expect(await checks(instant)).toEqual([{ pk: head.pk, checkMachine: true, at: new Date(instant).toISOString() }]);
    const publishing = (await commit(deployed.table, { head, change: noted({ ...release, state: 'publishing' }), at: tuesday }))!;
    await closeEntries(deployed.table, publishing, Object.keys(publishing.outbox));
    expect(await checks(instant)).toHaveLength(1);
  });

  it('has a withdrawal that the portal’s absence keeps from working started anew until it has worked, with growing waits', async () => {
    const online = { ...approved(tuesday, draftOf(undefined, undefined, 'zhejiang-away')), state: 'published' as const };
    const head = (await commit(deployed.table, { head: undefined, change: changeIn(withdraw(online, '有误', actOf(publisherA))), at: tuesday }))!;
    const machines = fakeMachines();
    let instant = tuesday;
    const started: number[] = [];
    for (let time = 0; time < 32; time += 1) {
      instant += minutes(15);
      for (const { pk, checkMachine, at } of (await sweptAt(instant)).filter(({ pk }) => pk === head.pk)) {
        const before = machines.started.size;
        await relayAggregate({ table: deployed.table, machines }, pk, checkMachine, at);
        if (machines.started.size > before) started.push((instant - tuesday) / minutes(1));
        for (const [name] of machines.started) machines.end(name);
      }
    }
    expect(started.at(-1)).toBeGreaterThan(7 * 60);
    expect(started.at(-1)! - started.at(-2)!).toBeGreaterThan(30);
    expect(started.length).toBeLessThan(20);
  });

  it('passes on every page of what is left', async () => {
    const heads = await Promise.all(
      Array.from({ length: 16 }, (_, place) => {
        const release = { ...draftOf(undefined, undefined, `zhejiang-left${place}`), summary: 'x'.repeat(300_000) };
        return commit(deployed.table, { head: undefined, change: { ...noted(release), release: { ...release, state: 'publishing' } }, at: tuesday });
      }),
    );
    const swept = new Set((await sweptAt(tuesday + minutes(600))).filter(({ checkMachine }) => checkMachine === true).map(({ pk }) => pk));
    for (const head of heads) expect(swept.has(head!.pk)).toBe(true);
  });
});
